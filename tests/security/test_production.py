"""What the settings become in https, and what every answer carries."""

import os
import runpy
from pathlib import Path
from typing import Any

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.test import Client, RequestFactory, override_settings

SETTINGS = Path(__file__).parents[2] / "copil" / "settings.py"


def settings_with(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, Any]:
    """Return the settings as read with these variables, in this process, changing nothing of it."""
    for name in ("BASE_URL", "TRUST_PROXY", "DEMO", "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert os.environ["DATA_DIR"]
    return runpy.run_path(str(SETTINGS), run_name="settings_of_a_test")


def test_cookies_and_transport_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_with(monkeypatch, BASE_URL="https://copil.example.org")
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert found["DEBUG"] is False
    assert found["DEMO"] is False
    assert found["CSRF_USE_SESSIONS"] is True
    assert found["MESSAGE_STORAGE"] == "copil.core.notices.Storage"


def test_a_proxy_is_trusted_only_when_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = settings_with(monkeypatch, BASE_URL="https://copil.example.org")
    assert "SECURE_PROXY_SSL_HEADER" not in alone
    assert "ALLAUTH_TRUSTED_PROXY_COUNT" not in alone
    behind = settings_with(monkeypatch, BASE_URL="https://copil.example.org", TRUST_PROXY="1")
    assert behind["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_the_address_of_a_client_is_the_one_our_proxy_wrote() -> None:
    asked = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    assert get_client_ip(asked) == "127.0.0.1"
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert get_client_ip(asked) == "198.51.100.7"


@pytest.mark.django_db
def test_headers_of_every_answer() -> None:
    client = Client()
    for address in ("/connexion/", "/sante/", "/n-existe-pas/", "/e/ailleurs/"):
        headers = client.get(address, headers={"origin": "https://ailleurs.example"}).headers
        policy = headers["Content-Security-Policy"]
        for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert rule in policy, address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in headers
        if headers.get("Content-Type"):
            assert "charset=utf-8" in headers["Content-Type"]


@pytest.mark.django_db
def test_trace_is_not_answered() -> None:
    client = Client()
    assert {client.trace(address).status_code for address in ("/connexion/", "/sante/")} == {405}
