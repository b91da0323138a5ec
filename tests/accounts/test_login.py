"""Login: by address and password, throttled, telling nobody who exists; a second factor for all."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from conftest import ClientFor
from copil.identity.models import User
from copil.notifications.models import OutboxMessage

pytestmark = pytest.mark.django_db
PASSWORD = "chemin-partage-2026"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def login(client: Client, email: str, password: str = PASSWORD) -> str:
    answer = client.post("/connexion/", {"login": email, "password": password})
    return answer.headers.get("Location", "") or without_token(answer.content.decode())


def without_token(page: str) -> str:
    """Return a page without what differs from one form to the next by design."""
    return re.sub(r'(x-csrftoken": "|csrfmiddlewaretoken" value=")\w+', r"\1", page)


def test_the_right_password_opens_the_only_workspace(pilote: User, client: Client) -> None:
    assert login(client, "NADIA@marne.example") == "/"
    assert client.get("/").headers["Location"] == "/e/reseau-marne/"


def test_unknown_address_and_wrong_password_look_the_same(pilote: User) -> None:
    wrong = login(Client(), pilote.email, "pas-le-bon-mot-de-passe")
    unknown = login(Client(), "personne@marne.example", "pas-le-bon-mot-de-passe")
    assert "ne sont pas corrects" in wrong or "incorrect" in wrong
    assert wrong.replace(pilote.email, "X") == unknown.replace("personne@marne.example", "X")


def test_a_closed_account_does_not_open(pilote: User, client: Client) -> None:
    User.objects.filter(pk=pilote.pk).update(is_active=False)
    login(client, pilote.email)
    assert client.get("/e/reseau-marne/").status_code == 302


def test_failures_are_throttled_for_the_account_whatever_the_browser(pilote: User) -> None:
    for _ in range(5):
        login(Client(), pilote.email, "pas-le-bon-mot-de-passe")
    answer = Client().post("/connexion/", {"login": pilote.email, "password": PASSWORD})
    assert answer.status_code in {200, 429}
    assert "Location" not in answer.headers


def test_a_lost_password_is_changed_from_the_message_once(pilote: User, client: Client) -> None:
    client.post("/mot-de-passe-oublie/", {"email": pilote.email})
    message = OutboxMessage.objects.get()
    assert pilote.get_full_name() not in message.subject
    path = next(word for word in message.body.split() if "/mot-de-passe-oublie/" in word).split("testserver")[
        1
    ]
    form = client.get(path, follow=True)
    target = form.redirect_chain[-1][0]
    new = "un autre chemin partagé"
    client.post(target, {"password1": new, "password2": new})
    assert login(Client(), pilote.email, new) == "/"
    assert "Ce lien ne sert plus" in Client().get(path, follow=True).content.decode()


def test_nobody_learns_whether_an_address_has_an_account(pilote: User) -> None:
    known = Client().post("/mot-de-passe-oublie/", {"email": pilote.email}, follow=True)
    unknown = Client().post("/mot-de-passe-oublie/", {"email": "personne@marne.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_token(known.content.decode()) == without_token(unknown.content.decode())


def test_a_second_factor_is_added_then_asked(pilote: User, client: Client) -> None:
    login(client, pilote.email)
    page = client.get("/compte/securite/application/activer/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/compte/confirmer/")  # asked again before it is changed
    page = client.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post("/compte/securite/application/activer/", {"code": code})
    assert "En place" in client.get("/compte/securite/").content.decode()
    assert login(Client(), pilote.email) == "/connexion/second-facteur/"


def test_everything_else_needs_a_login(client_for: ClientFor) -> None:
    answer = client_for(None).get("/e/reseau-marne/")
    assert answer.headers["Location"].startswith("/connexion/?next=")
