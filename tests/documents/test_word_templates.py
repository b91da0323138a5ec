"""A template says what is wrong where; a sound one is filled, and nothing in it is run."""

import dataclasses
import io

import docx
import pytest

from copil.documents.blocks import BulletList, Document, Facts, Heading, Paragraph, Table
from copil.documents.kind_fields import Kind
from copil.documents.kinds import BY_SLUG, KINDS
from copil.documents.look import OURS
from copil.documents.merging import context_of, sample_of
from copil.documents.word import example, filling, reading, safety
from tests.documents.words import changed, word

NOTE, FRAME = BY_SLUG["note-de-cadrage"], BY_SLUG["cadre-methodologique"]
ATTACKS = (
    "{{ ''.__class__ }}",
    "{{ titre.__class__.__mro__ }}",
    "{{ titre.__class__ }}",
    "{{ titre|upper }}",
    "{{ lipsum() }}",
    "{{ range(10**9) }}",
    "{{ 9**9**9 }}",
    "{{ 'a' * 10**9 }}",
    "{{ self }}",
    "{{ titre['x'] }}",
    "{% set a = 1 %}",
    "{% include 'a' %}",
    "{% import 'os' as os %}",
    "{% macro a() %}{% endmacro %}",
    "{% for a in range(10**9) %}{% endfor %}",
    "{% raw %}{% endraw %}",
    "{{r titre }}",
    "{# note #}",
)


def problems(content: bytes, kind: Kind = NOTE) -> list[str]:
    return [
        f"{one.place} {one.number} : {one.message}"
        for one in reading.problems_of(safety.parts_of(content), kind)
    ]


