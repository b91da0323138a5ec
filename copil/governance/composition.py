"""Who sits in a body on a day: by college, vacant seats told, and whether it may decide."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copil.governance.enums import Voice
from copil.governance.models import Body, College, Mandate
from copil.governance.rules import bodies as counting


@dataclass(frozen=True)
class Bench:
    """A college with those who sit there; ``college`` is None for those who belong to none."""

    college: College | None
    mandates: Sequence[Mandate]

    @property
    def deciding(self) -> int:
        return sum(one.voice == Voice.DELIBERATIVE for one in self.mandates)

    @property
    def vacant(self) -> int:
        """Return how many seats nobody holds."""
        return max(0, self.college.seats - len(self.mandates)) if self.college else 0


@dataclass(frozen=True)
class Composition:
    """A body on a day."""

    body: Body
    day: dt.date
    benches: Sequence[Bench]

    @property
    def mandates(self) -> list[Mandate]:
        return [one for bench in self.benches for one in bench.mandates]

    @property
    def vacant(self) -> int:
        return sum(bench.vacant for bench in self.benches)

    @property
    def seats(self) -> int:
        """Return the deliberative seats, vacant ones included."""
        return counting.deliberative_seats(
            colleges=[(one.college.seats, one.deciding) for one in self.benches if one.college],
            without_college=sum(one.deciding for one in self.benches if not one.college),
        )

    @property
    def needed(self) -> int:
        return counting.voices_needed(
            kind=self.body.quorum_kind, value=self.body.quorum_value, seats=self.seats
        )

    def quorum(self, present: Collection[uuid.UUID]) -> counting.Quorum:
        """Count those who are there."""
        sittings = [counting.Sitting(one.pk, one.voice, one.proxy_id) for one in self.mandates]
        return counting.quorum(
            kind=self.body.quorum_kind,
            value=self.body.quorum_value,
            seats=self.seats,
            sittings=sittings,
            present=present,
        )


def of_body(body: Body, *, day: dt.date) -> Composition:
    """Return who sat in a body on a day (two queries)."""
    related = ("person", "organisation", "college", "substitute", "proxy__person")
    held = list(Mandate.objects.filter(body=body).held_on(day).select_related(*related).in_order())
    colleges = College.objects.filter(body=body).current().order_by("position", "name", "pk")
    benches = [Bench(college, [one for one in held if one.college_id == college.pk]) for college in colleges]
    known = {bench.college.pk for bench in benches if bench.college}
    loose = [one for one in held if one.college_id not in known]
    if loose:
        benches.append(Bench(None, loose))
    return Composition(body, day, benches)
