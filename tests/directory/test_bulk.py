"""Many organisations changed at once: only those nobody touched, with a report, undone while untouched."""

import pytest

from conftest import ClientFor
from copil.directory.models import BulkEdit, Organisation, Profile
from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from copil.search import queries
from tests.factories.directory import OrganisationFactory, ProfileFactory

BASE = "/e/reseau-marne/organisations/"


@pytest.fixture
def four(workspace: Workspace) -> list[Organisation]:
    rows = [OrganisationFactory.create(workspace=workspace, name=f"Atelier {n}") for n in range(4)]
    ProfileFactory.create(organisation=rows[0], sector="Culture", know_how="Accueil")
    return rows


def start(client_for: ClientFor, user: User, query: str = "", **data: object) -> str:
    answer = client_for(user).post(f"{BASE}lot/{query}", data)
    assert answer.status_code == 302
    return str(answer["Location"])


def do(client_for: ClientFor, user: User, address: str, **data: object) -> str:
    answer = client_for(user).post(address, {"version": 1, **data}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_those_ticked_are_changed_and_given_back(
    four: list[Organisation], pilote: User, client_for: ClientFor
) -> None:
    address = start(client_for, pilote, choisies=[four[0].pk, four[1].pk, "pas un numéro"])
    asked = client_for(pilote).get(address).content.decode()
    assert "Modifier 2" in asked.replace("\u00a0", " ")
    page = do(client_for, pilote, address, operation="secteur", text="Éducation")
    assert "Défaire ce changement" in page
    assert set(Profile.objects.values_list("sector", flat=True)) == {"Éducation"}
    verbs = list(JournalEntry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs[-3:] == ["save_profile", "save_profile", "apply"]
    do(client_for, pilote, f"{address}defaire/")
    assert Profile.objects.get(organisation=four[0]).sector == "Culture"
    assert Profile.objects.get(organisation=four[1]).sector == ""


def test_all_those_found_follow_the_filter(
    four: list[Organisation], pilote: User, client_for: ClientFor
) -> None:
    address = start(client_for, pilote, "?secteur=culture", toutes="1")
    do(client_for, pilote, address, operation="nature", kind="entreprise")
    kinds = Organisation.objects.order_by("name_key").values_list("kind", flat=True)
    assert list(kinds) == ["entreprise", "association", "association", "association"]


def test_those_changed_meanwhile_are_left_and_said(
    four: list[Organisation], pilote: User, client_for: ClientFor
) -> None:
    address = start(client_for, pilote, choisies=[one.pk for one in four])
    Organisation.objects.filter(pk=four[0].pk).update(version=2)
    Profile.objects.filter(organisation=four[0]).update(version=2)
    page = do(client_for, pilote, address, operation="archiver")
    assert "modifiées entre-temps" in page
    assert Organisation.objects.current().get() == four[0]
    assert not queries.find(workspace=four[0].workspace, question="atelier 1").exists()
    Organisation.objects.filter(pk=four[1].pk).update(version=9)
    page = do(client_for, pilote, f"{address}defaire/")
    assert "2 organisations" in page.replace("\u00a0", " ")
    assert Organisation.objects.current().count() == 3


def test_a_skill_is_added_once(four: list[Organisation], pilote: User, client_for: ClientFor) -> None:
    pages = [
        do(
            client_for,
            pilote,
            start(client_for, pilote, choisies=[four[0].pk]),
            operation="competence",
            text="Médiation",
        )
        for _ in range(2)
    ]
    assert "déjà ainsi" in pages[1]
    assert Profile.objects.get(organisation=four[0]).know_how == "Accueil\nMédiation"


def test_nothing_happens_without_a_value_and_nothing_typed_is_lost(
    four: list[Organisation], pilote: User, client_for: ClientFor
) -> None:
    address = start(client_for, pilote, choisies=[four[0].pk])
    page = do(client_for, pilote, address, operation="secteur", text="")
    assert "Donnez la valeur à noter." in page
    page = do(client_for, pilote, address, operation="nature", text="Éducation")
    assert "Choisissez la nature à donner." in page
    assert 'value="Éducation"' in page
    assert BulkEdit.objects.get().done_at is None


def test_a_choice_is_given_up_or_confirmed_once(
    four: list[Organisation], pilote: User, client_for: ClientFor
) -> None:
    address = start(client_for, pilote, choisies=[four[0].pk])
    client_for(pilote).post(f"{address}defaire/")
    assert not BulkEdit.objects.exists()
    address = start(client_for, pilote, choisies=[four[0].pk])
    do(client_for, pilote, address, operation="branche", text="Jeu")
    again = client_for(pilote).post(address, {"version": 1, "operation": "branche", "text": "Autre"})
    assert "déjà fait" in again.content.decode()


def test_none_ticked_is_refused_aloud(four: list[Organisation], pilote: User, client_for: ClientFor) -> None:
    answer = client_for(pilote).post(f"{BASE}lot/")
    assert "Cochez au moins une organisation" in answer.content.decode()


def test_who_may(
    four: list[Organisation], pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    assert client_for(membre).post(f"{BASE}lot/", {"choisies": four[0].pk}).status_code == 403
    assert client_for(visiteur).post(f"{BASE}lot/", {"choisies": four[0].pk}).status_code == 404
    assert "choisies" not in client_for(membre).get(BASE).content.decode()
    address = start(client_for, pilote, choisies=[four[0].pk])
    assert client_for(membre).get(address).status_code == 403
    assert client_for(visiteur).get(address).status_code == 404
