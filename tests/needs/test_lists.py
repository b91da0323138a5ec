"""The lists of needs: filters, empty states, the table to save, and what they cost."""

import datetime as dt

import pytest

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.needs import actions
from copil.needs.models import Need
from tests.counting import queries_of
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import (
    DiagnosticFactory,
    NeedFactory,
    NeedOriginFactory,
    SharedNeedFactory,
    ThemeFactory,
)
from tests.factories.territories import TerritoryFactory, make_searchable
from tests.needs.conftest import Said

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"


def shown(client_for: ClientFor, user: User | None, path: str) -> str:
    response = client_for(user).get(f"{ROOT}{path}")
    assert response.status_code == 200, response.status_code
    content: str = response.content.decode()
    return content


def test_the_list_says_what_was_heard_and_where(client_for: ClientFor, membre: User, said: Said) -> None:
    content = shown(client_for, membre, "")
    assert "Insonoriser le studio" in content
    assert "Dit par la structure le 3\u00a0juin 2026" in content
    assert "Noter un besoin" not in content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=studio+insonorisés", {"alone"}),
        ("q=gravelle", {"alike"}),
        ("q=...", set()),
        ("confirme=oui", {"alone"}),
        ("confirme=non", {"alike"}),
        ("partage=oui", set()),
        ("partage=non", {"alone", "alike"}),
        ("origine=document", {"alone"}),
        ("structure=Radio+Confluent", {"alone"}),
        ("etat=archives", set()),
        ("confirme=zzz&theme=zzz&structure=Personne", {"alone", "alike"}),
    ],
)
def test_filters_narrow_the_list(
    client_for: ClientFor, membre: User, said: Said, now: dt.datetime, query: str, expected: set[str]
) -> None:
    NeedOriginFactory.create(need=said.alone, kind="document")
    actions_at_hand(said, membre, now)
    content = shown(client_for, membre, f"?{query}")
    found = {"alone"} if "Insonoriser" in content else set()
    found |= {"alike"} if "Personne ne veut" in content else set()
    assert found == expected


def actions_at_hand(said: Said, by: User, now: dt.datetime) -> None:
    """Write the index, as the verbs do."""
    for need in [*said.alike, said.alone]:
        actions.update_need(need=need, values={"text": f"{need.text} "}, expected=1, by=by, at=now)
        actions.confirm_need(need=need, on=now.date(), by=by, at=now)
        actions.unconfirm_need(need=need, by=by, at=now)
    for need in [*said.alike, said.alone]:
        need.refresh_from_db()
        actions.update_need(
            need=need, values={"text": need.text.rstrip(".")}, expected=need.version, by=by, at=now
        )


def test_themes_and_places_narrow_the_list(
    client_for: ClientFor, membre: User, said: Said, workspace: Workspace
) -> None:
    heading = ThemeFactory.create(workspace=workspace, label="Locaux")
    under = ThemeFactory.create(workspace=workspace, label="Bruit", parent=heading)
    Need.objects.filter(pk=said.alone.pk).update(theme=under)
    departement = TerritoryFactory.create(kind="departement", code="94", name="Val-de-Marne")
    commune = TerritoryFactory.create(code="94018", departement=departement)
    make_searchable(departement)
    Organisation.objects.filter(pk=said.alone.organisation_id).update(commune=commune)
    for query in (f"theme={heading.pk}", f"theme={under.pk}", "lieu=Val-de-Marne"):
        content = shown(client_for, membre, f"?{query}")
        assert "Insonoriser" in content, query
        assert "Personne ne veut" not in content, query


def test_filtered_to_nothing_says_which_filter_to_lift(
    client_for: ClientFor, membre: User, said: Said
) -> None:
    content = shown(client_for, membre, "?q=introuvable&confirme=non")
    assert "Aucun besoin ne correspond" in content
    assert 'href="?confirme=non"' in content


def test_empty_lists_say_where_to_begin(client_for: ClientFor, pilote: User, membre: User) -> None:
    for path, words in (
        ("", "Noter un premier besoin"),
        ("diagnostics/", "Noter un premier diagnostic"),
        ("themes/", "Ajouter un premier thème"),
        ("propositions/", "Rien à rapprocher"),
        ("propositions/ecartees/", "Rien n’est écarté"),
        ("partages/", "Aucun besoin partagé"),
    ):
        assert words in shown(client_for, pilote, path)
        assert "premier thème" not in shown(client_for, membre, path)


def test_the_table_holds_no_formula(client_for: ClientFor, membre: User, fabrique: Organisation) -> None:
    NeedFactory.create(organisation=fabrique, text="=1+1;un « local »", theme=ThemeFactory.create(label="@x"))
    response = client_for(membre).get(f"{ROOT}export.csv")
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Besoin;Structure;Commune;Thème")
    assert lines[1].startswith("\"'=1+1;un « local »\";La Fabrique du Pont;;'@x;")
    assert "attachment" in response["Content-Disposition"]


LISTS = ["", "?q=velo&confirme=non", "partages/", "diagnostics/", "themes/", "structure/{org}/"]


def test_as_many_queries_with_two_rows_and_with_two_hundred(
    client_for: ClientFor, membre: User, workspace: Workspace, fabrique: Organisation
) -> None:
    client = client_for(membre)
    addresses = [f"{ROOT}{path.format(org=fabrique.pk)}" for path in LISTS]
    counts = []
    for number in (2, 198):
        for _ in range(number):
            grow(workspace, fabrique, number)
        counts.append([queries_of(client, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 15


def test_proposals_take_no_more_queries_with_two_hundred_needs(
    client_for: ClientFor, membre: User, workspace: Workspace, fabrique: Organisation
) -> None:
    client = client_for(membre)
    client.get(f"{ROOT}propositions/")
    for number in (2, 198):
        for _ in range(number):
            grow(workspace, fabrique, number)
        assert queries_of(client, f"{ROOT}propositions/") <= 15


def grow(workspace: Workspace, fabrique: Organisation, number: int) -> None:
    """Add a structure, a theme, a diagnostic, three needs and a shared need."""
    other = OrganisationFactory.create(workspace=workspace)
    theme = ThemeFactory.create(workspace=workspace)
    diagnostic = DiagnosticFactory.create(organisation=fabrique)
    shared = SharedNeedFactory.create(workspace=workspace)
    NeedFactory.create(organisation=fabrique, shared_need=shared, theme=theme)
    NeedFactory.create(organisation=other, theme=theme)
    need = NeedFactory.create(organisation=other, text="Trouver des bénévoles pour le bureau")
    NeedOriginFactory.create(need=need, kind="diagnostic", diagnostic=diagnostic)
