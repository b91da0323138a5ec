"""The presentation sheet: what is typed."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.initiatives.actions.common import record
from copil.initiatives.models import PresentationSheet


@transaction.atomic
def save_presentation(
    *, sheet: PresentationSheet, changed: Sequence[str], expected: int, by: User | None, at: dt.datetime
) -> None:
    """Save the fields changed on the sheet; raise ``Conflict`` when somebody saved since ``expected``."""
    save_versioned(sheet, fields=list(changed), expected=expected)
    changes = {name: str(getattr(sheet, name)) for name in changed}
    record(sheet.initiative, verb="save_presentation", by=by, at=at, changes=changes)
