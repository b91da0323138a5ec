"""A problem that goes to another workspace, with the lead of its initiative."""

import datetime as dt
from typing import Any

from django.db import transaction

from copil.identity.models import User, Workspace
from copil.needs import search_entries
from copil.needs.actions.common import record
from copil.needs.actions.shared import SHEET_FIELDS
from copil.needs.models import Antecedent, ProblemSheet
from copil.search import actions as search

_TRIED = ("title", "held_when", "source", "outcome", "lesson")


@transaction.atomic
def pass_problem_sheet(
    *, sheet: ProblemSheet, workspace: Workspace, by: User | None, at: dt.datetime
) -> ProblemSheet:
    """Give another workspace its own copy of a problem, to be gone on with; return it.

    The texts and what was tried before are copied. The original stays where it was written, with its shared
    need, its partners' opinions and its history; the copy remembers the first of them, so that opinions
    given there still count. The journal of each side says it.
    """
    texts: dict[str, Any] = {name: getattr(sheet, name) for name in SHEET_FIELDS}
    copy: ProblemSheet = ProblemSheet.objects.create(
        workspace=workspace,
        taken_from=sheet.taken_from or sheet.pk,
        taken_of=sheet.workspace.name,
        created_at=at,
        **texts,
    )
    tried = Antecedent.objects.current().filter(sheet=sheet).order_by("created_at", "pk")
    Antecedent.objects.bulk_create(
        Antecedent(
            workspace=workspace, sheet=copy, created_at=at, **{name: getattr(one, name) for name in _TRIED}
        )
        for one in tried
    )
    search.index_many(workspace=workspace, entries=[search_entries.of_problem_sheet(copy)], at=at)
    record(sheet, verb="pass_on", by=None, at=at, changes={"who": workspace.name})
    record(copy, verb="take", by=by, at=at, changes={"who": sheet.workspace.name})
    return copy
