"""Papers filled in by hand: who gave one, two readings, then all of them into the urn at once."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from copil.ballots import batches, rules
from copil.ballots.actions.common import locked, record
from copil.ballots.models import Ballot, PaperBatch, Urn, Voter
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity.models import User

_CLOSED = "Ce vote n’est pas ouvert : aucun bulletin n’est pris."


@transaction.atomic
def name_people(
    *,
    ballot: Ballot,
    voters: Sequence[uuid.UUID],
    others: Sequence[uuid.UUID] = (),
    by: User,
    at: dt.datetime,
) -> PaperBatch:
    """Say who handed a paper in, and which ``others`` did not; the rest of the list stays as it was.

    Who was noted and has voted since stays until taken off by name. Of an open vote, the first reading says
    who handed a paper in.
    """
    held = _open(ballot)
    batch = _batch(held, at=at)
    kept = set(batch.people) - {str(pk) for pk in others}
    rows = Voter.objects.filter(ballot=held, pk__in=voters, voted=False)
    batch.people = sorted(kept | {str(pk) for pk in rows.values_list("pk", flat=True)})
    _refuse_so_few(batch)
    _keep(batch, "people")
    return batch


@transaction.atomic
def take_off(*, ballot: Ballot, voter: str, by: User, at: dt.datetime) -> None:
    """Take somebody off those who handed a paper in; of an open vote, their paper leaves both readings."""
    batch = _batch(_open(ballot), at=at)
    first = [one for one in batch.first if not voter or one["of"] != voter]
    second = [one for one in batch.second if not voter or one["of"] != voter]
    if voter not in batch.people and len(second) == len(batch.second):
        raise ActionRefused("Cette personne n’est plus dans la liste.")
    batch.people = [one for one in batch.people if one != voter]
    batch.first, batch.second = first, second
    _refuse_so_few(batch)
    _keep(batch, "people", "first", "second")


def voted_since(ballot: Ballot, batch: PaperBatch) -> list[Voter]:
    """Return those whose paper is being read and who voted otherwise meanwhile, by name (one query)."""
    there = {*batch.people, *(one["of"] for one in batch.second if one["of"])}
    rows = Voter.objects.filter(ballot=ballot, pk__in=there, voted=True).select_related("person")
    return list(rows.by_name())


@transaction.atomic
def add(
    *, ballot: Ballot, reading: int, said: rules.Paper, of: str = "", by: User, at: dt.datetime
) -> PaperBatch:
    """Note a paper in the first or the second reading; an empty one is blank or void."""
    held = _open(ballot)
    batch = _batch(held, at=at)
    papers = batch.reading(reading)
    paper = batches.read(rules.check_paper(held.asked, said) if said else {}, of="" if held.secret else of)
    if held.secret and len(batch.people) < rules.FEWEST:
        raise ActionRefused(batches.too_few())
    if held.secret and len(papers) >= len(batch.people):
        raise ActionRefused("Cette lecture compte déjà autant de bulletins que de personnes.")
    if not held.secret:
        if not held.voters.filter(pk=of, voted=False).exists():
            raise ActionRefused("Choisissez une personne de la liste qui n’a pas encore voté.")
        if any(one["of"] == of for one in papers):
            raise ActionRefused("Le bulletin de cette personne est déjà dans cette lecture.")
    _write(batch, reading, batches.in_order([*papers, paper]), by=by)
    return batch


@transaction.atomic
def remove(*, ballot: Ballot, reading: int, place: int, by: User, at: dt.datetime) -> None:
    """Take a paper out of a reading, to read it again."""
    batch = _batch(_open(ballot), at=at)
    papers = list(batch.reading(reading))
    if not 0 <= place < len(papers):
        raise ActionRefused("Ce bulletin n’est plus dans cette lecture.")
    del papers[place]
    _write(batch, reading, papers, by=by)


@transaction.atomic
def pour(*, ballot: Ballot, by: User, at: dt.datetime) -> int:
    """Put the papers read twice in the urn, all at once, and mark who handed them in; return how many.

    The readings are emptied in the same transaction: nothing says afterwards which papers came by hand.
    """
    held = _open(ballot)
    batch = _batch(held, at=at)
    why = batches.refusal(
        people=len(batch.people),
        first=batch.first,
        second=batch.second,
        secret=held.secret,
        voted=[str(one.person) for one in voted_since(held, batch)],
    )
    if why:
        raise ActionRefused(why)
    rows = Voter.objects.select_for_update().filter(ballot=held, pk__in=batch.people, voted=False)
    voters = {str(one.pk): one for one in rows}
    if len(voters) != len(batch.people):
        raise ActionRefused("Une des personnes notées ne fait plus partie de la liste. Relisez-la.")
    papers = list(batch.first)
    if held.secret:
        _secretly(held, voters, [one["said"] for one in papers if one["said"]])
    else:
        for one in papers:
            voter = voters[one["of"]]
            voter.voted, voter.open_paper, voter.version = True, one["said"], voter.version + 1
            voter.save(update_fields=["voted", "open_paper", "version"])
    batch.poured_at = at
    _emptied(batch)
    number = typography.plural(len(papers), "bulletin")
    record(held, verb="pour", by=by, at=at, changes={"papers": number})
    return len(papers)


@transaction.atomic
def give_up(*, ballot: Ballot, by: User, at: dt.datetime) -> None:
    """Forget the papers being read and who handed them in: none of them is counted."""
    batch = _batch(_open(ballot), at=at)
    if not batch.is_begun:
        raise ActionRefused("Aucun bulletin papier n’est en cours de lecture.")
    _emptied(batch)
    record(batch.ballot, verb="give_up_papers", by=by, at=at)


def batch_of(ballot: Ballot) -> PaperBatch:
    """Return the papers being read, none yet when nobody began (one query)."""
    found: PaperBatch | None = PaperBatch.objects.filter(ballot=ballot, poured_at=None).first()
    return found or PaperBatch(workspace_id=ballot.workspace_id, ballot=ballot)


def _secretly(ballot: Ballot, voters: dict[str, Voter], said: list[dict[str, int]]) -> None:
    """Add papers to the urn and write every line of the roll again, as a vote does."""
    urn: Urn = Urn.objects.select_for_update().get(ballot=ballot)
    urn.papers = sorted([*urn.papers, *said], key=lambda paper: sorted(paper.items()))
    urn.save(update_fields=["papers"])
    there = [one.pk for one in voters.values()]
    done = Case(When(pk__in=there, then=Value(True)), default=F("voted"))
    Voter.objects.filter(ballot=ballot).update(voted=done)


def _open(ballot: Ballot) -> Ballot:
    held = locked(ballot)
    if not held.is_open or held.is_archived:
        raise ActionRefused(_CLOSED)
    return held


def _batch(ballot: Ballot, *, at: dt.datetime) -> PaperBatch:
    """Return the papers being read, the vote held by the caller."""
    found: PaperBatch | None = PaperBatch.objects.filter(ballot=ballot, poured_at=None).first()
    if found is None:
        found = PaperBatch.objects.create(workspace_id=ballot.workspace_id, ballot=ballot, created_at=at)
    return found


def _refuse_so_few(batch: PaperBatch) -> None:
    if batch.ballot.secret and (batch.first or batch.second) and len(batch.people) < rules.FEWEST:
        raise ActionRefused(batches.too_few())


def _emptied(batch: PaperBatch) -> None:
    batch.people, batch.first, batch.second = [], [], []
    batch.first_by = batch.second_by = None
    _keep(batch, "people", "first", "second", "poured_at", "first_by", "second_by")


def _write(batch: PaperBatch, reading: int, papers: list[Any], *, by: User) -> None:
    name = batch.FIELDS[reading]
    setattr(batch, name, papers)
    setattr(batch, f"{name}_by", by)
    if not batch.ballot.secret and reading == 1:
        batch.people = sorted(one["of"] for one in papers)
    _keep(batch, name, f"{name}_by", "people")


def _keep(batch: PaperBatch, *fields: str) -> None:
    batch.version += 1
    batch.save(update_fields=[*fields, "version"])
