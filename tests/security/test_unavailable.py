"""Database away, disk full: a French page, what can be read is read, and all comes back without hands."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client, override_settings

from conftest import ClientFor
from copil.accounts.sessions import SessionStore
from copil.identity.models import User
from copil.pages import health

pytestmark = pytest.mark.django_db
HOME = "/e/reseau-marne/"
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


def away(_execute: Execute, _sql: str, _params: Any, _many: bool, _context: dict[str, Any]) -> Any:
    raise OperationalError("could not connect to server")


def full(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Let reads through, refuse what writes."""
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        raise OperationalError("database or disk is full")
    return execute(sql, params, many, context)


@pytest.fixture
def reader(pilote: User, client_for: ClientFor) -> Client:
    client = client_for(pilote)
    client.raise_request_exception = False
    return client


def test_a_database_away_is_a_french_page(reader: Client) -> None:
    with connection.execute_wrapper(away):
        answer = reader.get(HOME)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "60"
        assert "ne peut pas répondre pour l’instant" in answer.content.decode()
        assert reader.get("/sante/").status_code == 503
        ready = Client().get("/sante/pret/")
        assert (ready.status_code, ready.content) == (503, b"missing: database\n")
    assert reader.get(HOME).status_code == 200  # nothing to do for it to come back
    assert reader.get("/sante/pret/").content == b"ready\n"


def test_a_full_disk_lets_pages_be_read_and_loses_no_session(reader: Client) -> None:
    with connection.execute_wrapper(full):
        assert reader.get(HOME).status_code == 200
        session = reader.session
        assert isinstance(session, SessionStore)
        session["seen"] = "2020-01-01T00:00:00+00:00"
        session.visited()
        with transaction.atomic():
            written = reader.post("/compte/", {"given_name": "Nadia", "family_name": "Benhaddou"})
            transaction.set_rollback(True)
        assert written.status_code == 503
    assert reader.get(HOME).status_code == 200


def test_a_file_that_finds_no_room_is_an_outage_and_a_fault_of_ours_is_not(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(error: Exception) -> Callable[[], list[str]]:
        def faults() -> list[str]:
            raise error

        return faults

    monkeypatch.setattr(health, "faults", raising(OSError(errno.ENOSPC, "No space left on device")))
    assert reader.get("/sante/pret/").status_code == 503
    monkeypatch.setattr(health, "faults", raising(KeyError("ours")))
    assert reader.get("/sante/pret/").status_code == 500


def test_measures_are_for_this_machine_or_for_who_has_the_token(reader: Client) -> None:
    page = reader.get("/sante/mesures/").content.decode()
    assert "copil_sessions 1\n" in page
    assert 'copil_jobs{state="queued"} 0' in page
    assert reader.get("/sante/mesures/", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404
    with override_settings(METRICS_TOKEN="un-jeton"):
        assert reader.get("/sante/mesures/").status_code == 404
        given = {"authorization": "Bearer un-jeton"}
        assert reader.get("/sante/mesures/", headers=given).status_code == 200
