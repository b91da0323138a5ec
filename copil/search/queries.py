"""Ask the index."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, IntegerField, Q, Value, When

from copil.identity.models import Workspace
from copil.search import engines, synonyms
from copil.search.enums import Period
from copil.search.models import SearchEntry, SearchEntryQuerySet
from copil.search.rules import Asked

_MONTH, _YEAR = dt.timedelta(days=30), dt.timedelta(days=365)


@dataclass(frozen=True)
class Narrowing:
    """What narrows an answer, besides its words. ``archived`` None: both."""

    kind: str = ""
    place: str = ""
    period: str = ""
    archived: bool | None = False


@dataclass(frozen=True)
class Facets:
    """How many answers each choice leaves, the other choices kept."""

    kinds: dict[str, int]
    places: dict[str, int]
    periods: dict[str, int]
    archived: int
    total: int


def find(
    *,
    workspace: Workspace,
    question: str | Asked,
    kind: str = "",
    narrowing: Narrowing | None = None,
    today: dt.date | None = None,
    also: Q | None = None,
) -> SearchEntryQuerySet:
    """Return the entries of a workspace that hold every word, titles first, then the most recent.

    The same rows in the same order on both databases. ``today`` is needed to narrow by period; ``also``
    says which entries of other workspaces may be read from this one.
    """
    asked = synonyms.asked(workspace, question)
    everywhere = engines.matches(asked)
    in_title = engines.matches(asked, title_only=True)
    if everywhere is None or in_title is None:
        return SearchEntry.objects.none()
    chosen = narrowing or Narrowing(kind=kind)
    found = SearchEntry.objects.filter(everywhere, _readable(workspace, also), _within(chosen, today))
    title_first = Case(When(in_title, then=Value(True)), default=Value(False), output_field=BooleanField())
    return found.annotate(in_title=title_first).order_by("-in_title", "-at", "pk")


def texts_of(entries: list[int]) -> dict[int, str]:
    """Return the texts where passages are taken, by the key of the entry."""
    return dict(SearchEntry.objects.filter(pk__in=entries).values_list("pk", "body"))


def facets(
    *,
    workspace: Workspace,
    question: str | Asked,
    chosen: Narrowing,
    today: dt.date,
    also: Q | None = None,
) -> Facets:
    """Count the answers by kind, place, period and state, in one query."""
    everywhere = engines.matches(synonyms.asked(workspace, question))
    if everywhere is None:
        return Facets({}, {}, {}, 0, 0)
    age = Case(
        When(day__gte=today - _MONTH, then=Value(0)),
        When(day__gte=today - _YEAR, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = SearchEntry.objects.filter(everywhere, _readable(workspace, also)).annotate(age=age)
    counted = rows.values_list("kind", "place", "archived", "age").annotate(n=Count("pk"))
    return _facets(list(counted.order_by()), chosen)


def count_by_kind(*, workspace: Workspace, question: str) -> dict[str, int]:
    """Return how many entries of each kind hold every word."""
    today = dt.date.min + _YEAR  # no period is asked
    return facets(workspace=workspace, question=question, chosen=Narrowing(), today=today).kinds


def holds(*, workspace: Workspace, question: str) -> bool:
    """Tell whether a question has an answer that is not archived."""
    return find(workspace=workspace, question=question).exists()


def identifiers(
    *, workspace: Workspace, question: str, kind: str, archived: bool | None = False, most: int
) -> list[uuid.UUID]:
    """Return the identifiers of the objects of one kind, the best first."""
    chosen = Narrowing(kind=kind, archived=archived)
    rows = find(workspace=workspace, question=question, narrowing=chosen)
    return list(rows.values_list("object_id", flat=True)[:most])


def _readable(workspace: Workspace, also: Q | None) -> Q:
    own = Q(engines.within(workspace))
    return own if also is None else own | also


def _within(chosen: Narrowing, today: dt.date | None) -> Q:
    condition = Q() if chosen.archived is None else Q(archived=chosen.archived)
    if chosen.kind:
        condition &= Q(kind=chosen.kind)
    if chosen.place:
        condition &= Q(place=chosen.place)
    if chosen.period and today is not None:
        condition &= {
            Period.MONTH: Q(day__gte=today - _MONTH),
            Period.YEAR: Q(day__gte=today - _YEAR),
            Period.OLDER: Q(day__lt=today - _YEAR) | Q(day=None),
        }[Period(chosen.period)]
    return condition


_PERIODS: dict[int, tuple[Period, ...]] = {
    0: (Period.MONTH, Period.YEAR),
    1: (Period.YEAR,),
    2: (Period.OLDER,),
}


def _facets(rows: list[tuple[str, str, bool, int, int]], chosen: Narrowing) -> Facets:
    found = Facets({}, {}, {}, 0, 0)
    archived = total = 0
    for kind, place, is_archived, age, number in rows:
        periods = _PERIODS[age]
        fits_kind = not chosen.kind or kind == chosen.kind
        fits_place = not chosen.place or place == chosen.place
        fits_period = not chosen.period or chosen.period in periods
        fits_state = chosen.archived is None or is_archived == chosen.archived
        if fits_place and fits_period and fits_state:
            found.kinds[kind] = found.kinds.get(kind, 0) + number
        if place and fits_kind and fits_period and fits_state:
            found.places[place] = found.places.get(place, 0) + number
        if fits_kind and fits_place and fits_state:
            for period in periods:
                found.periods[period] = found.periods.get(period, 0) + number
        if is_archived and fits_kind and fits_place and fits_period:
            archived += number
        if fits_kind and fits_place and fits_period and fits_state:
            total += number
    return Facets(found.kinds, found.places, found.periods, archived, total)
