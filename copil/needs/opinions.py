"""What partners answered about a problem: counts, contested points, who was asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from copil.core import typography
from copil.directory.models import Function
from copil.identity.models import OwnedQuerySet
from copil.needs import rules
from copil.needs.enums import Answer, Standing
from copil.needs.models import PartnerOpinion, ProblemSheet

QUESTIONS = {
    "shared": ("Elle est partagée", "Cette problématique est-elle partagée ?"),
    "complementary": ("Elle complète l’existant", "Y travailler complète-t-il ce qui existe déjà ?"),
    "interesting": ("Elle intéresse les structures", "Intéresse-t-elle les structures ?"),
}
_CHIPS = {
    Standing.UNASKED: ("", "circle"),
    Standing.WAITING: ("info", "hourglass-split"),
    Standing.CONFIRMED: ("ok", ""),
    Standing.CONTESTED: ("frag", ""),
}


@dataclass(frozen=True)
class Count:
    """How many answered yes, in part and no to one question."""

    title: str
    yes: int
    partly: int
    no: int


@dataclass(frozen=True)
class Point:
    """Something a partner does not fully agree with, in their words."""

    title: str
    answer: str
    who: PartnerOpinion
    comment: str


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked: where they speak from, and where their answer stands."""

    opinion: PartnerOpinion
    place: str
    state: str
    label: str


@dataclass(frozen=True)
class Panel:
    """Everything the sheet shows of its partners' opinions."""

    standing: Standing
    state: str
    icon: str
    told: str
    counts: Sequence[Count]
    points: Sequence[Point]
    asked: Sequence[Asked]
    waiting: int


def of_sheet(sheet: ProblemSheet) -> OwnedQuerySet:
    """Return those asked about a sheet with what the page says of them (two queries when read)."""
    functions = Function.objects.filter(archived_at=None).select_related("organisation").order_by("pk")
    held = Prefetch("person__functions", queryset=functions, to_attr="held")
    rows: OwnedQuerySet = PartnerOpinion.objects.current().filter(sheet=sheet)
    return rows.select_related("person").prefetch_related(held).order_by("created_at", "pk")


def panel(rows: Iterable[PartnerOpinion]) -> Panel:
    """Return counts, contested points and people from the opinions read by ``of_sheet``."""
    listed = list(rows)
    answered = [one for one in listed if one.answered_at]
    standing = Standing(rules.standing(one.verdict for one in listed))
    state, icon = _CHIPS[standing]
    counts = [_count(key, answered) for key in QUESTIONS]
    points = [point for key in QUESTIONS for point in _points(key, answered)]
    asked = [_asked(one) for one in listed]
    waiting = sum(1 for one in listed if not one.answered_at and one.closed_at is None)
    return Panel(standing, state, icon, told(listed), counts, points, asked, waiting)


def before(sheet: ProblemSheet) -> str:
    """Return what was answered before a problem was passed on, in figures; empty when it never was."""
    if sheet.taken_from is None:
        return ""
    return told(list(PartnerOpinion.objects.current().filter(sheet=sheet.taken_from)))


def told(listed: Sequence[PartnerOpinion]) -> str:
    """Return « 2 partenaires la confirment, 1 la conteste, 1 n’a pas répondu. »."""
    verdicts = [one.verdict for one in listed]
    parts = []
    for verdict, one, several in (
        ("confirmed", "partenaire la confirme", "partenaires la confirment"),
        ("contested", "la conteste", "la contestent"),
        ("", "n’a pas encore répondu", "n’ont pas encore répondu"),
    ):
        number = verdicts.count(verdict)
        if number:
            parts.append(typography.plural(number, one, several))
    return f"{', '.join(parts)}." if parts else ""


def _count(key: str, answered: Sequence[PartnerOpinion]) -> Count:
    given = [getattr(one, key) for one in answered]
    return Count(
        QUESTIONS[key][0], *(given.count(answer) for answer in (Answer.YES, Answer.PARTLY, Answer.NO))
    )


def _points(key: str, answered: Sequence[PartnerOpinion]) -> Iterable[Point]:
    """Yield what is answered no, and what is answered in part with a reason."""
    for one in answered:
        answer, comment = getattr(one, key), getattr(one, f"{key}_comment")
        if answer == Answer.NO or (answer == Answer.PARTLY and comment):
            yield Point(QUESTIONS[key][0], Answer(answer).label, one, comment)


def _asked(opinion: PartnerOpinion) -> Asked:
    functions: Sequence[Function] = opinion.person.held  # type: ignore[attr-defined]  # see of_sheet
    place = next((one.organisation.name for one in functions if one.ends_on is None), "")
    if opinion.verdict == "contested":
        return Asked(opinion, place, "frag", "Conteste")
    if opinion.verdict:
        return Asked(opinion, place, "ok", "Confirme")
    if opinion.closed_at:
        return Asked(opinion, place, "", "Lien fermé")
    return Asked(opinion, place, "info", "Sans réponse")
