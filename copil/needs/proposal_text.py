"""What the pages of proposals show: the needs quoted, why, and what was kept apart."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copil.needs import presentation, sayings
from copil.needs.enums import Nature
from copil.needs.grouping import Proposal
from copil.needs.models import NeedQuerySet, SetAsideProposal, SharedNeed, Theme
from copil.needs.presentation import Quote


@dataclass(frozen=True)
class ShownProposal:
    """A proposal with its needs in their own words."""

    proposal: Proposal
    quotes: Sequence[Quote]
    joins: SharedNeed | None
    reasons: Sequence[str]

    @property
    def title(self) -> str:
        return self.joins.title if self.joins else self.proposal.title

    @property
    def opening(self) -> str:
        if self.joins is not None:
            number = len(self.quotes)
            return sayings.joining(number)
        return sayings.opening(self.proposal.structures, len(self.quotes))

    @property
    def nature(self) -> str:
        return Nature(self.proposal.nature).label if self.proposal.nature else ""


@dataclass(frozen=True)
class Separation:
    """Needs kept apart: by side, with who may undo it."""

    pk: uuid.UUID
    sides: Sequence[Sequence[Quote]]
    reason: str
    at: dt.datetime
    whole: bool


def shown(proposals: Sequence[Proposal], rows: NeedQuerySet) -> list[ShownProposal]:
    """Read what a page of proposals quotes (at most four queries); one that lost a need is left out."""
    wanted = {pk for one in proposals for pk in one.needs}
    quotes = _quotes(rows.current().filter(pk__in=wanted))
    shared = {
        one.pk: one
        for one in SharedNeed.objects.current().filter(pk__in=[one.shared_need for one in proposals])
    }
    themes = {one.pk: one.label for one in Theme.objects.filter(pk__in=[one.theme for one in proposals])}
    return [
        ShownProposal(
            proposal=one,
            quotes=[_priced(quotes[pk], one.costs.get(pk, "")) for pk in one.needs],
            joins=shared.get(one.shared_need) if one.shared_need else None,
            reasons=_reasons(one, quotes, themes),
        )
        for one in proposals
        if quotes.keys() >= set(one.needs)
    ]


def separations(kept: Iterable[SetAsideProposal], rows: NeedQuerySet) -> list[Separation]:
    """Return what was kept apart, with the needs that are still there (two queries)."""
    listed = list(kept)
    wanted = {uuid.UUID(one) for separation in listed for side in separation.sides for one in side}
    quotes = _quotes(rows.filter(pk__in=wanted))
    return [
        Separation(
            pk=one.pk,
            sides=[[quotes[pk] for pk in map(uuid.UUID, side) if pk in quotes] for side in one.sides],
            reason=one.reason,
            at=one.created_at,
            whole=all(len(side) == 1 for side in one.sides),
        )
        for one in listed
    ]


def _quotes(rows: NeedQuerySet) -> Mapping[Any, Quote]:
    return {one.need.pk: one for one in presentation.quotes(presentation.with_origins(rows).order_by("pk"))}


def _priced(quote: Quote, cost: str) -> Quote:
    return Quote(quote.need, quote.heard, quote.confirmed, quote.origins, cost)


def _reasons(proposal: Proposal, quotes: Mapping[Any, Quote], themes: Mapping[uuid.UUID, str]) -> list[str]:
    """Return the reasons kept, the theme that all have, and what separating the least close would cost."""
    reasons = list(proposal.reasons)
    if proposal.theme is not None and proposal.theme in themes:
        reasons.append(f"Même thème : {themes[proposal.theme]}.")
    for pk, cost in list(proposal.costs.items())[:1]:
        reasons.append(f"Si vous séparez {quotes[pk].need.organisation.name}, {cost}")
    return reasons
