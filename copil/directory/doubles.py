"""The sheets of a workspace that seem to be written twice: compared at once, or by a job when there are many.

What is kept is found again by the digest of what was compared: a sheet changed, and it is stale. What people
said since (merged, kept apart, archived) is always left out.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Q

from copil.algorithms.doubles import organisations, people
from copil.algorithms.doubles.organisations import Pair, Record
from copil.algorithms.doubles.people import PersonPair
from copil.core.text import name_key
from copil.directory.enums import FormerField, SheetKind
from copil.directory.models import FormerValue, Function, KeptApart, Organisation, Person
from copil.identity.models import Workspace
from copil.notifications import jobs
from copil.notifications.models import Job

AT_ONCE = 2_000
"""Above that many sheets, comparing them takes more than a person should wait: a job does it."""

JOB = "directory.doubles"
_FORMAT = 2
_KEPT_SECONDS = 30 * 24 * 3600
_LOT = 5_000
_NAMES = (FormerField.NAME, FormerField.ACRONYM)
_FIELDS = (
    "pk", "name", "acronym", "siret", "siren", "rna", "email", "phone", "website", "postal_code",
    "commune_id", "commune__name", "commune__lat", "commune__lon",
)  # fmt: skip  # a table reads by its lines

AnyPair = Pair | PersonPair


@dataclass(frozen=True)
class Found:
    """What is proposed. ``stale``: sheets changed since; ``missing``: nobody has compared them yet."""

    pairs: Sequence[AnyPair]
    compared: int
    stale: bool = False
    missing: bool = False


@dataclass(frozen=True)
class _Kept:
    digest: str
    pairs: Sequence[AnyPair]
    left: int


def of_workspace(workspace: Workspace, kind: str) -> Found:
    """Return the sheets of one kind that seem to be the same: a few queries, one comparison when needed.

    Beyond ``AT_ONCE`` sheets nothing is compared here: what was found last is returned, without the sheets
    archived since.
    """
    rows = _READERS[kind](workspace)
    digest = _digest(rows)
    kept: _Kept | None = cache.get(_key(workspace, kind))
    stale = kept is None or kept.digest != digest
    if stale and len(rows) > AT_ONCE:
        if kept is None:
            return Found([], len(rows), missing=True)
        pairs = _still_there(_kept_together(workspace, kind, kept.pairs), rows)
        _keep(workspace, kind, kept, kept.digest, kept.pairs, left=len(pairs))
        return Found(pairs, len(rows), stale=True)
    found = _PROPOSERS[kind](rows) if kept is None or stale else kept.pairs
    pairs = _kept_together(workspace, kind, found)
    _keep(workspace, kind, kept, digest, found, left=len(pairs))
    return Found(pairs, len(rows))


def count(workspace: Workspace, kind: str = SheetKind.ORGANISATION) -> int:
    """Return how many pairs were left when somebody last looked; 0 when nobody has."""
    kept: _Kept | None = cache.get(_key(workspace, kind))
    return kept.left if kept else 0


def look(*, workspace: Workspace, at: dt.datetime) -> Job:
    """Have the sheets of a large workspace compared by the worker; once, however often it is asked."""
    return jobs.ask(name=JOB, workspace=workspace, at=at)


def looking(workspace: Workspace) -> Job | None:
    """Return the comparison that is waiting or under way."""
    return jobs.waiting(name=JOB, workspace=workspace)


def run(job: Job, *, at: dt.datetime) -> None:
    """Compare the sheets of the job's workspace and keep what is found; safe to run twice."""
    workspace = job.workspace
    if workspace is None:
        return
    total = len(SheetKind.values)
    for done, kind in enumerate(SheetKind.values):
        jobs.beat(job, at=at, done=done, total=total)
        rows = _READERS[kind](workspace)
        found = _PROPOSERS[kind](rows)
        left = len(_kept_together(workspace, kind, found))
        _keep(workspace, kind, None, _digest(rows), found, left=left)
    jobs.beat(job, at=at, done=total, total=total)


