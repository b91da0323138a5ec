"""Logs: events and places, never addresses with their secrets, names, nor values of errors."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import resolve

from conftest import ClientFor
from copil.core.logs import JsonFormatter, LineFormatter
from copil.identity.models import User

PASSWORD = "chemin-partage-2026"


class Kept(logging.Handler):
    """What was logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Iterator[Kept]:
    handler = Kept()
    logger = logging.getLogger("copil.security")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def request_record() -> logging.LogRecord:
    request = RequestFactory().get("/invitation/le-secret-du-lien/?q=Nadia")
    request.resolver_match = resolve("/invitation/le-secret-du-lien/")
    record = logging.LogRecord(
        "django.request", logging.ERROR, "x", 1, "%s: %s", ("Error", request.path), None
    )
    record.request = request
    record.status_code = 500
    return record


def test_a_line_holds_no_more_than_it_should() -> None:
    for formatter in (LineFormatter(), JsonFormatter()):
        line = formatter.format(request_record())
        assert "accounts:invitation" in line
        assert "le-secret-du-lien" not in line
        assert "Nadia" not in line
    forged = logging.LogRecord("copil.jobs", logging.INFO, "x", 1, "one\n2026 ERROR two", (), None)
    assert "\n" not in LineFormatter().format(forged)
    assert set(json.loads(JsonFormatter().format(forged))) == {"at", "level", "logger", "message"}


def test_an_error_is_told_without_its_values() -> None:
    try:
        raise ValueError("Key (email)=(nadia@marne.example) already exists")
    except ValueError:
        record = request_record()
        record.exc_info = sys.exc_info()
    line = json.loads(JsonFormatter().format(record))
    assert line["error"].startswith("ValueError < test_logs.py:")
    assert "nadia" not in str(line)
    assert "nadia" not in LineFormatter().format(record)


@pytest.mark.django_db
def test_events_of_security_are_told(pilote: User, membre: User, client_for: ClientFor, kept: Kept) -> None:
    cache.clear()
    client = Client()
    client.post("/connexion/", {"login": pilote.email, "password": "pas-le-bon-mot-de-passe"})
    client.post("/connexion/", {"login": pilote.email, "password": PASSWORD})
    client.post("/deconnexion/")
    assert client_for(membre).get("/e/reseau-marne/membres/inviter/").status_code == 403
    told = [json.loads(line) for line in kept.lines]
    assert [one["event"] for one in told] == ["login_refused", "login", "logout", "refused"]
    assert told[1]["user"] == str(pilote.pk)
    assert told[3]["view"] == "accounts:invite"
    assert all(one["at"].endswith("+00:00") for one in told)
    assert pilote.email not in str(told)
    assert "127.0.0.1" not in str(told)
