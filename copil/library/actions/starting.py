"""Open an initiative that starts from an experience."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.identity.models import User, Workspace, reference
from copil.initiatives import actions as initiatives
from copil.initiatives.models import Initiative, Method, PresentationSheet
from copil.journal import actions as journal
from copil.library import starting
from copil.library.content import KINDS, listed
from copil.library.models import Edition, Inspiration
from copil.needs.models import ProblemSheet
from copil.needs.search_entries import of_problem_sheet
from copil.search import actions as search

_ACTION = ("typology", *KINDS, "duration", "rhythm")
_CONTENTS = ("themes", "contents")
_LONGEST_SKILL = 200


@transaction.atomic
def start_from(
    *,
    edition: Edition,
    workspace: Workspace,
    title: str,
    method: Method,
    taken: Collection[str],
    by: User,
    at: dt.datetime,
    summary: str = "",
    opened_on: dt.date | None = None,
) -> Initiative:
    """Open an initiative with the parts ``taken`` of an experience (keys of ``starting.PARTS``).

    The experience is read as it is published to this workspace. Nobody, no structure, no place and no cost
    comes along. The trace is kept on both sides.
    """
    readable = Edition.objects.readable_in(workspace).filter(pk=edition.pk).first()
    if readable is None:
        raise ActionRefused("Cette expérience n’est plus publiée : la démarche n’a pas été ouverte.")
    problem = _problem(readable, workspace, title=title, at=at) if "problem" in taken else None
    initiative = initiatives.open_initiative(
        workspace=workspace,
        title=title,
        method=method,
        summary=summary,
        problem_sheet=problem,
        opened_on=opened_on,
        by=by,
        at=at,
    )
    _take(initiative, readable, taken, by=by, at=at)
    kept = [key for key in starting.PARTS if key in taken]
    Inspiration.objects.create(
        workspace=workspace,
        initiative=initiative,
        source=readable.sheet_id,
        source_number=readable.number,
        source_title=readable.title,
        taken=kept,
        created_at=at,
    )
    journal.record(
        by=by,
        at=at,
        workspace=workspace,
        verb="start_from",
        obj=reference(initiative),
        label=initiative.title,
        changes={"source": readable.title, "taken": [starting.PARTS[key] for key in kept]},
        initiative_id=initiative.pk,
    )
    return initiative


def _problem(edition: Edition, workspace: Workspace, *, title: str, at: dt.datetime) -> ProblemSheet | None:
    """Write the problem of an experience for the workspace; None when the experience says none."""
    if not (edition.context or edition.stakes):
        return None
    problem: ProblemSheet = ProblemSheet.objects.create(
        workspace=workspace,
        title=title.strip()[:250],
        context=edition.context,
        stakes=edition.stakes,
        created_at=at,
    )
    search.index_many(workspace=workspace, entries=[of_problem_sheet(problem)], at=at)
    return problem


def _take(
    initiative: Initiative, edition: Edition, taken: Collection[str], *, by: User, at: dt.datetime
) -> None:
    workspace = initiative.workspace
    if "objectives" in taken:
        for level, key, text in starting.objectives_of(edition):
            initiatives.add_objective(
                initiative=initiative,
                workspace=workspace,
                level=level,
                text=text,
                reference=key,
                by=by,
                at=at,
            )
    if "skills" in taken:
        skills = {name_key(one): one[:_LONGEST_SKILL] for one in listed(edition.skills)}
        for text in filter(None, skills.values()):
            initiatives.add_required_skill(
                initiative=initiative, workspace=workspace, text=text, by=by, at=at
            )
    names = (*(_ACTION if "action" in taken else ()), *(_CONTENTS if "contents" in taken else ()))
    if names:
        values = {name: getattr(edition, name) for name in names}
        PresentationSheet.objects.filter(initiative=initiative).update(**values)
