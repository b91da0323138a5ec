"""Prepare a vote: its question, its proposals, the people who vote."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from copil.ballots.actions.common import locked_draft, record
from copil.ballots.models import Ballot, Criterion, Option, Urn, Voter
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative

MOST_OPTIONS = 40


@dataclass(frozen=True)
class Asked:
    """A proposal to be written: its words, its cost, the object it names if there is one."""

    label: str
    cost: int = 0
    subject: tuple[str, uuid.UUID] | None = None


@transaction.atomic
def prepare(
    *,
    workspace: Workspace,
    initiative: Initiative,
    values: dict[str, Any],
    options: Sequence[Asked],
    criteria: Sequence[tuple[str, int]] = (),
    subject: tuple[str, uuid.UUID] | None = None,
    by: User | None,
    at: dt.datetime,
) -> Ballot:
    """Prepare a vote; nobody is told before it opens. ``subject`` is the object that it is held about."""
    ballot: Ballot = Ballot.objects.create(
        workspace=workspace,
        initiative=initiative,
        title_key=name_key(values["title"]),
        subject_kind=subject[0] if subject else "",
        subject_id=subject[1] if subject else None,
        created_at=at,
        **values,
    )
    Urn.objects.create(workspace=workspace, ballot=ballot, created_at=at)
    _write_lines(ballot, options, criteria, at=at)
    record(ballot, verb="prepare", by=by, at=at)
    return ballot


@transaction.atomic
def update(
    *,
    ballot: Ballot,
    values: dict[str, Any],
    options: Sequence[Asked],
    criteria: Sequence[tuple[str, int]] = (),
    expected: int,
    by: User,
    at: dt.datetime,
) -> Ballot:
    """Change a vote not yet open; a secret one stays secret. Raises ``Conflict`` if it changed meanwhile."""
    held = locked_draft(ballot)
    if held.secret and not values.get("secret", True):
        raise ActionRefused("Un vote annoncé secret le reste. Préparez-en un autre pour un vote ouvert.")
    for name, value in values.items():
        setattr(held, name, value)
    held.title_key = name_key(held.title)
    save_versioned(held, fields=[*values, "title_key"], expected=expected)
    _write_lines(held, options, criteria, at=at)
    record(held, verb="update", by=by, at=at)
    return held


def _write_lines(
    ballot: Ballot, options: Sequence[Asked], criteria: Sequence[tuple[str, int]], *, at: dt.datetime
) -> None:
    """Write proposals and criteria again; a line that stays the same keeps the object it names."""
    if len(options) > MOST_OPTIONS:
        raise ActionRefused(f"Un vote porte sur {MOST_OPTIONS} propositions au plus : regroupez-en.")
    subjects = {
        one.label: (one.subject_kind, one.subject_id) for one in ballot.options.all() if one.subject_kind
    }
    ballot.options.all().delete()
    ballot.criteria.all().delete()
    for position, one in enumerate(options):
        kind, identifier = one.subject or subjects.get(one.label, ("", None))
        Option.objects.create(
            workspace=ballot.workspace,
            ballot=ballot,
            position=position,
            label=one.label,
            cost=one.cost,
            subject_kind=kind,
            subject_id=identifier,
            created_at=at,
        )
    Criterion.objects.bulk_create(
        Criterion(
            workspace=ballot.workspace, ballot=ballot, position=n, label=label, weight=weight, created_at=at
        )
        for n, (label, weight) in enumerate(criteria)
    )


@transaction.atomic
def enrol(*, ballot: Ballot, people: Sequence[Person], by: User | None, at: dt.datetime) -> int:
    """Put people on the roll; those who are there already stay once."""
    held = locked_draft(ballot)
    known = set(held.voters.values_list("person", flat=True))
    added = [person for person in people if person.pk not in known]
    if not added:
        raise ActionRefused("Ces personnes sont déjà inscrites.")
    Voter.objects.bulk_create(
        Voter(workspace=held.workspace, ballot=held, person=person, created_at=at) for person in added
    )
    told = typography.plural(len(added), "personne")
    record(held, verb="enrol", by=by, at=at, changes={"people": told})
    return len(added)


@transaction.atomic
def strike(*, voter: Voter, by: User, at: dt.datetime) -> None:
    """Take somebody off the roll before the vote opens."""
    held = locked_draft(voter.ballot)
    name = str(voter.person)
    voter.delete()
    record(held, verb="strike", by=by, at=at, changes={"person": name})


@transaction.atomic
def discard(*, ballot: Ballot, by: User, at: dt.datetime) -> None:
    """Put aside a vote that was never opened."""
    held = locked_draft(ballot)
    held.archived_at = at
    save_versioned(held, fields=["archived_at"], expected=held.version)
    record(held, verb="discard", by=by, at=at)
