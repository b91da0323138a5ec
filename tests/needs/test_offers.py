"""What exists already: the register of offers, and the check somebody signs."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.needs import actions, offering
from copil.needs.models import Need, Offer, OfferCheck, SharedNeed
from tests.factories.needs import OfferFactory, ThemeFactory
from tests.factories.territories import TerritoryFactory
from tests.needs.conftest import Said

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"
TRAINING = "Former les trésoriers et les membres du bureau"


@pytest.fixture
def shared(workspace: Workspace, said: Said, pilote: User, now: dt.datetime) -> SharedNeed:
    return actions.create_shared_need(
        workspace=workspace, title="La relève du bureau", needs=said.alike, by=pilote, at=now
    )


def note(workspace: Workspace, operator: Organisation, now: dt.datetime, title: str = TRAINING) -> Offer:
    values = {"operator": operator, "title": title}
    return actions.create_offer(workspace=workspace, values=values, by=None, at=now)


def test_an_offer_is_noted_changed_and_archived(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    client = client_for(pilote)
    data = {"title": TRAINING, "operator": fabrique.name, "kind": "training", "rhythm": "permanent"}
    refused = client.post(f"{ROOT}offres/nouvelle/", {**data, "operator": "Personne", "source": "Le site"})
    assert "Aucune organisation" in refused.content.decode()
    assert "Le site" in refused.content.decode()
    assert client.post(f"{ROOT}offres/nouvelle/", data).status_code == 302
    page = f"{ROOT}offres/{Offer.objects.get().pk}/"
    assert TRAINING in client.get(page).content.decode()
    edited = {**data, "content": "Trois soirées.", "version": "1"}
    assert client.post(f"{page}modifier/", edited).status_code == 302
    assert client.post(f"{page}modifier/", {**edited, "content": "Deux."}).status_code == 409
    assert client.post(f"{page}archiver/").status_code == 302
    assert TRAINING not in client.get(f"{ROOT}offres/").content.decode()
    assert TRAINING in client.get(f"{ROOT}offres/?etat=archives").content.decode()
    assert client.post(f"{page}restaurer/").status_code == 302
    assert TRAINING in client.get(f"{ROOT}offres/?q=tresoriers").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nature=credit", False),
        ("nature=training", True),
        ("duree=one_off", False),
        ("etat=finies", False),
        ("etat=toutes&tri=fin", True),
        ("q=fabrique", True),
        ("q=zzz", False),
        ("theme=zzz", True),
    ],
)
def test_filters_narrow_the_register(
    client_for: ClientFor, membre: User, fabrique: Organisation, query: str, found: bool
) -> None:
    OfferFactory.create(operator=fabrique, title="Trois soirées", kind="training")
    content = client_for(membre).get(f"{ROOT}offres/?{query}").content.decode()
    assert ("Trois soirées" in content) is found
    assert "Noter une offre" not in content
    table = client_for(membre).get(f"{ROOT}offres/export.csv?{query}").getvalue().decode()
    assert ("Trois soirées" in table) is found


def test_a_check_is_signed_in_sight_of_what_exists(
    client_for: ClientFor,
    pilote: User,
    workspace: Workspace,
    shared: SharedNeed,
    fabrique: Organisation,
    now: dt.datetime,
) -> None:
    client, page = client_for(pilote), f"{ROOT}partages/{shared.pk}/existant/"
    known = note(workspace, fabrique, now)
    assert "Parle de" in client.get(page).content.decode()
    unseen = client.post(page, {"conclusion": "nothing", "reason": "Rien"})
    assert "s’est ajoutée" in unseen.content.decode()
    silent = client.post(page, {"conclusion": "nothing", "seen": str(known.pk)})
    assert "Expliquez" in silent.content.decode()
    data = {"conclusion": "complementary", "reason": "Elle ne forme pas.", "seen": str(known.pk)}
    assert client.post(page, data).status_code == 302
    check = OfferCheck.objects.get()
    assert (check.signed_by, check.seen, check.review_at) == (pilote, [str(known.pk)], None)
    assert "Complémentaire" in client.get(f"{ROOT}partages/{shared.pk}/").content.decode()
    note(workspace, fabrique, now, "Un atelier sur la trésorerie du bureau")
    note(workspace, fabrique, now, "Prêter un minibus")
    check.refresh_from_db()
    assert check.review_offer is not None
    assert check.review_offer.title == "Un atelier sur la trésorerie du bureau"
    assert "À revoir" in client.get(page).content.decode()
    seen = [str(one.offer.pk) for one in offering.matches(shared, today=now.date())]
    assert client.post(page, {**data, "seen": seen}).status_code == 302
    assert "À revoir" not in client.get(page).content.decode()
    assert OfferCheck.objects.count() == 2


def test_an_offer_touches_a_need_by_theme_words_and_place(
    workspace: Workspace, shared: SharedNeed, said: Said, fabrique: Organisation, now: dt.datetime
) -> None:
    heading = ThemeFactory.create(workspace=workspace)
    theme = ThemeFactory.create(workspace=workspace, parent=heading)
    Need.objects.filter(pk=said.alike[0].pk).update(theme=theme)
    here, far = TerritoryFactory.create(), TerritoryFactory.create()
    organisation = said.alike[0].organisation
    organisation.commune = here
    organisation.save()
    titles = {
        "thème": OfferFactory.create(operator=fabrique, title="Minibus", theme=heading),
        "loin": OfferFactory.create(operator=fabrique, title=TRAINING, territory=far),
        "ici": OfferFactory.create(operator=fabrique, title=TRAINING, territory=here),
        "finie": OfferFactory.create(operator=fabrique, title=TRAINING, valid_until=dt.date(2026, 1, 1)),
        "autre": OfferFactory.create(operator=fabrique, title="Minibus"),
    }
    found = {match.offer for match in offering.matches(shared, today=now.date())}
    assert {name for name, offer in titles.items() if offer in found} == {"ici", "thème"}


def test_nothing_to_explain_when_nothing_exists(shared: SharedNeed, pilote: User, now: dt.datetime) -> None:
    values: dict[str, Any] = {"shared_need": shared, "reason": " ", "by": pilote, "at": now}
    assert actions.sign_check(conclusion="nothing", seen=(), **values).reason == ""
    with pytest.raises(ActionRefused, match="Expliquez"):
        actions.sign_check(conclusion="overlap", seen=(), **values)


def test_who_may_sign(client_for: ClientFor, membre: User, visiteur: User, shared: SharedNeed) -> None:
    page = f"{ROOT}partages/{shared.pk}/existant/"
    assert client_for(membre).get(page).status_code == 200
    assert client_for(membre).post(page, {"conclusion": "nothing"}).status_code == 403
    assert client_for(visiteur).get(page).status_code == 404


def test_as_many_queries_with_two_offers_and_with_two_hundred(
    client_for: ClientFor, membre: User, shared: SharedNeed, fabrique: Organisation
) -> None:
    client = client_for(membre)
    for page in ("offres/", f"partages/{shared.pk}/existant/"):
        client.get(f"{ROOT}{page}")
        counts = []
        for number in (2, 198):
            OfferFactory.create_batch(number, operator=fabrique)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{ROOT}{page}").status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 15
