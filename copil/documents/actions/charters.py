"""The charter of a workspace: its colours, its foot, its logo."""

import datetime as dt
from typing import Any

from django.db import transaction

from copil.core.errors import Conflict
from copil.core.locking import save_versioned
from copil.documents import logos
from copil.documents.models import Charter
from copil.files import store
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal


@transaction.atomic
def save_charter(
    *, workspace: Workspace, values: dict[str, str], expected: int, by: User | None, at: dt.datetime
) -> Charter:
    """Write the colours and the foot; ``expected`` is 0 for the first time.

    Raises ``Conflict`` when somebody changed the charter in between.
    """
    charter = _locked(workspace, expected=expected, at=at)
    changed = {name: [getattr(charter, name), new] for name, new in values.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if changed:
        for name, pair in changed.items():
            setattr(charter, name, pair[1])
        save_versioned(charter, fields=list(changed), expected=charter.version)
        _record(charter, "update", changed, by=by, at=at)
    return charter


@transaction.atomic
def set_logo(
    *, workspace: Workspace, content: bytes, expected: int, by: User | None, at: dt.datetime
) -> Charter:
    """Put a logo on the documents: the picture drawn again, nothing else of the file.

    Raises ``ActionRefused`` for what is not a safe picture, ``Conflict`` when somebody changed the charter.
    """
    png = logos.cleaned(content)
    charter = _locked(workspace, expected=expected, at=at)
    charter.logo = store.keep(
        workspace=workspace, content=png, name="logo.png", media_type="image/png", owner=reference(charter)
    )
    save_versioned(charter, fields=["logo"], expected=charter.version)
    _record(charter, "set_logo", {"logo": charter.logo.sha256}, by=by, at=at)
    return charter


@transaction.atomic
def remove_logo(*, workspace: Workspace, expected: int, by: User | None, at: dt.datetime) -> Charter:
    """Take the logo off the documents; those already kept do not change."""
    charter = _locked(workspace, expected=expected, at=at)
    if charter.logo is not None:
        charter.logo = None
        save_versioned(charter, fields=["logo"], expected=charter.version)
        _record(charter, "remove_logo", {}, by=by, at=at)
    return charter


def _locked(workspace: Workspace, *, expected: int, at: dt.datetime) -> Charter:
    """Return the charter, created the first time; ``Conflict`` when it is not the one that was shown."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    charter: Charter | None = Charter.objects.filter(workspace=workspace).select_related("logo").first()
    if charter is None:
        if expected:
            raise Conflict
        return Charter.objects.create(workspace=workspace, created_at=at)
    if charter.version != expected:
        raise Conflict
    return charter


def _record(
    charter: Charter, verb: str, changes: dict[str, Any], *, by: User | None, at: dt.datetime
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=charter.workspace,
        verb=verb,
        obj=reference(charter),
        label="charte des documents",
        changes=changes,
    )
