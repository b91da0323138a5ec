"""Begin the sheet of an initiative, write it, take again what the initiative says."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.initiatives.models import Initiative
from copil.library import content
from copil.library.actions.common import locked, record
from copil.library.enums import Move
from copil.library.models import ExperienceSheet
from copil.library.rules import moved


@transaction.atomic
def begin(*, initiative: Initiative, by: User | None, at: dt.datetime) -> ExperienceSheet:
    """Begin the experience sheet of an initiative, in the workspace that leads it, from what is known."""
    values = content.from_initiative(initiative)
    try:
        with transaction.atomic():
            sheet: ExperienceSheet = ExperienceSheet.objects.create(
                workspace=initiative.workspace,
                initiative=initiative,
                taken={name: content.as_text(values[name]) for name in content.FIELDS},
                created_at=at,
                **values,
                **content.method_of(initiative),
            )
    except IntegrityError as already:
        raise ActionRefused("Cette démarche a déjà sa fiche expérience.") from already
    record(sheet, verb="begin", by=by, at=at)
    return sheet


@transaction.atomic
def save(*, sheet: ExperienceSheet, changed: Sequence[str], expected: int, by: User, at: dt.datetime) -> None:
    """Save the fields changed on a sheet; raise ``Conflict`` when somebody saved since ``expected``."""
    moved(state=locked(sheet).state, move=Move.EDIT)
    names = [name for name in content.FIELDS if name in changed]
    save_versioned(sheet, fields=names, expected=expected)
    changes = {name: content.in_words(name, getattr(sheet, name)) for name in names}
    record(sheet, verb="save", by=by, at=at, changes=changes)


@transaction.atomic
def refresh(
    *,
    sheet: ExperienceSheet,
    chosen: Sequence[str],
    now: Mapping[str, Any],
    expected: int,
    by: User,
    at: dt.datetime,
) -> int:
    """Take again the ``chosen`` fields as the initiative says them (``now``); return how many.

    The fields left as they are keep what was taken before: they are shown again while they differ.
    """
    held = locked(sheet)
    moved(state=held.state, move=Move.EDIT)
    names = [one.name for one in content.differences(held, now) if one.name in chosen]
    if not names:
        raise ActionRefused("Cochez au moins un champ à reprendre de la démarche.")
    for name in names:
        setattr(held, name, now[name])
        held.taken[name] = content.as_text(now[name])
    save_versioned(held, fields=[*names, "taken"], expected=expected)
    changes = {
        "count": typography.plural(len(names), "champ"),
        **{name: content.in_words(name, now[name]) for name in names},
    }
    record(held, verb="refresh", by=by, at=at, changes=changes)
    return len(names)
