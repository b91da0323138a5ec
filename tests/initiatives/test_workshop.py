"""The workshop of methods: a copy edited place by place, verified, published."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import actions, journey, method_file
from copil.initiatives.drafting import nodes
from copil.initiatives.forms.workshop import PartForm, part_of
from copil.initiatives.models import Method, MethodDraft
from copil.journal.models import JournalEntry
from tests.factories.initiatives import SAID_AT, shipped_method

pytestmark = pytest.mark.django_db
BASE = "/e/reseau-marne/methodes/"


@pytest.fixture
def draft(workspace: Workspace, pilote: User) -> MethodDraft:
    return actions.copy_method(
        workspace=workspace, method=shipped_method(), title="La nôtre", by=pilote, at=SAID_AT
    )


def url(draft: MethodDraft, rest: str = "") -> str:
    return f"{BASE}brouillons/{draft.pk}/{rest}"


def content(draft: MethodDraft) -> method_file.Method:
    return method_file.from_json(MethodDraft.objects.get(pk=draft.pk).content)


def form_of(draft: MethodDraft, name: str, part: str) -> PartForm:
    method = content(draft)
    node = nodes.find(method, name)
    assert node is not None
    kind = part_of(node, part)
    assert kind is not None
    return kind(method=method, node=node)


def typed(form: PartForm, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends when nothing but ``changes`` is typed."""
    values = {field.html_name: field.value() for field in form}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    return {**sent, "version": form.seen, **changes}


def test_copying_opens_the_draft_already_begun(pilote: User, client_for: ClientFor) -> None:
    method, client = shipped_method(), client_for(pilote)
    answer = client.post(f"{BASE}{method.pk}/copier/", {"title": "La nôtre"})
    draft = MethodDraft.objects.get()
    assert answer["Location"] == url(draft)
    assert client.get(f"{BASE}{method.pk}/copier/")["Location"] == url(draft)
    assert "La nôtre" in client.get(BASE).content.decode()


def test_only_coordination_shapes_methods(draft: MethodDraft, membre: User, client_for: ClientFor) -> None:
    client = client_for(membre)
    assert client.get(url(draft)).status_code == 403
    assert client.get(f"{BASE}{draft.base_id}/copier/").status_code == 403
    assert "Copier pour" not in client.get(f"{BASE}{draft.base_id}/").content.decode()


PARTS = [
    ("methode", "textes"),
    ("methode", "acteurs"),
    ("methode", "fiches"),
    ("etape-engager", "textes"),
    ("pas-1.2", "textes"),
    ("activite-1.1.2", "textes"),
    ("activite-2.1.1", "points"),
    ("activite-2.1.1", "avec"),
    ("activite-2.1.1", "preuves"),
    ("activite-4.1.1", "ordre"),
    ("regle-ic.r1", "textes"),
    ("decision-valider-demarche", "textes"),
]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_part_sent_as_it_is_changes_nothing(
    draft: MethodDraft, pilote: User, client_for: ClientFor, name: str, part: str
) -> None:
    client, before = client_for(pilote), content(draft)
    page = client.get(url(draft, f"{name}/ecrire/{part}/"))
    assert page.status_code == 200
    answer = client.post(url(draft, f"{name}/ecrire/{part}/"), typed(form_of(draft, name, part)))
    assert answer.status_code == 302, answer.context["form"].errors
    assert content(draft) == before


def test_texts_points_and_evidence_are_written(
    draft: MethodDraft, pilote: User, client_for: ClientFor
) -> None:
    client, name = client_for(pilote), "activite-1.1.2"
    parts: dict[str, dict[str, Any]] = {
        "textes": {"title": "Écouter les anciens"},
        "points": {"label_0": "Mémoire", "text_0": "Qui se souvient ?", "refs_0": "FP1", "text_1": ""},
        "preuves": {"keys_needs": ["needs.documents_filed"], "mode": "any"},
        "ordre": {"sense_0": "after", "target_0": "1.1.1", "reason_0": "On lit d’abord."},
    }
    for part, changes in parts.items():
        answer = client.post(
            url(draft, f"{name}/ecrire/{part}/"), typed(form_of(draft, name, part), **changes)
        )
        assert answer.status_code == 302
    one = content(draft).activity("1.1.2")
    assert (one.title, one.origin) == ("Écouter les anciens", method_file.Origin.ADAPTED)
    assert one.questions[0].refs == ("FP1",)
    assert one.evidence == method_file.Evidence(method_file.EvidenceMode.ANY, ("needs.documents_filed",))
    assert one.after[0].reason == "On lit d’abord."
    assert JournalEntry.objects.filter(verb="edit").count() == 4


