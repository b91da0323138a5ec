"""What every verb of an experience sheet shares: its lock, its line in the journal, its messages."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.library.enums import Move
from copil.library.models import ExperienceSheet
from copil.library.rules import moved
from copil.notifications import recipients
from copil.notifications.actions import notify

CHANGED = "La fiche a changé depuis que vous l’avez ouverte. Relisez-la avant de continuer."


def locked(sheet: ExperienceSheet) -> ExperienceSheet:
    """Return the sheet as it is stored, held until the end of the transaction."""
    rows = ExperienceSheet.objects.select_for_update(of=("self",))
    held: ExperienceSheet = rows.select_related("workspace", "initiative", "reviewer").get(pk=sheet.pk)
    return held


def move(sheet: ExperienceSheet, *, to: Move, expected: int, fields: Sequence[str] = ()) -> None:
    """Move a locked sheet, with other fields changed on it; refuse when it changed since it was read."""
    sheet.state = moved(state=sheet.state, move=to)
    try:
        save_versioned(sheet, fields=["state", *fields], expected=expected)
    except Conflict as conflict:
        raise ActionRefused(CHANGED) from conflict


def record(
    sheet: ExperienceSheet,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the line of an act on a sheet, in the history of its initiative too."""
    journal.record(
        by=by,
        at=at,
        workspace=sheet.workspace,
        verb=verb,
        obj=reference(sheet),
        label=sheet.title,
        changes=changes,
        initiative_id=sheet.initiative_id,
    )


def tell(
    user: User | None,
    sheet: ExperienceSheet,
    *,
    kind: str,
    title: str,
    at: dt.datetime,
    text: str = "",
    label: str = "Ouvrir la fiche",
) -> None:
    """Tell the person a sheet waits for, or comes back to."""
    if user is None:
        return
    notify(
        kind=f"library.{kind}",
        workspace=sheet.workspace,
        to=[recipients.account(user)],
        obj=reference(sheet),
        title=title,
        text=text or f"{title}.",
        path=reverse("library:sheet", kwargs={"workspace": sheet.workspace.slug, "pk": sheet.pk}),
        label=label,
        at=at,
    )