def texts(content: bytes) -> list[str]:
    made = docx.Document(io.BytesIO(content))
    return [one.text for one in made.paragraphs if one.text.strip()]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_the_example_of_each_kind_can_be_filled(kind: Kind) -> None:
    content = example.example(kind, OURS)
    assert problems(content, kind) == []
    assert "Titre du document" in texts(filling.filled(content, sample_of(kind)))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["Rien à remplir"], "Texte 0 : Ce document ne contient aucun champ"),
        (
            ["Bonjour", "Le {{ titr }}"],
            "n’existe pas pour ce document. Vouliez-vous dire « titre »",
        ),
        (["{{ calendrier }}"], "Texte 1 : Le champ « calendrier » n’existe pas"),
        (["{{ titre.x }}"], "Le champ « titre.x » n’existe pas"),
        (["{{ titre"], "Texte 1 : Une accolade est ouverte sans être fermée"),
        (["titre }}"], "Une accolade est ouverte sans être fermée"),
        (["{{ parties }}"], "« parties » est une liste : parcourez-la par {%p for partie in parties %}"),
        (["{% for a in titre %}{% endfor %}"], "« titre » n’est pas une liste"),
        (["{% for p in parties %}"], "Il manque ce qui ferme « for »"),
        (["{% if titre %}", "oui", "{% endif %}"], "Texte 3 : « endif » ne se ferme pas au même endroit"),
        (["Ici {%p if titre %}"], "« {%p if titre %} » doit être seul dans son paragraphe"),
        (["{%tr if titre %}"], "doit être seul dans une ligne de tableau"),
        (["{% if titre %}"], "Il manque ce qui ferme « if »"),
        (["{{ titre }}", "{% endfor %}"], "Texte 2 : « endfor » ne ferme rien ici"),
        (["{% for p in parties %}{{ p }}{% endfor %}"], "« p » a plusieurs valeurs : p.titre"),
        (["{% for p in parties %}{{ p.nom }}{% endfor %}"], "Le champ « p.nom » n’existe pas"),
        (["{% for titre in parties %}{% endfor %}"], "« titre » nomme déjà autre chose"),
        (
            ["{% for a in parties %}{% for b in parties %}{% endfor %}{% endfor %}"],
            "Une boucle dans une boucle ne parcourt que les listes de ce que la première répète",
        ),
        (["{{ titre }}" * 700], "plus de 600 champs"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(written: list[str], said: str) -> None:
    found = problems(word(*written))
    assert any(said.replace(" ", "") in one.replace("\xa0", "").replace(" ", "") for one in found), found


def test_the_foot_and_the_cells_are_read_too() -> None:
    content = word("{{ titre }}", table=[["{{ rien }}"]], foot="{{ pied }}")
    assert [one[:22] for one in problems(content)] == ["Texte 2 : Le champ «\xa0r", "Pied de page 1 : Le ch"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_code_in_a_template_is_refused(attack: str) -> None:
    assert problems(word("{{ titre }}", attack)) != []


@pytest.mark.parametrize("attack", ATTACKS[:-1])
def test_code_would_not_run_either(attack: str) -> None:
    """The second wall: what was not checked is not run."""
    try:
        made = filling.filled(word(attack), sample_of(NOTE))
    except filling.CannotFill:
        return
    assert texts(made) in ([], ["{{r titre }}"], ["Titre du document"])


def test_code_in_an_attribute_is_refused() -> None:
    body = '<w:bookmarkStart w:id="1" w:name="{{ titre }}"/><w:p>'
    content = changed(word("{{ titre }}"), {}, replace={"word/document.xml": ("<w:p>", body)})
    assert any("hors du texte" in one for one in problems(content))


def test_a_document_that_grows_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_MOST_CHARACTERS", 20_000)
    context = sample_of(NOTE) | {"titre": "a" * 50_000}
    with pytest.raises(filling.CannotFill):
        filling.filled(word("{{ titre }}"), context)


def note(**changes: object) -> Document:
    document = Document(
        title="Relève <associative> & « cie »",
        kicker="Note de cadrage",
        organisation="Réseau Marne",
        blocks=[
            Facts([("Portée par", "Réseau Marne"), ("Territoire", "")]),
            Heading(1, "L’idée"),
            Paragraph("Chercher ensemble.\nSans tarder."),
            Heading(1, "Objectifs"),
            Heading(2, "Objectifs stratégiques"),
            BulletList(["Consolider", "Alléger {{ titre }}"]),
        ],
    )
    return dataclasses.replace(document, **changes)  # type: ignore[arg-type]  # fields of a document


def test_values_are_written_as_they_are_and_lists_repeated() -> None:
    content = word(
        "{{ titre }}",
        "Par {{ portee_par }}{% if territoire %} à {{ territoire }}{% endif %}",
        "{{ idee }}",
        "{%p for objectif in objectifs_strategiques %}",
        "– {{ objectif }}",
        "{%p endfor %}",
        "{%p for objectif in objectifs_operationnels %}",
        "jamais {{ objectif }}",
        "{%p endfor %}",
    )
    assert problems(content) == []
    assert texts(filling.filled(content, context_of(note(), NOTE))) == [
        "Relève <associative> & « cie »",
        "Par Réseau Marne",
        "Chercher ensemble.\nSans tarder.",
        "– Consolider",
        "– Alléger {{ titre }}",
    ]


def test_rows_of_a_table_are_repeated_and_the_same_values_give_the_same_bytes() -> None:
    header = ("Pour le", "Activité", "Qui", "Pourquoi alors")
    rows = [("3 mars", "Copil", "Nadia", "Avant l’été"), ("4 mai", "Atelier", "", "–")]
    document = note(blocks=[Heading(1, "Le calendrier"), Table(header, rows)])
    content = word(
        "{{ titre }}",
        table=[
            ["Quand", "Quoi"],
            ["{%tr for ligne in calendrier %}", ""],
            ["{{ ligne.pour_le }}", "{{ ligne.activite }}"],
            ["{%tr endfor %}", ""],
        ],
    )
    assert problems(content, FRAME) == []
    made = filling.filled(content, context_of(document, FRAME))
    table = docx.Document(io.BytesIO(made)).tables[0]
    found = [[cell.text for cell in row.cells] for row in table.rows]
    assert found == [["Quand", "Quoi"], ["3 mars", "Copil"], ["4 mai", "Atelier"]]
    assert filling.filled(content, context_of(document, FRAME)) == made
