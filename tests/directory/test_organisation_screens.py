"""Screens of organisations: what each person sees and may do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.core.typography import NBSP
from copil.directory import doubles
from copil.directory.models import Organisation, Profile
from copil.identity.models import User, Workspace
from copil.search import queries
from copil.territories.models import Territory
from tests.factories.directory import FunctionFactory, OrganisationFactory, ProfileFactory

BASE = "/e/reseau-marne/organisations/"
SAME = {"name": "Le Moulin", "kind": "association", "siret": "81234567600017", "rna": "W941009876"}


@pytest.fixture
def moulin(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="Le Moulin", numbered=True, phone="01 43 68 00 00"
    )


def page(client_for: ClientFor, user: User, url: str) -> str:
    response = client_for(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_each_person_in_their_place(
    moulin: Organisation, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    url = f"{BASE}{moulin.pk}/"
    for path in ("", "modifier/", "profil/", "archiver/"):
        assert client_for(pilote).get(url + path).status_code == 200
        assert client_for(membre).get(url + path).status_code == (403 if path else 200)
        assert client_for(visiteur).get(url + path).status_code == 404
    assert "Compléter le profil" in page(client_for, pilote, url)
    assert "Compléter le profil" not in page(client_for, membre, url)


def test_an_organisation_of_another_space_is_not_there(pilote: User, client_for: ClientFor) -> None:
    elsewhere = OrganisationFactory.create(name="Ailleurs")
    assert client_for(pilote).get(f"{BASE}{elsewhere.pk}/").status_code == 404
    assert "Ailleurs" not in page(client_for, pilote, BASE)


def test_the_page_says_who_and_what_is_known(
    moulin: Organisation, membre: User, client_for: ClientFor
) -> None:
    ProfileFactory.create(
        organisation=moulin, current_area="Charenton", members_count=212, budget_amount=168000
    )
    FunctionFactory.create(organisation=moulin, title="Présidente", is_contact=True)
    shown = page(client_for, membre, f"{BASE}{moulin.pk}/")
    assert f"812{NBSP}345{NBSP}676{NBSP}00017" in shown
    assert "Clé vérifiée" in shown
    assert "tel:+33143680000" in shown
    assert f"3{NBSP}réponses sur 19" in shown
    assert f"168{NBSP}000{NBSP}€ de budget" in shown
    assert "Présidente" in shown


def test_the_page_asks_as_much_whatever_happened(
    moulin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)

    def queries_now() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{BASE}{moulin.pk}/").status_code == 200
        return len(captured)

    FunctionFactory.create(organisation=moulin)
    queries_now()  # the session is written at the first page
    few = queries_now()
    assert few <= 15
    FunctionFactory.create_batch(20, organisation=moulin)
    assert queries_now() == few


def test_creating(
    workspace: Workspace, pilote: User, communes: dict[str, Territory], client_for: ClientFor
) -> None:
    typed = {
        "name": " La Fabrique du Pont ", "kind": "association", "siret": "812 345 676 00017",
        "rna": "w941009876", "commune": "charenton", "phone": "+33 1 43 68 00 00",
        "website": "www.fabrique.example",
    }  # fmt: skip  # a table reads by its lines
    response = client_for(pilote).post(f"{BASE}nouvelle/", typed, follow=True)
    assert "La fiche de" in response.content.decode()
    one = Organisation.objects.get()
    assert (one.name, one.siret, one.siren, one.rna) == (
        "La Fabrique du Pont", "81234567600017", "812345676", "W941009876"
    )  # fmt: skip  # a table reads by its lines
    assert (one.postal_code, one.phone, one.website) == (
        "94220",
        "01 43 68 00 00",
        "https://www.fabrique.example",
    )
    assert one.commune == communes["94018"]
    assert queries.find(workspace=workspace, question="fabrique pont").count() == 1


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("siret", "81234567600018", "clé de contrôle"),
    ("siren", "732829320", "n’est pas celui du SIRET"),
    ("rna", "94", "commence par W"),
    ("phone", "12", "dix chiffres"),
    ("website", "javascript:alert(1)", "https://www.exemple.fr"),
    ("postal_code", "94300", "n’est pas celui de Charenton-le-Pont"),
    ("commune", "Saint-Maur", "Plusieurs communes"),
    ("name", "", "obligatoire"),
])  # fmt: skip  # a table reads by its lines
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    pilote: User, communes: dict[str, Territory], client_for: ClientFor, field: str, typed: str, said: str
) -> None:
    form = {
        "name": "La Fabrique", "kind": "association", "commune": "Charenton-le-Pont",
        "siret": "81234567600017", "purpose": "Réparer plutôt que jeter", field: typed,
    }  # fmt: skip  # a table reads by its lines
    shown = client_for(pilote).post(f"{BASE}nouvelle/", form).content.decode()
    assert said in shown
    assert "Réparer plutôt que jeter" in shown
    assert not Organisation.objects.exists()


def test_a_double_is_refused_with_a_link_to_the_first(
    moulin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    for field, value in (("siret", moulin.siret), ("rna", moulin.rna)):
        form = {"name": "Un autre", "kind": "association", field: value}
        shown = client_for(pilote).post(f"{BASE}nouvelle/", form).content.decode()
        assert f'href="{BASE}{moulin.pk}/"' in shown
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "many"), [("LE MOULIN", False), ("Asso. du Moulin", False), ("Moulin", True)]
)
def test_what_resembles_has_to_be_confirmed(
    moulin: Organisation, pilote: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, *,
    typed: str, many: bool,
) -> None:  # fmt: skip  # a table reads by its lines
    monkeypatch.setattr(doubles, "AT_ONCE", 0 if many else 2_000)
    client, form = client_for(pilote), {"name": typed, "kind": "association"}
    shown = client.post(f"{BASE}nouvelle/", form).content.decode()
    assert "deux organisations différentes" in shown
    assert f'href="{BASE}{moulin.pk}/"' in shown
    assert "Le même nom" in shown
    assert client.post(f"{BASE}nouvelle/", {**form, "is_another": "on"}).status_code == 302
    assert Organisation.objects.count() == 2


def test_the_second_of_two_savers_sees_both_texts(
    moulin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    client, url = client_for(pilote), f"{BASE}{moulin.pk}/modifier/"
    form = {
        "name": "Le Moulin",
        "kind": "association",
        "siret": moulin.siret,
        "rna": moulin.rna,
        "version": "1",
    }
    assert client.post(url, {**form, "purpose": "Le premier texte"}).status_code == 302
    late = client.post(url, {**form, "purpose": "Le second texte"})
    assert late.status_code == 409
    shown = late.content.decode()
    assert "Le premier texte" in shown
    assert "Le second texte" in shown
    assert "Nadia Benhaddou" in shown
    assert client.post(url, {**form, "purpose": "Le second texte", "version": "2"}).status_code == 302
    assert Organisation.objects.get().purpose == "Le second texte"


def test_the_profile_is_written_and_locked(moulin: Organisation, pilote: User, client_for: ClientFor) -> None:
    client, url = client_for(pilote), f"{BASE}{moulin.pk}/profil/"
    assert (
        client.post(url, {"version": "0", "budget_amount": "168 000,50 €", "fte": "4,2"}).status_code == 302
    )
    profile = Profile.objects.get(organisation=moulin)
    assert (str(profile.budget_amount), str(profile.fte), profile.version) == ("168000.50", "4.20", 1)
    assert client.post(url, {"version": "0", "sector": "Réemploi"}).status_code == 409
    refused = client.post(url, {"version": "1", "fte": "beaucoup", "founded_year": "14"}).content.decode()
    assert "par exemple 168 000 ou 4,2" in refused.replace(NBSP, " ")
    assert "quatre chiffres" in refused
    assert "168000,5" not in page(client_for, pilote, url), "no cents, no thousands missing: as people type"


def test_archived_then_restored(
    workspace: Workspace, moulin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    client, url = client_for(pilote), f"{BASE}{moulin.pk}/"
    shown = client.post(f"{url}archiver/", follow=True).content.decode()
    assert "est archivée" in shown
    assert "Restaurer" in shown
    assert "Le Moulin" not in page(client_for, pilote, BASE)
    assert "Le Moulin" in page(client_for, pilote, f"{BASE}?etat=archives")
    assert not queries.find(workspace=workspace, question="moulin").exists()
    assert client.post(f"{url}modifier/", {"name": "x"}, HTTP_REFERER="http://testserver/").status_code == 303
    assert client.post(f"{url}restaurer/").status_code == 302
    assert queries.find(workspace=workspace, question="moulin").count() == 1


def test_the_history_names_what_changed(
    moulin: Organisation, pilote: User, client_for: ClientFor, now: object
) -> None:
    form = {
        "name": "Le Moulin",
        "kind": "association",
        "siret": moulin.siret,
        "rna": moulin.rna,
        "version": "1",
    }
    client_for(pilote).post(f"{BASE}{moulin.pk}/modifier/", {**form, "phone": "0143680001"})
    shown = page(client_for, pilote, f"{BASE}{moulin.pk}/")
    assert "a modifié" in shown
    assert "téléphone" in shown


def test_profile_answers_are_counted_by_the_database(moulin: Organisation) -> None:
    profile = ProfileFactory.create(organisation=moulin, sector="Réemploi", fte=0, history="")
    profile.refresh_from_db()
    assert profile.answered == 2
