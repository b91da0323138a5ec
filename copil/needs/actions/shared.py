"""The verbs of a shared need: its words, its nature, its state, its problem sheet."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused, Conflict
from copil.directory.actions.common import write
from copil.identity.models import User
from copil.needs import rules, search_entries
from copil.needs.actions.common import index_shared, locked_shared, record, unindex
from copil.needs.enums import Nature, SharedNeedState
from copil.needs.models import Need, ProblemSheet, SharedNeed
from copil.search import actions as search

FIELDS = ("title", "summary")
SHEET_FIELDS = (
    "title", "context", "stakes", "needs_summary", "origin", "validation", "earlier_experiences",
)  # fmt: skip  # a table reads by its lines


@transaction.atomic
def update_shared_need(
    *, shared_need: SharedNeed, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> bool:
    """Change the title or the summary; tell whether anything changed. Raises ``Conflict`` if stale."""
    shared = locked_shared(shared_need)
    given = {name: values[name].strip() for name in FIELDS if name in values}
    changes = write(shared, given, expected=expected)
    if changes:
        index_shared(shared, at=at)
        record(shared, verb="update", by=by, at=at, changes=changes)
    return bool(changes)


@transaction.atomic
def choose_nature(
    *,
    shared_need: SharedNeed,
    nature: str,
    reason: str,
    advised: str,
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> None:
    """Keep the nature a person chooses and why; an empty one goes back to not chosen.

    Raises ``ActionRefused`` when the choice departs from what the facts advise without a reason, and
    ``Conflict`` on a stale version.
    """
    shared = locked_shared(shared_need)
    if rules.needs_reason(chosen=nature, advised=advised) and not reason.strip():
        raise ActionRefused("Votre choix s’écarte de ce que disent les faits : expliquez-le en une phrase.")
    changes = write(shared, {"nature": nature, "nature_reason": reason.strip()}, expected=expected)
    if changes:
        label = Nature(nature).label if nature else "à choisir"
        record(
            shared, verb="choose_nature", by=by, at=at, changes={"nature": label, "reason": reason.strip()}
        )


@transaction.atomic
def confirm_shared_need(*, shared_need: SharedNeed, on: dt.date, by: User | None, at: dt.datetime) -> None:
    """Keep the day when the shared need was confirmed, by the structures or by the partners."""
    shared = locked_shared(shared_need)
    if not Need.objects.current().filter(shared_need=shared).exists():
        raise ActionRefused(
            "Ce besoin partagé ne réunit encore aucun besoin : ajoutez-en avant de le confirmer."
        )
    _check_move(shared, SharedNeedState.CONFIRMED)
    _set_state(shared, SharedNeedState.CONFIRMED, on)
    record(shared, verb="confirm", by=by, at=at, changes={"on": on})


@transaction.atomic
def move_shared_need(*, shared_need: SharedNeed, state: str, by: User | None, at: dt.datetime) -> None:
    """Set a shared need aside, or take it up again (to confirm it, see ``confirm_shared_need``)."""
    shared = locked_shared(shared_need)
    after = SharedNeedState(state)
    _check_move(shared, after)
    if after == SharedNeedState.CONFIRMED:
        raise ActionRefused("Indiquez le jour où le besoin partagé a été confirmé.")
    _set_state(shared, after, None)
    record(shared, verb="move", by=by, at=at, changes={"state": after.label.lower()})


@transaction.atomic
def archive_shared_need(*, shared_need: SharedNeed, by: User | None, at: dt.datetime) -> None:
    """Put a shared need aside for good: its needs are loose again, and it remembers which they were."""
    shared = locked_shared(shared_need)
    needs = Need.objects.filter(shared_need=shared)
    held = [str(pk) for pk in needs.order_by("pk").values_list("pk", flat=True)]
    needs.update(shared_need=None, closeness={})
    SharedNeed.objects.filter(pk=shared.pk).update(
        archived_at=at, explanation={**shared.explanation, "held": held}, version=shared.version + 1
    )
    unindex(shared)
    record(shared, verb="archive", by=by, at=at, changes={"needs": len(held)})


@transaction.atomic
def restore_shared_need(*, shared_need: SharedNeed, by: User | None, at: dt.datetime) -> int:
    """Take a shared need out of the archive with its needs that are still loose; return how many.

    Raises ``ActionRefused`` when it was joined with another: its needs live there.
    """
    rows = SharedNeed.objects.select_for_update(of=("self",)).select_related("workspace", "merged_into")
    shared: SharedNeed = rows.get(pk=shared_need.pk)
    if not shared.is_archived:
        raise ActionRefused("Ce besoin partagé n’est pas archivé.")
    if shared.merged_into is not None:
        raise ActionRefused(f"Ce besoin partagé a été réuni avec « {shared.merged_into.title} ».")
    explanation = dict(shared.explanation)
    held = explanation.pop("held", [])
    SharedNeed.objects.filter(pk=shared.pk).update(
        archived_at=None, explanation=explanation, version=shared.version + 1
    )
    loose = Need.objects.current().loose().in_workspace(shared.workspace).filter(pk__in=held)
    number: int = loose.update(shared_need=shared)
    index_shared(shared, at=at)
    record(shared, verb="restore", by=by, at=at, changes={"needs": number})
    return number


@transaction.atomic
def write_problem_sheet(
    *, shared_need: SharedNeed, values: Mapping[str, str], by: User | None, at: dt.datetime
) -> ProblemSheet:
    """Write the problem a shared need raises; raise ``Conflict`` when somebody wrote one in between."""
    shared = locked_shared(shared_need)
    given = {name: values[name].strip() for name in SHEET_FIELDS if name in values}
    try:
        with transaction.atomic():
            sheet = ProblemSheet.objects.create(
                workspace=shared.workspace, shared_need=shared, created_at=at, **given
            )
    except IntegrityError as error:
        raise Conflict from error
    _index_sheet(sheet, at=at)
    record(shared, verb="write_problem", by=by, at=at, changes={"title": sheet.title})
    return sheet


@transaction.atomic
def save_problem_sheet(
    *, sheet: ProblemSheet, values: Mapping[str, str], expected: int, by: User | None, at: dt.datetime
) -> bool:
    """Change a problem sheet; tell whether anything changed. Raises ``Conflict`` on a stale version."""
    rows = ProblemSheet.objects.select_for_update(of=("self",)).select_related("workspace")
    stored: ProblemSheet = rows.get(pk=sheet.pk)
    given = {name: values[name].strip() for name in SHEET_FIELDS if name in values}
    changes = write(stored, given, expected=expected)
    if changes:
        _index_sheet(stored, at=at)
        record(stored, verb="update", by=by, at=at, changes=changes)
    return bool(changes)


def _check_move(shared: SharedNeed, after: SharedNeedState) -> None:
    if not rules.may_move(before=shared.state, after=after):
        before = SharedNeedState(shared.state).label.lower()
        raise ActionRefused(
            f"Ce besoin partagé est « {before} » : il ne peut pas devenir « {after.label.lower()} »."
        )


def _set_state(shared: SharedNeed, state: SharedNeedState, on: dt.date | None) -> None:
    SharedNeed.objects.filter(pk=shared.pk).update(state=state, confirmed_on=on, version=shared.version + 1)


def _index_sheet(sheet: ProblemSheet, *, at: dt.datetime) -> None:
    search.index_many(workspace=sheet.workspace, entries=[search_entries.of_problem_sheet(sheet)], at=at)
