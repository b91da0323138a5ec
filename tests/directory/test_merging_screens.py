"""Screens of a merge: choose, compare, bring together, read an old address, undo."""

import re

import pytest

from conftest import ClientFor
from copil.core.typography import NBSP
from copil.directory.models import Merge, Organisation, Person
from copil.identity.models import User, Workspace
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory, ProfileFactory

BASE = "/e/reseau-marne/organisations/"


@pytest.fixture
def kept(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="Ressourcerie La Boucle", siret="99990274500036", siren="999902745"
    )


@pytest.fixture
def merged(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="Resourcerie la boucle", rna="W941990226", purpose="Réparer"
    )


def page(client_for: ClientFor, user: User, url: str) -> str:
    response = client_for(user).get(url)
    assert response.status_code == 200
    return response.content.decode().replace(NBSP, " ")


def proposed(shown: str) -> dict[str, str]:
    """Return what a form would send as it is shown: its hidden versions and its chosen radios."""
    inputs = re.findall(r"<input[^>]*>", shown)
    found = {}
    for one in inputs:
        values = dict(re.findall(r'(\w+)="([^"]*)"', one))
        if values.get("type") == "hidden" or " checked" in one:
            found[values.get("name", "")] = values.get("value", "")
    return {
        name: value
        for name, value in found.items()
        if name in {"kept", "one_version", "other_version"} or name.startswith("v_")
    }


def test_each_person_in_their_place(
    kept: Organisation, merged: Organisation, pilote: User, membre: User, visiteur: User,
    client_for: ClientFor,
) -> None:  # fmt: skip  # a table reads by its lines
    pair = f"{BASE}doublons/organisations/{kept.pk}/{merged.pk}/"
    for url in (pair, f"{BASE}{kept.pk}/fusionner/"):
        codes = [client_for(user).get(url).status_code for user in (visiteur, membre, pilote)]
        assert codes == [404, 403, 200]
    assert client_for(pilote).get(pair.replace("organisations/0", "autres/0")).status_code == 404


def test_from_the_page_of_one_to_one_sheet_of_two(
    kept: Organisation, merged: Organisation, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    assert f"{BASE}{kept.pk}/fusionner/" in page(client_for, pilote, f"{BASE}{kept.pk}/")
    refused = client.post(f"{BASE}{kept.pk}/fusionner/", {"other": kept.name})
    assert "C’est la même fiche" in refused.content.decode()
    chosen = client.post(f"{BASE}{kept.pk}/fusionner/", {"other": merged.name})
    shown = page(client_for, pilote, chosen["Location"])
    assert "« ressourcerie » et « resourcerie »" in shown
    assert "999 902 745 00036" in shown
    sent = proposed(shown)
    assert (sent["v_rna"], sent["v_numbers"], sent["v_purpose"]) == ("other", "one", "other")
    done = client.post(chosen["Location"], {**sent, "kept": "one"}, follow=True).content.decode()
    assert "est réunie avec" in done
    kept.refresh_from_db()
    assert (kept.rna, kept.purpose, kept.siret) == ("W941990226", "Réparer", "99990274500036")


def test_the_old_address_leads_to_the_sheet_kept_and_its_name_is_told(
    kept: Organisation, merged: Organisation, pilote: User, membre: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    pair = f"{BASE}doublons/organisations/{kept.pk}/{merged.pk}/"
    sent = proposed(page(client_for, pilote, pair))
    client.post(pair, {**sent, "kept": "one", "v_name": "one"})
    led = client_for(membre).get(f"{BASE}{merged.pk}/", follow=True)
    assert led.redirect_chain[0][0] == f"{BASE}{kept.pk}/"
    shown = led.content.decode()
    assert "est réunie avec celle-ci" in shown
    assert "Anciennement" in shown
    assert client.get(pair).status_code == 302, "already one"
    assert "Resourcerie" not in page(client_for, membre, BASE)
    assert "Resourcerie" not in page(client_for, membre, f"{BASE}?etat=archives")


def test_a_merge_is_read_and_undone(
    kept: Organisation, merged: Organisation, pilote: User, membre: User, client_for: ClientFor
) -> None:
    FunctionFactory.create(organisation=merged)
    client = client_for(pilote)
    pair = f"{BASE}doublons/organisations/{kept.pk}/{merged.pk}/"
    client.post(pair, {**proposed(page(client_for, pilote, pair)), "kept": "one"})
    url = f"{BASE}fusions/{Merge.objects.get().pk}/"
    assert "1 fonction" in page(client_for, membre, url)
    assert "Annuler cette fusion" not in page(client_for, membre, url)
    undone = client.post(f"{url}annuler/", follow=True).content.decode()
    assert "Tout est revenu comme avant." in undone
    assert client_for(membre).get(f"{BASE}{merged.pk}/").status_code == 200


def test_the_second_of_two_people_is_told_and_loses_nothing(
    kept: Organisation, merged: Organisation, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    pair = f"{BASE}doublons/organisations/{kept.pk}/{merged.pk}/"
    sent = {**proposed(page(client_for, pilote, pair)), "kept": "one"}
    Organisation.objects.filter(pk=merged.pk).update(version=2, phone="01 99 00 00 00")
    late = client.post(pair, sent)
    assert late.status_code == 409
    assert "a changé pendant que vous compariez" in late.content.decode()
    assert "01 99 00 00 00" in late.content.decode().replace(NBSP, " ")
    assert not Merge.objects.exists()
    fresh = {**sent, "other_version": "2"}
    assert client.post(pair, fresh).status_code == 200, "an answer is missing: asked again"


def test_profiles_are_compared_answer_by_answer(
    kept: Organisation, merged: Organisation, pilote: User, client_for: ClientFor
) -> None:
    for organisation, budget in ((kept, 1000), (merged, 2000)):
        ProfileFactory.create(organisation=organisation, budget_amount=budget, sector="Réemploi")
    pair = f"{BASE}doublons/organisations/{kept.pk}/{merged.pk}/"
    shown = page(client_for, pilote, pair)
    assert "Budget annuel" in shown
    assert "Secteur" not in shown, "the same on both"
    sent = {**proposed(shown), "kept": "one", "v_budget_amount": "other"}
    client_for(pilote).post(pair, sent)
    assert str(Organisation.objects.get(pk=kept.pk).profile.budget_amount) == "2000.00"


def test_people_too(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    one, other = (
        PersonFactory.create(workspace=workspace, given_name=given, family_name="Castan", email=email)
        for given, email in (("Mireille", ""), ("M.", "m@castan.example"))
    )
    client = client_for(pilote)
    chosen = client.post(f"{BASE}personnes/{one.pk}/fusionner/", {"other": "M. Castan"})
    shown = page(client_for, pilote, chosen["Location"])
    done = client.post(chosen["Location"], {**proposed(shown), "kept": "one", "v_called": "one"}, follow=True)
    assert "est réunie avec" in done.content.decode()
    one.refresh_from_db()
    assert (str(one), one.email) == ("Mireille Castan", "m@castan.example")
    led = client.get(f"{BASE}personnes/{other.pk}/")
    assert led["Location"] == f"{BASE}personnes/{one.pk}/"
    assert Person.objects.current().count() == 1
