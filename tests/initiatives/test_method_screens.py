"""Methods and sheets, read for themselves."""

import pytest

from conftest import ClientFor
from copil.identity.models import User
from copil.initiatives import guide_data, journey
from copil.initiatives.models import Method
from tests.factories.initiatives import shipped_method

pytestmark = pytest.mark.django_db
BASE = "/e/reseau-marne/methodes/"


@pytest.fixture
def method(db: None) -> Method:
    return shipped_method()


def test_without_a_method_the_list_says_how_to_publish_one(membre: User, client_for: ClientFor) -> None:
    assert "copil methods load" in client_for(membre).get(BASE).content.decode()


def test_the_list_shows_the_newest_version_and_the_sheets(
    method: Method, membre: User, client_for: ClientFor
) -> None:
    newer = Method.objects.create(
        key=method.key,
        number=2,
        title=method.title,
        content=Method.objects.get(pk=method.pk).content,
        digest="another",
        published_at=method.published_at,
    )
    page = client_for(membre).get(BASE).content.decode()
    assert str(newer.pk) in page
    assert str(method.pk) not in page
    assert "4\u00a0étapes, 12\u00a0pas, 45\u00a0activités" in page
    assert page.index("Fiche pratique\u00a07") < page.index("Fiche expérience\u00a01")


def test_the_whole_cycle_is_on_one_page(method: Method, membre: User, client_for: ClientFor) -> None:
    page = client_for(membre).get(f"{BASE}{method.pk}/").content.decode()
    assert page.count("/activites/") == 45
    assert page.count("/etapes/") == 4
    for words in ("Règles à tenir", "(conseillé, adapté du guide)", "Cerner une problématique", "AVISE"):
        assert words in page


def test_a_stage_says_what_each_activity_is_for(method: Method, membre: User, client_for: ClientFor) -> None:
    page = client_for(membre).get(f"{BASE}{method.pk}/etapes/engager/").content.decode()
    stage = journey.method_of(method).stages[1]
    assert page.count("/activites/") == len(stage.activities)
    assert "fiche pratique\u00a03" in page
    assert "etapes/identifier/" in page.split("Étapes voisines")[1]
    assert client_for(membre).get(f"{BASE}{method.pk}/etapes/inconnue/").status_code == 404


def test_every_activity_can_be_read(method: Method, membre: User, client_for: ClientFor) -> None:
    client = client_for(membre)
    for activity in journey.method_of(method).activities():
        page = client.get(f"{BASE}{method.pk}/activites/{activity.id}/")
        assert page.status_code == 200
    assert client.get(f"{BASE}{method.pk}/activites/0.0.0/").status_code == 404


def test_every_sheet_can_be_read_without_marks(membre: User, client_for: ClientFor) -> None:
    client = client_for(membre)
    assert client.get(f"{BASE}fiches/").status_code == 200
    for key in guide_data.practice_sheets():
        page = client.get(f"{BASE}fiches/{key}/").content.decode()
        assert "**" not in page
        assert "<li><p>" not in page
    assert client.get(f"{BASE}fiches/FP9/").status_code == 404


def test_an_experience_sheet_gives_its_figures(membre: User, client_for: ClientFor) -> None:
    page = client_for(membre).get(f"{BASE}fiches/FE1/").content.decode()
    for words in ("213,89\u00a0€", "1\u00a0925\u00a0€", "36", "7\u00a0700\u00a0€"):
        assert words in page


def test_a_method_of_another_workspace_is_not_found(
    method: Method, visiteur: User, membre: User, client_for: ClientFor
) -> None:
    Method.objects.update(workspace=visiteur.memberships.get().workspace)
    for path in ("", "etapes/engager/", "activites/1.1.1/"):
        assert client_for(membre).get(f"{BASE}{method.pk}/{path}").status_code == 404
