"""The second factor: a code serves once, spare codes too, and are kept as digests."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.utils import timezone

from copil.accounts import recovery
from copil.accounts.passwords import ContextWordsValidator
from copil.identity.enums import Role
from copil.identity.models import Membership, User

pytestmark = pytest.mark.django_db
PASSWORD = "chemin-partage-2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def protect(user: User) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})


def half_entered(user: User) -> Client:
    client = Client()
    client.post("/connexion/", {"login": user.email, "password": PASSWORD})
    return client


def enters(user: User, code: str) -> bool:
    client = half_entered(user)
    client.post("/connexion/second-facteur/", {"code": code})
    return client.get("/compte/").status_code == 200


def current_code() -> str:
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return str(totp.format_hotp_value(totp.hotp_value(SECRET, counter)))


def test_a_code_serves_once_even_when_it_may_still_be_read(pilote: User) -> None:
    protect(pilote)
    with time_machine.travel("2026-11-24 18:30:05+00:00", tick=False) as clock:
        code = current_code()
        assert half_entered(pilote).get("/compte/").status_code == 302  # the password alone is not enough
        assert enters(pilote, code)
        clock.shift(45)  # past its thirty seconds, within the step that is tolerated
        assert not enters(pilote, code)


def test_a_spare_code_serves_once_and_only_digests_are_kept(pilote: User) -> None:
    protect(pilote)
    codes = recovery.renew(pilote)
    assert len(set(codes)) == recovery.COUNT
    kept = str(Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).data)
    assert not any(code in kept or recovery.plain(code) in kept for code in codes)
    assert enters(pilote, codes[0].lower().replace("-", " "))
    assert not enters(pilote, codes[0])
    assert recovery.left(pilote) == recovery.COUNT - 1
    again = recovery.renew(pilote)
    assert not enters(pilote, codes[1])
    assert enters(pilote, again[1])


def test_spare_codes_are_shown_once_after_the_password(pilote: User) -> None:
    client = half_entered(pilote)
    assert (
        client.post("/compte/securite/codes/nouveaux/").headers["Location"].startswith("/compte/confirmer/")
    )
    client.post("/compte/confirmer/", {"password": PASSWORD})
    assert client.get("/compte/securite/codes/nouveaux/").status_code == 302  # no second factor, no code
    protect(pilote)
    shown = client.post("/compte/securite/codes/nouveaux/").content.decode()
    assert shown.count('<code class="key">') == recovery.COUNT
    assert '<code class="key">' not in client.get("/compte/securite/codes/nouveaux/").content.decode()
    assert "10 sur 10" in client.get("/compte/securite/").content.decode()


def test_guesses_of_a_code_are_throttled(pilote: User) -> None:
    protect(pilote)
    codes = recovery.renew(pilote)
    for guess in range(5):
        assert not enters(pilote, f"{guess}AAAA-BBBBB")
    assert not enters(pilote, codes[0])


@pytest.mark.parametrize(
    "password",
    ["motdepasse-2026-2026", "Association Réunion 51", "azertyuiop12345678", "nadia benhaddou nadia"],
)
def test_words_that_anybody_would_try_are_refused(password: str, pilote: User) -> None:
    with pytest.raises(ValidationError, match="quatre mots"):
        ContextWordsValidator().validate(password, pilote)


def test_any_other_words_are_accepted_whatever_they_are_made_of(pilote: User) -> None:
    for password in ("quatre mots sans rapport", "brouette ficelle nuage", "ÉÈ«» 日本語の長い言葉です"):
        ContextWordsValidator().validate(password, pilote)


@override_settings(SECOND_FACTOR_ROLES=[Role.COORDINATOR])
def test_a_role_asks_for_it_after_some_days(pilote: User) -> None:
    home, page = "/e/reseau-marne/", "/compte/second-facteur/"
    client = half_entered(pilote)
    assert client.get(home).headers["Location"] == page
    assert client.get(home, headers={"hx-request": "true"}).headers["HX-Redirect"] == page
    assert "Plus tard" in client.get(page).content.decode()
    client.post(page)
    assert client.get(home).status_code == 200  # put off, for this session
    assert half_entered(pilote).get(home).status_code == 302
    Membership.objects.update(created_at=timezone.now() - dt.timedelta(days=15))
    assert client.get(home).headers["Location"] == page
    assert "Plus tard" not in client.get(page).content.decode()
    client.post(page)
    assert client.get(home).status_code == 302
    assert client.get("/compte/securite/").status_code == 200  # where it is set up
    protect(pilote)
    assert client.get(home).status_code == 200


@override_settings(SECOND_FACTOR_ROLES=[Role.COORDINATOR])
def test_other_roles_are_asked_nothing(membre: User) -> None:
    client = half_entered(membre)
    assert client.get("/e/reseau-marne/").status_code == 200
    assert client.get("/compte/second-facteur/").headers["Location"] == "/compte/securite/"
