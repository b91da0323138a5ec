"""The verbs of diagnostics."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.directory.actions import people
from copil.directory.actions.common import write
from copil.directory.models import Organisation, Person
from copil.directory.rules.people import NewPerson
from copil.identity.models import User, Workspace
from copil.needs import search_entries
from copil.needs.actions.common import record
from copil.needs.actions.needs import note_needs
from copil.needs.enums import DiagnosticKind
from copil.needs.models import Diagnostic
from copil.search import actions as search

FIELDS = ("kind", "date", "led_by", "summary")


@transaction.atomic
def create_diagnostic(
    *,
    workspace: Workspace,
    organisation: Organisation,
    date: dt.date,
    by: User | None,
    at: dt.datetime,
    kind: str = DiagnosticKind.DIAGNOSTIC,
    led_by: Person | NewPerson | None = None,
    summary: str = "",
    texts: Sequence[str] = (),
) -> Diagnostic:
    """Note a diagnostic of a structure, and the needs that come out of it."""
    if organisation.is_archived:
        raise ActionRefused("Cette organisation est archivée : restaurez-la avant de noter un diagnostic.")
    leader = people.ensure(by=by, at=at, workspace=workspace, person=led_by) if led_by else None
    diagnostic = Diagnostic.objects.create(
        workspace=workspace,
        organisation=organisation,
        kind=kind,
        date=date,
        led_by=leader,
        summary=summary.strip(),
        created_at=at,
    )
    note_needs(diagnostic=diagnostic, texts=texts, by=by, at=at)
    _index(diagnostic, at=at)
    record(diagnostic, verb="create", by=by, at=at, changes={"date": date, "needs": len(texts)})
    return diagnostic


@transaction.atomic
def update_diagnostic(
    *,
    diagnostic: Diagnostic,
    values: Mapping[str, Any],
    expected: int,
    by: User,
    at: dt.datetime,
    texts: Sequence[str] = (),
) -> bool:
    """Change any of ``FIELDS`` and note more needs; tell whether anything changed.

    Raises ``Conflict`` on a stale version.
    """
    rows = Diagnostic.objects.select_for_update(of=("self",))
    stored: Diagnostic = rows.select_related("workspace", "organisation", "led_by").get(pk=diagnostic.pk)
    given = {name: values[name] for name in FIELDS if name in values}
    if given.get("led_by") is not None:
        given["led_by"] = people.ensure(by=by, at=at, workspace=stored.workspace, person=given["led_by"])
    if "summary" in given:
        given["summary"] = given["summary"].strip()
    changes = write(stored, given, expected=expected)
    new, known = note_needs(diagnostic=stored, texts=texts, by=by, at=at)
    if not changes and not new and not known:
        return False
    _index(stored, at=at)
    record(stored, verb="update", by=by, at=at, changes={**changes, "needs": new + known})
    return True


def _index(diagnostic: Diagnostic, *, at: dt.datetime) -> None:
    entries = [search_entries.of_diagnostic(diagnostic)]
    search.index_many(workspace=diagnostic.workspace, entries=entries, at=at)
