"""Who reads what: the workspace, a network, everybody; nothing of anybody unless ticked."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientFor
from copil.accounts import actions as accounts
from copil.core.errors import ActionRefused
from copil.identity.enums import NetworkLevel, Role
from copil.identity.models import NetworkMembership, User, Workspace
from copil.library import actions, people
from copil.library.enums import Scope, SheetState
from copil.library.models import Edition, ExperienceSheet
from copil.pages import search_sources
from copil.search.models import SearchEntry
from tests.factories.directory import PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory
from tests.factories.initiatives import CarrierFactory
from tests.factories.library import AT, edition_of, sheet_of

pytestmark = pytest.mark.django_db
MARK = "Sentinelle-Zébrée"


@pytest.fixture
def voisin(db: None) -> Workspace:
    workspace: Workspace = WorkspaceFactory.create(name="Voisin", slug="voisin")
    return workspace


@pytest.fixture
def voisine(voisin: Workspace) -> User:
    user: User = UserFactory.create()
    MembershipFactory.create(workspace=voisin, user=user, role=Role.ADMIN)
    return user


@pytest.fixture
def stay(workspace: Workspace, voisin: Workspace) -> NetworkMembership:
    """Ours, in a network where the neighbour is too."""
    network = accounts.create_network(
        workspace=workspace, name="Rives", level=NetworkLevel.LOCAL, by=None, at=AT
    )
    theirs = accounts.invite_workspace(
        network=network, identifier="voisin", workspace=workspace, by=None, at=AT
    )
    accounts.accept_network(stay=theirs, by=None, at=AT)
    return NetworkMembership.objects.get(network=network, workspace=workspace)


def seen_by(client_for: ClientFor, user: User | None, edition: Edition, slug: str) -> dict[str, bool]:
    """Return on which pages the words of an edition are shown to somebody."""
    client = client_for(user)
    own = {"workspace": slug}
    one = {"pk": edition.sheet_id}
    pages = {
        "public": reverse("library:public_experience", kwargs=one),
        "public list": reverse("library:public_library"),
        "public file": reverse("library:public_file", kwargs={**one, "format": "html"}),
    }
    if user is not None:
        pages |= {
            "list": reverse("library:library", kwargs=own),
            "question": reverse("library:library", kwargs=own) + "?q=comptes",
            "page": reverse("library:experience", kwargs={**own, **one}),
            "file": reverse("library:experience_file", kwargs={**own, **one, "format": "html"}),
            "search": reverse("pages:search", kwargs=own) + "?q=comptes",
        }
    return {name: MARK in client.get(url).content.decode() for name, url in pages.items()}


def test_each_scope_is_read_where_it_says_and_nowhere_else(
    workspace: Workspace,
    pilote: User,
    voisine: User,
    visiteur: User,
    stay: NetworkMembership,
    client_for: ClientFor,
) -> None:
    inside = {"list", "question", "page", "file", "search"}
    outside = {"public", "public list", "public file"}
    for scope, network in ((Scope.WORKSPACE, None), (Scope.NETWORK, stay), (Scope.PUBLIC, None)):
        edition = edition_of(workspace, scope=scope, stay=network, title=f"Compter ensemble {MARK}")
        everywhere = outside if scope is Scope.PUBLIC else set()
        for user, slug, expected in (
            (pilote, "reseau-marne", inside),
            (voisine, "voisin", inside if scope is not Scope.WORKSPACE else set()),
            (visiteur, "ailleurs", inside if scope is Scope.PUBLIC else set()),
            (None, "", set()),
        ):
            seen = seen_by(client_for, user, edition, slug)
            assert {name for name, held in seen.items() if held} == expected | everywhere, (scope, slug)
        actions.withdraw(sheet=edition.sheet, by=pilote, at=AT)
        for user, slug in ((pilote, "reseau-marne"), (voisine, "voisin"), (None, "")):
            assert not any(seen_by(client_for, user, edition, slug).values())


def test_leaving_the_network_hides_it_and_coming_back_does_not_show_it(
    workspace: Workspace, voisine: User, voisin: Workspace, stay: NetworkMembership, client_for: ClientFor
) -> None:
    edition = edition_of(workspace, scope=Scope.NETWORK, stay=stay, title=f"Compter {MARK}")
    assert seen_by(client_for, voisine, edition, "voisin")["page"]
    accounts.leave_network(stay=stay, by=None, at=AT)
    assert not any(seen_by(client_for, voisine, edition, "voisin").values())
    again = accounts.invite_workspace(
        network=stay.network, identifier="reseau-marne", workspace=voisin, by=None, at=AT
    )
    accounts.accept_network(stay=again, by=None, at=AT)
    assert not any(seen_by(client_for, voisine, edition, "voisin").values())
    assert list(Edition.objects.readable_in(workspace)) == [edition]


def test_a_network_that_is_not_ours_is_refused(workspace: Workspace, stay: NetworkMembership) -> None:
    theirs = NetworkMembership.objects.exclude(pk=stay.pk).get(network=stay.network)
    sheet = sheet_of(workspace, state=SheetState.READY)
    for wrong in (theirs, None):
        with pytest.raises(ActionRefused, match="réseau"):
            actions.publish(
                sheet=sheet, scope=Scope.NETWORK, stay=wrong, expected=sheet.version, by=None, at=AT
            )


def test_an_associated_carrier_reads_what_is_published_in_the_workspace_that_leads(
    workspace: Workspace, voisin: Workspace
) -> None:
    edition = edition_of(workspace)
    assert list(Edition.objects.readable_in(voisin)) == []
    CarrierFactory.create(initiative=edition.sheet.initiative, workspace=voisin)
    assert list(Edition.objects.readable_in(voisin)) == [edition]


def test_lines_that_name_somebody_stay_inside_unless_ticked(workspace: Workspace, pilote: User) -> None:
    PersonFactory.create(workspace=workspace, given_name="Hélène", family_name="Prigent")
    texts: dict[str, Any] = {
        "coordination": "Trois journées de coordination\nAvec HELENE PRIGENT, le mardi",
        "partnership": "La mairie\nÉcrire à contact@mairie.example\nAppeler le 01 02 03 04 05",
        "results": "Mme Dupont tient les comptes\nLes comptes sont à jour",
    }
    sheet = sheet_of(workspace, state=SheetState.READY, **texts)
    named = people.named_lines(sheet, workspace=workspace)
    assert [one.field for one in named] == ["coordination", "partnership", "partnership", "results"]
    kept = [one.key for one in named if one.field == "results"]
    edition = actions.publish(
        sheet=sheet, scope=Scope.PUBLIC, expected=sheet.version, by=pilote, at=AT, kept=kept
    )
    assert (edition.coordination, edition.partnership) == ("Trois journées de coordination", "La mairie")
    assert edition.results.startswith("Mme Dupont")
    assert edition.left_out == 3
    sheet.refresh_from_db()
    inside = actions.publish(sheet=sheet, scope=Scope.WORKSPACE, expected=sheet.version, by=pilote, at=AT)
    assert "PRIGENT" in inside.coordination
    titled = sheet_of(workspace, state=SheetState.READY, title="La méthode d’Hélène Prigent")
    with pytest.raises(ActionRefused, match="titre"):
        actions.publish(sheet=titled, scope=Scope.PUBLIC, expected=titled.version, by=pilote, at=AT)


def test_a_new_version_keeps_the_old_one_and_replaces_it(
    workspace: Workspace, pilote: User, now: dt.datetime, client_for: ClientFor
) -> None:
    first = edition_of(workspace, title="Première façon de dire", scope=Scope.PUBLIC)
    sheet = ExperienceSheet.objects.get(pk=first.sheet_id)
    actions.revise(sheet=sheet, expected=sheet.version, by=pilote, at=now)
    public = client_for(None).get(f"/experiences/{sheet.pk}/").content.decode()
    assert "Première façon de dire" in public
    ExperienceSheet.objects.filter(pk=sheet.pk).update(state=SheetState.READY, title="Seconde façon")
    sheet.refresh_from_db()
    second = actions.publish(sheet=sheet, scope=Scope.PUBLIC, expected=sheet.version, by=pilote, at=now)
    first.refresh_from_db()
    assert (second.number, first.replaced_at, first.title) == (2, now, "Première façon de dire")
    public = client_for(None).get(f"/experiences/{sheet.pk}/").content.decode()
    assert "Seconde façon" in public
    old = client_for(pilote).get(f"/e/reseau-marne/experiences/fiches/{sheet.pk}/versions/1/")
    assert "Première façon de dire" in old.content.decode()
    entry = SearchEntry.objects.get(kind="library.experience")
    search_sources.rebuild(workspace, at=now)
    again = SearchEntry.objects.get(kind="library.experience")
    assert (entry.title, entry.words) == (again.title, again.words)


def test_the_public_page_tells_robots_and_names_no_account(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    sheet = sheet_of(workspace, state=SheetState.READY)
    actions.publish(sheet=sheet, scope=Scope.PUBLIC, expected=sheet.version, by=pilote, at=AT)
    page = client_for(None).get(f"/experiences/{sheet.pk}/").content.decode()
    assert '<meta name="robots" content="index, follow">' in page
    assert 'property="og:title"' in page
    assert 'rel="canonical"' in page
    assert pilote.get_full_name() not in page
    assert pilote.email not in page