def ordered(one: uuid.UUID, other: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Return two identifiers in the order in which a pair is written."""
    return (one, other) if str(one) < str(other) else (other, one)


def read_organisations(rows: Any, workspace: Workspace) -> list[Record]:
    """Return organisations as they are compared, their earlier names and numbers included."""
    former: dict[uuid.UUID, dict[bool, list[str]]] = {}
    values = FormerValue.objects.in_workspace(workspace).current().order_by("pk")
    for pk, field, value in values.values_list("organisation_id", "field", "value"):
        former.setdefault(pk, {True: [], False: []})[field in _NAMES].append(value)
    return [_record(row, former.get(row[0], {})) for row in rows.values_list(*_FIELDS).iterator(_LOT)]


def of_two(one: Organisation | Person, other: Organisation | Person) -> AnyPair | None:
    """Return what two sheets have in common, compared among themselves alone; None when nothing."""
    pks = [one.pk, other.pk]
    if isinstance(one, Organisation):
        rows = Organisation.objects.filter(pk__in=pks).order_by("pk")
        found: Sequence[AnyPair] = organisations.propose(records=read_organisations(rows, one.workspace))
    else:
        found = people.propose(
            people=_read_people(Person.objects.filter(pk__in=pks).order_by("pk"), one.workspace)
        )
    return next(iter(found), None)


def resembling(*, workspace: Workspace, record: Record) -> Sequence[Pair]:
    """Return the pairs that an organisation not yet there makes with those that are, the surest first.

    Among many, only those of the same place, with the same number or contact, or with a word of the name,
    are read.
    """
    rows = Organisation.objects.in_workspace(workspace).current().order_by("pk")
    if rows.count() > AT_ONCE:
        rows = rows.filter(_near(record))
    return organisations.resembling(record=record, records=read_organisations(rows, workspace))


def _near(record: Record) -> Q:
    condition = Q(name_key=name_key(record.name))
    for word in organisations.telling_words(record):
        condition |= Q(name_key__contains=word)
    for name in (*organisations.NUMBERS, *organisations.CONTACTS, "commune", "postal_code"):
        if value := getattr(record, name):
            condition |= Q(**{name: value})
    return condition


def _record(row: Sequence[Any], former: dict[bool, list[str]]) -> Record:
    pk, name, acronym, siret, siren, rna, email, phone, website, postal_code, commune, town, lat, lon = row
    return Record(
        id=str(pk),
        name=name,
        acronym=acronym,
        siret=siret,
        siren=siren,
        rna=rna,
        email=email,
        phone=phone,
        website=website,
        commune=commune or "",
        commune_name=town or "",
        postal_code=postal_code,
        point=None if lat is None or lon is None else (lat, lon),
        former_names=tuple(former.get(True, ())),
        former_numbers=tuple(former.get(False, ())),
    )


def _all_organisations(workspace: Workspace) -> list[Record]:
    rows = Organisation.objects.in_workspace(workspace).current().order_by("pk")
    return read_organisations(rows, workspace)


def _all_people(workspace: Workspace) -> list[people.Person]:
    return _read_people(Person.objects.in_workspace(workspace).current().order_by("pk"), workspace)


def _read_people(rows: Any, workspace: Workspace) -> list[people.Person]:
    there: dict[uuid.UUID, set[str]] = {}
    functions = Function.objects.in_workspace(workspace).current().values_list("person_id", "organisation_id")
    for person, organisation in functions.iterator(_LOT):
        there.setdefault(person, set()).add(str(organisation))
    fields = ("pk", "given_name", "family_name", "email", "phone", "user_id")
    return [
        people.Person(
            str(pk), given, family, email, phone, frozenset(there.get(pk, ())), str(user) if user else ""
        )
        for pk, given, family, email, phone, user in rows.values_list(*fields).iterator(_LOT)
    ]


def _propose_organisations(rows: Sequence[Any]) -> Sequence[AnyPair]:
    return organisations.propose(records=rows)


def _propose_people(rows: Sequence[Any]) -> Sequence[AnyPair]:
    return people.propose(people=rows)


_READERS: dict[str, Callable[[Workspace], Sequence[Any]]] = {
    SheetKind.ORGANISATION: _all_organisations,
    SheetKind.PERSON: _all_people,
}
_PROPOSERS: dict[str, Callable[[Sequence[Any]], Sequence[AnyPair]]] = {
    SheetKind.ORGANISATION: _propose_organisations,
    SheetKind.PERSON: _propose_people,
}


def _keep(
    workspace: Workspace,
    kind: str,
    before: _Kept | None,
    digest: str,
    pairs: Sequence[AnyPair],
    *,
    left: int,
) -> None:
    """Keep what was found, unless that is what is kept already."""
    if before is None or (before.digest, before.left) != (digest, left):
        cache.set(_key(workspace, kind), _Kept(digest, pairs, left), _KEPT_SECONDS)


def _kept_together(workspace: Workspace, kind: str, pairs: Iterable[AnyPair]) -> list[AnyPair]:
    """Return the pairs that nobody said to be two."""
    apart = _apart(workspace, kind)
    return [pair for pair in pairs if frozenset((pair.one, pair.other)) not in apart]


def _apart(workspace: Workspace, kind: str) -> set[frozenset[str]]:
    """Return the pairs kept apart; what was said of a merged sheet holds for the one that was kept."""
    said = KeptApart.objects.in_workspace(workspace).current().filter(kind=kind)
    pairs = list(said.values_list("one_id", "other_id"))
    model = Organisation if kind == SheetKind.ORGANISATION else Person
    merged = model.objects.filter(pk__in={pk for pair in pairs for pk in pair}, merged_into__isnull=False)
    now = dict(merged.values_list("pk", "merged_into_id")) if pairs else {}
    return {frozenset(str(now.get(pk, pk)) for pk in pair) for pair in pairs}


def _still_there(pairs: Iterable[AnyPair], rows: Iterable[Any]) -> list[AnyPair]:
    there = {row.id for row in rows}
    return [pair for pair in pairs if pair.one in there and pair.other in there]


def _digest(rows: Sequence[Any]) -> str:
    text = repr((_FORMAT, [_canonical(row) for row in rows]))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(row: Any) -> Any:
    """Return a row the same way in every process: sets have no order of their own."""
    if isinstance(row, people.Person):
        return (row.id, row.given_name, row.family_name, row.email, row.phone, sorted(row.organisations))
    return row


def _key(workspace: Workspace, kind: str) -> str:
    return f"directory.doubles.{_FORMAT}.{kind}.{workspace.pk}"
