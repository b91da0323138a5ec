"""What a person looked for lately: private, few, erased at will. Not an act: the journal does not know it."""

import datetime as dt

from django.db import transaction

from copil.algorithms.text import normalise
from copil.identity.models import User, Workspace
from copil.search.models import RecentSearch

KEPT = 8
_LONGEST = 200


def searches(*, user: User, workspace: Workspace) -> list[RecentSearch]:
    """Return them, the latest first."""
    rows = RecentSearch.objects.filter(user=user, workspace=workspace)
    return list(rows.order_by("-at", "pk")[:KEPT])


@transaction.atomic
def remember(*, user: User, workspace: Workspace, question: str, at: dt.datetime) -> None:
    """Keep a question, once, and forget the oldest beyond the few that are shown."""
    question = " ".join(question.split())[:_LONGEST]
    key = " ".join(normalise.words(question))[:_LONGEST]
    if not key:
        return
    RecentSearch.objects.update_or_create(
        user=user, workspace=workspace, key=key, defaults={"question": question, "at": at}
    )
    rows = RecentSearch.objects.filter(user=user, workspace=workspace).order_by("-at", "pk")
    kept = list(rows.values_list("pk", flat=True)[:KEPT])
    RecentSearch.objects.filter(user=user, workspace=workspace).exclude(pk__in=kept).delete()


def forget(*, user: User, workspace: Workspace, question: str = "") -> None:
    """Erase one of them, or all."""
    rows = RecentSearch.objects.filter(user=user, workspace=workspace)
    key = " ".join(normalise.words(question))[:_LONGEST]
    (rows.filter(key=key) if key else rows).delete()
