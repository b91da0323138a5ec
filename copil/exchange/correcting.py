"""The verb that corrects a file before it is imported: rows mended, chosen for, left aside, judged again.

A small file is judged again at once, as a whole. In a large one the rows concerned are judged alone, and the
run is stale until the worker has judged everything again: what is confirmed is always what was shown.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.exchange import actions, corrections, engine
from copil.exchange.corrections import Said
from copil.exchange.enums import RunState
from copil.exchange.importers import Importer
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.models import User


def correct(
    *,
    by: User,
    at: dt.datetime,
    run: ImportRun,
    importer: Importer,
    said: Mapping[int, Said],
    answers: Mapping[str, Mapping[str, Any]],
    expected: int,
) -> None:
    """Keep what is said of rows, and the ``answers`` for every row with the same wording; judge again.

    Raises ``Conflict`` when somebody else corrected the run since ``expected``, ``ActionRefused`` for a row
    that the file does not have.
    """
    with transaction.atomic():
        locked = actions.locked_in(run, RunState.READ)
        if locked.version != expected:
            raise Conflict
        if ImportRow.objects.filter(run=locked, number__in=said).count() != len(said):
            raise ActionRefused("Cette ligne n’est plus dans le fichier : relisez-le.")
        corrections.keep(by=by, at=at, run=locked, said=said)
        for name, wordings in answers.items():
            locked.answers = {**locked.answers, name: {**locked.answers.get(name, {}), **wordings}}
        locked.version += 1
        at_once = locked.rows_total <= actions.AT_ONCE
        locked.state = RunState.READING if at_once else RunState.READ
        locked.save(update_fields=["answers", "version", "state"])
        if not at_once:
            engine.judge_again(locked, importer, set(said))
    if at_once:
        engine.check(locked, importer, beat=lambda _done, _total: True)


@transaction.atomic
def verify_again(*, at: dt.datetime, run: ImportRun, importer: Importer) -> None:
    """Have every row judged again by the worker, corrections included."""
    locked = actions.locked_in(run, RunState.READ)
    locked.state = RunState.READING
    locked.save(update_fields=["state"])
    actions.enqueue(locked, importer.check_job, at=at)
