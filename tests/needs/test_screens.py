"""Screens of needs, diagnostics and themes: what each person gets, and what the forms do."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.needs import actions
from copil.needs.actions import Heard
from copil.needs.models import Diagnostic, Need, SharedNeed, Theme
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


def test_each_person_gets_what_is_theirs(
    pilote: User, membre: User, visiteur: User, client_for: ClientFor, said: Said
) -> None:
    page = f"{ROOT}{said.alone.pk}/"
    assert "La structure confirme" in client_for(pilote).get(page).content.decode()
    assert "La structure confirme" not in client_for(membre).get(page).content.decode()
    assert client_for(membre).get(f"{page}modifier/").status_code == 403
    assert client_for(visiteur).get(page).status_code == 404
    assert client_for(None).get(page).status_code == 302


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


def test_a_need_is_noted_with_its_first_origin(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    diagnostic = DiagnosticFactory.create(organisation=fabrique)
    address = f"{ROOT}nouveau/?organisation={fabrique.pk}"
    page = client_for(pilote).get(address).content.decode()
    assert "La Fabrique du Pont" in page
    data = {
        "organisation": "La Fabrique du Pont",
        "text": "Un local plus grand",
        "kind": "diagnostic",
        "diagnostic": str(diagnostic.pk),
        "person": "Mireille Castan",
    }
    response = client_for(pilote).post(address, data)
    need = Need.objects.get()
    assert response["Location"] == f"{ROOT}{need.pk}/"
    origin = need.origins.get()
    assert (origin.diagnostic, origin.date, str(origin.person)) == (
        diagnostic,
        diagnostic.date,
        "Mireille Castan",
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"organisation": "Inconnue"}, "Aucune organisation ne s’appelle"),
        ({"text": " "}, "une réponse est à reprendre"),
        ({"date": "2199-01-01"}, "Cette date est à venir"),
        ({"date": "0001-01-01"}, "Vérifiez l’année"),
        ({"date": "hier"}, "à reprendre"),
        ({"text": "x" * 2001}, "à reprendre"),
        ({"kind": "rumeur"}, "à reprendre"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client_for: ClientFor, pilote: User, fabrique: Organisation, changes: dict[str, str], words: str
) -> None:
    data = {"organisation": fabrique.name, "text": "Un local", "kind": "structure", "document": "Note 12"}
    content = client_for(pilote).post(f"{ROOT}nouveau/", {**data, **changes}).content.decode()
    assert words.lower() in content.lower()
    assert "Note 12" in content
    assert not Need.objects.exists()


def test_near_needs_are_shown_before_noting(client_for: ClientFor, pilote: User, said: Said) -> None:
    data = {"text": "Trouver une personne pour le bureau", "proches": "1", "document": "Gardé"}
    whole = client_for(pilote).post(f"{ROOT}nouveau/", data).content.decode()
    assert "Déjà noté, et proche" in whole
    assert "Gardé" in whole
    assert "<html" in whole
    part = client_for(pilote).post(f"{ROOT}nouveau/", data, headers={"hx-request": "true"}).content.decode()
    assert "Déjà noté, et proche" in part
    assert "<html" not in part
    assert Need.objects.count() == 4


def test_a_twin_is_named_with_a_way_to_it(client_for: ClientFor, pilote: User, said: Said) -> None:
    data = {
        "organisation": said.alone.organisation.name,
        "text": said.alone.text.upper(),
        "kind": "structure",
    }
    content = client_for(pilote).post(f"{ROOT}nouveau/", data).content.decode()
    assert "déjà noté" in content
    assert f"{ROOT}{said.alone.pk}/origine/" in content


def test_a_diagnostic_takes_a_need_a_line(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    data = {
        "organisation": fabrique.name,
        "kind": "diagnostic",
        "date": "2026-06-03",
        "texts": "- Un local\n\nUn four",
    }
    response = client_for(pilote).post(f"{ROOT}diagnostics/nouveau/", data)
    diagnostic = Diagnostic.objects.get()
    assert response["Location"].endswith(f"/diagnostics/{diagnostic.pk}/")
    content = shown(client_for, pilote, f"diagnostics/{diagnostic.pk}/")
    assert "Un local" in content
    assert "2\u00a0besoins" in content
    too_many = {**data, "texts": "\n".join(str(number) for number in range(61))}
    assert (
        "Il y a 61 lignes"
        in client_for(pilote).post(f"{ROOT}diagnostics/nouveau/", too_many).content.decode()
    )


def test_themes_count_their_needs_and_those_below(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    client = client_for(pilote)
    assert client.post(f"{ROOT}themes/nouveau/", {"label": "Gestion"}).status_code == 302
    heading = Theme.objects.get()
    client.post(f"{ROOT}themes/nouveau/", {"label": "Trésorerie", "parent": str(heading.pk)})
    under = Theme.objects.get(parent=heading)
    NeedFactory.create(organisation=fabrique, theme=under)
    content = shown(client_for, pilote, "themes/")
    assert content.count('data-l="Besoins">1</td>') == 2
    twice = client.post(f"{ROOT}themes/nouveau/", {"label": "gestion"}).content.decode()
    assert "Il y a déjà un thème" in twice
    renamed = client.post(f"{ROOT}themes/{heading.pk}/", {"label": "Finances", "version": "1"})
    assert renamed.status_code == 302
    late = client.post(f"{ROOT}themes/{heading.pk}/", {"label": "Comptes", "version": "1"})
    assert late.status_code == 409


def test_the_panel_says_how_far_each_need_is_shared(
    client_for: ClientFor, membre: User, pilote: User, said: Said, workspace: Workspace, now: dt.datetime
) -> None:
    address = f"{ROOT}structure/{said.alike[0].organisation_id}/"
    part = client_for(pilote).get(address, headers={"hx-request": "true"}).content.decode()
    assert "Pas encore rapproché" in part
    assert f"?organisation={said.alike[0].organisation_id}" in part
    assert "<html" not in part
    shared = actions.create_shared_need(
        workspace=workspace, title="Relève", needs=said.alike, by=pilote, at=now
    )
    for nature, words in (
        ("", "Partagé par 3\u00a0structures"),
        ("common", "Commun à 3\u00a0structures"),
        ("identical", "Identique chez 2\u00a0autres"),
        ("specific", "Propre à la structure"),
    ):
        SharedNeed.objects.filter(pk=shared.pk).update(nature=nature)
        whole = client_for(membre).get(address).content.decode()
        assert words in whole
        assert "<html" in whole


@pytest.mark.parametrize(
    "path",
    ["", "?q=velo&confirme=non", "partages/", "diagnostics/", "themes/", "structure/{org}/"],
)
def test_as_many_queries_with_two_rows_and_with_two_hundred(
    client_for: ClientFor, membre: User, workspace: Workspace, fabrique: Organisation, path: str
) -> None:
    client = client_for(membre)
    address = f"{ROOT}{path.format(org=fabrique.pk)}"
    client.get(address)
    counts = []
    for number in (2, 198):
        for _ in range(number):
            grow(workspace, fabrique, number)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))
    assert counts[0] == counts[1] <= 15


def test_proposals_take_no_more_queries_with_two_hundred_needs(
    client_for: ClientFor, membre: User, workspace: Workspace, fabrique: Organisation
) -> None:
    client = client_for(membre)
    client.get(f"{ROOT}propositions/")
    for number in (2, 198):
        for _ in range(number):
            grow(workspace, fabrique, number)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ROOT}propositions/").status_code == 200
        assert len([one for one in queries if "SAVEPOINT" not in one["sql"]]) <= 15


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


def test_heard_twice_is_confirmed_on_screen(
    client_for: ClientFor, pilote: User, said: Said, now: dt.datetime
) -> None:
    page = f"{said.alone.pk}/"
    assert "À confirmer" in shown(client_for, pilote, page)
    response = client_for(pilote).post(f"{ROOT}{page}origine/", {"kind": "provider", "date": "2026-06-30"})
    assert response.status_code == 302
    content = shown(client_for, pilote, page)
    assert "Confirmé" in content
    assert "Retirer cette origine" in content
    actions.add_origin(need=said.alone, heard=Heard(kind="document"), by=pilote, at=now)
    assert "a ajouté une origine" in shown(client_for, pilote, page)
