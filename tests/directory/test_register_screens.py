"""The search, an entry adopted or linked, and what the registers propose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import ClientFor
from copil.directory.models import Organisation, RegisterEntry, ValueSource
from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from tests.factories.directory import OrganisationFactory
from tests.factories.registers import EntryFactory


def url(name: str, **arguments: object) -> str:
    return reverse(f"directory:{name}", kwargs={"workspace": "reseau-marne", **arguments})


@pytest.fixture
def entry(workspace: Workspace) -> RegisterEntry:
    return EntryFactory.create(
        identifier="W941009876", name="LES AMIS DU MOULIN", purpose="faire vivre le moulin", siren="812345676"
    )


def test_without_any_register_the_page_says_what_to_do(pilote: User, client_for: ClientFor) -> None:
    page = client_for(pilote).get(url("registers")).content.decode()
    assert "--format rna" in page


def test_the_search_shows_state_number_and_what_is_known(
    entry: RegisterEntry, membre: User, client_for: ClientFor, workspace: Workspace
) -> None:
    EntryFactory.create(name="LES AMIS DU MOULIN DISPARU", state="closed", position="D")
    OrganisationFactory.create(workspace=workspace, name="Amis", rna="W941009876")
    page = client_for(membre).get(url("registers"), {"q": "amis moulin"}).content.decode()
    assert "W941009876" in page
    assert "Dissoute" in page
    assert page.count("Voir sa fiche") == 1
    assert "Reprendre" not in page, "one is here, the other is dissolved"
    assert (
        "Reprendre dans votre annuaire"
        not in client_for(membre).get(url("register_entry", pk=entry.pk)).content.decode()
    )


def test_a_place_that_does_not_exist_is_said(
    entry: RegisterEntry, membre: User, client_for: ClientFor
) -> None:
    page = client_for(membre).get(url("registers"), {"q": "moulin", "lieu": "Nullepart"}).content.decode()
    assert "Aucun territoire ne correspond" in page


@pytest.mark.parametrize("rows", [2, 200])
def test_the_number_of_queries_does_not_grow(
    rows: int, membre: User, client_for: ClientFor, workspace: Workspace
) -> None:
    for number in range(rows):
        one = EntryFactory.create(name=f"CHORALE DU PORT {number}")
        if number % 2:
            OrganisationFactory.create(workspace=workspace, rna=one.identifier)
    client = client_for(membre)
    client.get(url("registers"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url("registers"), {"q": "chorale port"}).status_code == 200
    assert len([one for one in queries if "SET LOCAL" not in one["sql"]]) <= 15


def test_adopted_in_one_click_with_where_each_value_comes_from(
    entry: RegisterEntry, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    answer = client.post(url("register_adopt", pk=entry.pk), follow=True)
    created = Organisation.objects.get()
    assert (created.name, created.rna, created.siren) == ("LES AMIS DU MOULIN", "W941009876", "812345676")
    assert created.purpose == "faire vivre le moulin"
    assert created.kind == "association"
    assert "est dans votre annuaire" in answer.content.decode()
    sources = ValueSource.objects.order_by("field").values_list("field", "choice")
    assert list(sources) == [("name", "taken"), ("purpose", "taken"), ("rna", "taken"), ("siren", "taken")]
    panel = client.get(url("organisation_registers", pk=created.pk)).content.decode()
    assert panel.count("Reprise de") == 4
    again = client.post(url("register_adopt", pk=entry.pk), follow=True).content.decode()
    assert "déjà dans votre annuaire" in again
    assert Organisation.objects.count() == 1


def test_an_organisation_is_linked_by_its_numbers_only(
    entry: RegisterEntry, pilote: User, client_for: ClientFor, workspace: Workspace
) -> None:
    ours = OrganisationFactory.create(workspace=workspace, name="Les amis du moulin", purpose="Le nôtre")
    client = client_for(pilote)
    client.post(url("register_link", pk=entry.pk), {"organisation": ours.name})
    ours.refresh_from_db()
    assert (ours.rna, ours.name, ours.purpose) == ("W941009876", "Les amis du moulin", "Le nôtre")
    other = OrganisationFactory.create(workspace=workspace, name="Autre", rna="W941000001")
    page = client.post(url("register_link", pk=entry.pk), {"organisation": other.name}).content.decode()
    assert "porte un autre numéro RNA" in page


def decide(client: object, organisation: Organisation, entry: RegisterEntry, field: str, choice: str) -> str:
    organisation.refresh_from_db()
    values = {"field": field, "entry": entry.pk, "choice": choice, "version": organisation.version}
    answer = client.post(url("register_decide", pk=organisation.pk), values, follow=True)  # type: ignore[attr-defined]  # a test client
    return str(answer.content.decode())


def test_proposed_never_imposed_and_remembered(
    entry: RegisterEntry, pilote: User, client_for: ClientFor, workspace: Workspace
) -> None:
    ours = OrganisationFactory.create(
        workspace=workspace, name="Les Amis du Moulin", rna="W941009876", purpose="Le nôtre"
    )
    client = client_for(pilote)

    def panel() -> str:
        return str(client.get(url("organisation_registers", pk=ours.pk)).content.decode())

    assert "Vous avez : Le nôtre" in panel()
    decide(client, ours, entry, "purpose", "keep")
    assert "Vous avez : Le nôtre" not in panel()
    assert "Proposer de nouveau" in panel()
    RegisterEntry.objects.update(purpose="faire tourner le moulin")
    assert "faire tourner le moulin" in panel()
    assert "Vous avez : Le nôtre" in panel()
    decide(client, ours, entry, "purpose", "keep")
    decide(client, ours, entry, "purpose", "again")
    decide(client, ours, entry, "purpose", "take")
    ours.refresh_from_db()
    assert ours.purpose == "faire tourner le moulin"
    verbs = JournalEntry.objects.filter(workspace=workspace).order_by("seq").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb != "update"] == ["keep_value", "keep_value", "ask_again"]
    assert "ne dit plus cela" in decide(client, ours, entry, "website", "take")


def test_a_value_is_not_taken_over_a_change_made_meanwhile(
    entry: RegisterEntry, pilote: User, client_for: ClientFor, workspace: Workspace
) -> None:
    ours = OrganisationFactory.create(workspace=workspace, name="Amis", rna="W941009876", version=3)
    values = {"field": "purpose", "entry": entry.pk, "choice": "take", "version": 2}
    page = client_for(pilote).post(url("register_decide", pk=ours.pk), values, follow=True)
    assert "pendant votre lecture" in page.content.decode()
    ours.refresh_from_db()
    assert ours.purpose == ""


def test_who_may_do_what(
    entry: RegisterEntry, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    assert client_for(membre).post(url("register_adopt", pk=entry.pk)).status_code == 403
    assert client_for(visiteur).get(url("registers")).status_code == 404
    assert client_for(pilote).get(url("register_entry", pk=2**70)).status_code == 404
