"""Open sessions: listed, ended one by one or together, over in time, and at once when they must be."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from copil.accounts import sessions
from copil.accounts.models import OpenSession
from copil.identity.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "chemin-partage-2026"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1"
HOME = "/e/reseau-marne/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def entered(user: User, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/connexion/", {"login": user.email, "password": PASSWORD})
    return client


def confirmed(client: Client) -> None:
    client.post("/compte/confirmer/", {"password": PASSWORD})


def test_each_device_is_listed_without_its_address(pilote: User) -> None:
    here, there = entered(pilote), entered(pilote, PHONE)
    page = here.get("/compte/sessions/").content.decode()
    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    assert "Cet appareil" in page
    kept = [row.get_decoded() for row in OpenSession.objects.all()]
    assert "127.0.0.1" not in str(kept)
    assert there.cookies["sessionid"].value not in page


def test_a_session_is_ended_after_the_password_was_asked_again(pilote: User, visiteur: User) -> None:
    here, there, other = entered(pilote), entered(pilote, PHONE), entered(visiteur)
    handle = sessions.handle_of(there.cookies["sessionid"].value)
    address = f"/compte/sessions/{handle}/fermer/"
    assert other.post(address).status_code == 302  # nobody ends the session of another
    assert here.post(address).headers["Location"].startswith("/compte/confirmer/")
    assert there.get(HOME).status_code == 200
    confirmed(here)
    here.post(address)
    assert there.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200


def test_all_the_others_are_ended_and_no_one_elses(pilote: User, visiteur: User) -> None:
    here, there, other = entered(pilote), entered(pilote, PHONE), entered(visiteur)
    confirmed(here)
    here.post("/compte/sessions/fermer-les-autres/")
    assert [client.get("/compte/").status_code for client in (here, there, other)] == [200, 302, 200]


def test_a_session_ends_without_a_visit_and_thirty_days_after_its_login(pilote: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        idle, busy = entered(pilote), entered(pilote)
        first = busy.cookies["sessionid"].value
        for day in range(5, 31, 5):
            clock.move_to(start + dt.timedelta(days=day))
            assert busy.get(HOME).status_code == 200
        assert idle.get(HOME).status_code == 302  # nobody came for a fortnight
        clock.move_to(start + dt.timedelta(days=30, hours=1))
        assert busy.get(HOME).status_code == 302
        sessions.forget_expired()
    assert not OpenSession.objects.filter(session_key=first).exists()


def test_a_new_key_at_each_login_and_none_after_a_logout(pilote: User) -> None:
    client = Client()
    client.get("/connexion/")
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
    client.post("/connexion/", {"login": pilote.email, "password": PASSWORD})
    key = client.cookies["sessionid"].value
    assert key != before
    client.post("/deconnexion/")
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert stolen.get(HOME).status_code == 302
    assert not OpenSession.objects.filter(session_key=key).exists()


def test_changing_the_password_ends_the_other_sessions(pilote: User) -> None:
    here, there = entered(pilote), entered(pilote, PHONE)
    new = "quatre mots sans rapport"
    here.post(
        "/compte/mot-de-passe/", {"oldpassword": "faux faux faux faux", "password1": new, "password2": new}
    )
    assert there.get(HOME).status_code == 200  # the current one is asked
    here.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [client.get(HOME).status_code for client in (here, there)] == [200, 302]


def test_answers_are_kept_by_no_cache(pilote: User) -> None:
    assert entered(pilote).get(HOME).headers["Cache-Control"] == "private, no-store"


def test_a_closed_account_leaves_its_sessions_at_once(pilote: User) -> None:
    client = entered(pilote)
    User.objects.filter(pk=pilote.pk).update(is_active=False)
    assert client.get(HOME).status_code == 302
