"""Ask the index."""

from django.db.models import BooleanField, Case, Count, QuerySet, Value, When

from copil.identity.models import Workspace
from copil.search import engines
from copil.search.models import SearchEntry


def find(*, workspace: Workspace, question: str, kind: str = "") -> QuerySet[SearchEntry]:
    """Return the entries of a workspace that hold every word, titles first, then the most recent.

    The same rows in the same order on both databases.
    """
    everywhere = engines.matches(question)
    in_title = engines.matches(question, title_only=True)
    if everywhere is None or in_title is None:
        return SearchEntry.objects.none()
    found = SearchEntry.objects.filter(everywhere, workspace=workspace)
    if kind:
        found = found.filter(kind=kind)
    title_first = Case(When(in_title, then=Value(True)), default=Value(False), output_field=BooleanField())
    return found.annotate(in_title=title_first).order_by("-in_title", "-at", "pk")


def count_by_kind(*, workspace: Workspace, question: str) -> dict[str, int]:
    """Return how many entries of each kind hold every word."""
    everywhere = engines.matches(question)
    if everywhere is None:
        return {}
    rows = SearchEntry.objects.filter(everywhere, workspace=workspace).values("kind").annotate(n=Count("pk"))
    return {row["kind"]: row["n"] for row in rows.order_by("kind")}
