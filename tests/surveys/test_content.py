"""What a form asks, and what is made of what is typed: no database."""

import pytest

from copil.surveys import content, filling, results
from copil.surveys.content import Choice, Content, Question
from copil.surveys.filling import FillingForm
from tests.factories.surveys import lunch, question

ALL = Content(
    title={"fr": "Vos attentes", "en": "What you expect"},
    questions=[
        question("nom", required=True, most="10"),
        question("jours", "number", least="1", most="5"),
        question("quand", "date"),
        question("vient", "yesno"),
        question("adresse", "email"),
        question("accord", "agreement", required=True),
        lunch(),
    ],
)


def filled(**typed: object) -> FillingForm:
    data = {"q-nom": "Lucie", "q-accord": "on", **{f"q-{key}": value for key, value in typed.items()}}
    return FillingForm(data, content=ALL, language="fr")


def test_what_is_kept_is_read_back() -> None:
    kept = content.kept(ALL)
    assert content.kept(content.read(kept)) == kept


def test_answers_are_kept_by_question_and_said_again() -> None:
    form = filled(jours="2,5", quand="24/12/2026", vient="non", repas=["le-soir"])
    assert form.is_valid(), form.errors
    assert form.values == {
        "nom": "Lucie",
        "jours": "2.5",
        "quand": "2026-12-24",
        "vient": False,
        "accord": True,
        "repas": ["le-soir"],
    }
    told = {one.key: filling.told(one, form.values.get(one.key)) for one in ALL.questions}
    assert told["quand"] == "jeudi 24\u00a0décembre 2026"
    assert (told["vient"], told["repas"], told["jours"], told["adresse"]) == ("Non", "Le soir", "2,5", "")
    again = FillingForm(content=ALL, language="fr", values=form.values)
    assert (again["q-vient"].value(), again["q-repas"].value()) == ("non", ["le-soir"])


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("nom", "", "obligatoire"),
        ("nom", "trop long pour dix", "10 caractères"),
        ("jours", "beaucoup", "nombre"),
        ("jours", "9", "5 au plus"),
        ("quand", "31/02/2026", "date"),
        ("adresse", "lucie@", "adresse complète"),
        ("accord", "", "Cochez"),
        ("repas", ["le-matin"], "proposées"),
        ("vient", "peut-être", "proposées"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(key: str, typed: object, said: str) -> None:
    form = filled(**{key: typed})
    assert not form.is_valid()
    assert said in str(form.errors[f"q-{key}"])


def test_a_machine_falls_in_the_trap() -> None:
    assert not filled().fields["site_internet"].required
    data = {"q-nom": "Lucie", "q-accord": "on", "site_internet": "https://achetez.example"}
    assert not FillingForm(data, content=ALL, language="fr").is_valid()


def test_a_choice_said_better_stays_the_same() -> None:
    before = [Choice("a", {"fr": "Midi", "en": "Noon"}), Choice("b", {"fr": "Soir"})]
    after = content.choices_from(["À midi", "Soir"], before)
    assert [one.key for one in after] == ["a", "b"]
    assert after[0].label == {"fr": "À midi", "en": "Noon"}
    assert [one.key for one in content.choices_from(["Soir", "Midi"], before)] == ["b", "a"]
    assert content.choices_from(["Midi", "Soir", "Matin"], before)[2].key not in ("a", "b")


def test_questions_move_leave_and_are_translated() -> None:
    assert [one.key for one in content.moved(ALL, "jours", by=-1).questions][:2] == ["jours", "nom"]
    assert content.moved(ALL, "nom", by=-1).questions[0].key == "nom"
    assert content.without_question(ALL, "nom").question("nom") is None
    words = {"q-nom-label": "Your name", "title": ""}
    spanish = content.translated(ALL, "en", words)
    asked = spanish.question("nom")
    assert asked is not None
    assert asked.label == {"fr": "Question nom", "en": "Your name"}
    assert "en" not in spanish.title


def test_counts_say_every_choice_even_what_nobody_chose() -> None:
    given: list[tuple[str, dict[str, object]]] = [
        ("v", {"repas": ["le-soir"], "jours": "2"}),
        ("v", {"jours": "3"}),
    ]
    lines = {one.key: one for one in results.count(given, {"v": ALL})}
    assert lines["repas"].counts == [("Le midi", 0), ("Le soir", 1)]
    assert (lines["repas"].answered, lines["repas"].total) == (1, 2)
    assert lines["accord"].counts == [("Accord donné", 0), ("Sans accord", 2)]
    assert "2,5" in lines["jours"].facts


def test_a_question_taken_off_is_still_counted() -> None:
    old = Content(title={"fr": "T"}, questions=[Question("vieux", "yesno", {"fr": "Ancienne"})])
    lines = results.count([("1", {"vieux": True})], {"1": old, "2": ALL})
    assert lines[-1].counts == [("Oui", 1), ("Non", 0)]