def test_two_people_in_one_part_are_told_and_lose_nothing(
    draft: MethodDraft, pilote: User, client_for: ClientFor
) -> None:
    client, where = client_for(pilote), url(draft, "activite-1.1.2/ecrire/textes/")
    sent = typed(form_of(draft, "activite-1.1.2", "textes"), how="Mon texte.")
    client.post(where, typed(form_of(draft, "activite-1.1.2", "textes"), how="Son texte."))
    answer = client.post(where, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mon texte." in page
    assert "Son texte." in page
    again = {**sent, "version": form_of(draft, "activite-1.1.2", "textes").seen}
    assert client.post(where, again).status_code == 302
    assert content(draft).activity("1.1.2").how == "Mon texte."


def test_two_people_in_two_parts_do_not_meet(draft: MethodDraft, pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    sent = typed(form_of(draft, "activite-1.1.2", "textes"), how="Mon texte.")
    client.post(
        url(draft, "pas-1.2/ecrire/textes/"), typed(form_of(draft, "pas-1.2", "textes"), help="Autre.")
    )
    assert client.post(url(draft, "activite-1.1.2/ecrire/textes/"), sent).status_code == 302


def test_what_is_typed_in_a_place_taken_out_is_given_back(
    draft: MethodDraft, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    sent = typed(form_of(draft, "activite-1.1.2", "textes"), how="Mon texte précieux.")
    assert client.post(url(draft, "activite-1.1.2/retirer/"), {"version": draft.version}).status_code == 302
    answer = client.post(url(draft, "activite-1.1.2/ecrire/textes/"), sent)
    assert answer.status_code == 409
    assert "Mon texte précieux." in answer.content.decode()


def test_a_move_is_kept_then_undone(draft: MethodDraft, pilote: User, client_for: ClientFor) -> None:
    client, before = client_for(pilote), content(draft)
    moved = client.post(
        url(draft, "activite-1.1.2/deplacer/"), {"geste": "descendre", "version": draft.version}
    )
    assert moved["Location"].endswith("?ici=activite-1.1.2&geste=descendre")
    page = client.get(moved["Location"]).content.decode()
    assert 'value="descendre" autofocus' in page
    assert [one.id for one in content(draft).stages[0].steps[0].activities][1] == "1.1.3"
    client.post(url(draft, "activite-1.1.2/deplacer/"), {"geste": "monter", "version": 1})
    assert content(draft) != before, "a stale gesture moves nothing"
    client.post(url(draft, "annuler/"), {"version": 2})
    assert content(draft) == before


def test_things_are_added_then_asked_for_what_they_lack(
    draft: MethodDraft, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    for where, name in {
        "methode/ajouter/etape/": "etape-raconter",
        "etape-raconter/ajouter/pas/": "pas-5.1",
        "pas-5.1/ajouter/activite/": "activite-5.1.1",
        "methode/ajouter/regle/": "regle-ic.r8",
        "methode/ajouter/decision/": "decision-decision-1",
    }.items():
        answer = client.post(url(draft, where), {"title": "Raconter"})
        assert answer["Location"] == url(draft, f"{name}/ecrire/textes/"), answer["Location"]
        assert client.get(answer["Location"]).status_code == 200
    page = client.get(url(draft, "publier/")).content.decode()
    assert "À compléter avant de publier" in page
    assert url(draft, "activite-5.1.1/ecrire/textes/") in page
    refused = client.post(url(draft, "publier/"), {"what_changed": "Une étape", "version": 6})
    assert refused.status_code == 422
    assert "Une étape" in refused.content.decode()
    assert not Method.objects.filter(workspace=draft.workspace).exists()


def test_a_published_version_is_frozen_and_the_next_starts_from_it(
    draft: MethodDraft, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    client.post(url(draft, "publier/"), {"what_changed": "Le titre.", "version": 1})
    first = Method.objects.get(workspace=draft.workspace)
    assert (first.number, first.published_by, first.what_changed) == (1, pilote, "Le titre.")
    assert not MethodDraft.objects.exists()
    client.post(f"{BASE}{first.pk}/copier/", {"title": "La nôtre"})
    second = MethodDraft.objects.get()
    assert second.key == first.key
    refused = client.post(url(second, "publier/"), {"what_changed": "Rien.", "version": 1})
    assert "Rien ne diffère" in refused.content.decode()
    sent = typed(form_of(second, "activite-1.1.2", "textes"), title="Autrement")
    client.post(url(second, "activite-1.1.2/ecrire/textes/"), sent)
    client.post(url(second, "publier/"), {"what_changed": "Un titre.", "version": 2})
    newer = Method.objects.get(workspace=draft.workspace, number=2)
    assert journey.method_of(newer).activity("1.1.2").title == "Autrement"
    assert journey.method_of(first).activity("1.1.2").title != "Autrement"


def test_a_file_goes_out_and_comes_back(draft: MethodDraft, pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    exported = client.get(url(draft, "fichier/")).content
    assert method_file.check(exported) == []
    changed = exported.decode().replace("La nôtre", "La leur")
    sent = {"file": SimpleUploadedFile("m.yaml", changed.encode()), "version": 1}
    assert client.post(url(draft, "reprendre-un-fichier/"), sent).status_code == 302
    assert MethodDraft.objects.get().title == "La leur"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema: 1\nkey: &x a\n", "ancres"),
        ("a: [", "YAML valide"),
        ("schema: 1\nkey: abc\n", "« title » manque"),
        ("\x00", "caractère de contrôle"),
    ],
)
def test_a_broken_file_is_refused_with_its_lines(
    draft: MethodDraft, pilote: User, client_for: ClientFor, text: str, said: str
) -> None:
    before = content(draft)
    sent = {"file": SimpleUploadedFile("m.yaml", text.encode()), "version": 1}
    answer = client_for(pilote).post(url(draft, "reprendre-un-fichier/"), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("\u00a0", " ")
    assert content(draft) == before


def test_a_draft_is_given_up(draft: MethodDraft, pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    assert client.get(url(draft, "abandonner/")).status_code == 200
    client.post(url(draft, "abandonner/"))
    assert not MethodDraft.objects.exists()
