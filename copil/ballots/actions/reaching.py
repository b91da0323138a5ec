"""Reach those who have not voted: their link sent again, or printed on a slip with its code."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from copil.ballots.actions.common import locked, record
from copil.ballots.actions.life import LINK, LINK_LASTS, address_of, reachable, send_link
from copil.ballots.models import Ballot, Voter, VoterQuerySet
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import Membership, SignedLink, User, reference
from copil.notifications.models import OutboxMessage

NOT_OPEN = "Ce vote n’est pas ouvert : aucun lien ne servirait."
PATIENCE = 5
"""Minutes during which a link that has just left is not sent again."""


def waiting(ballot: Ballot) -> VoterQuerySet:
    """Return those on the roll who have not voted."""
    rows: VoterQuerySet = Voter.objects.filter(ballot=ballot, voted=False)
    return rows.select_related("person__user", "ballot", "workspace").by_name()


def unreached(ballot: Ballot) -> list[Voter]:
    """Return those who have not voted, do not enter the space and no mail reaches: each needs a slip."""
    inside = Membership.objects.active().filter(workspace=ballot.workspace_id).values("user")
    rows = list(waiting(ballot).exclude(person__user__in=inside))
    there = {one.pk for one in reachable(rows)}
    return [one for one in rows if one.pk not in there]


@transaction.atomic
def resend(*, ballot: Ballot, voter: Voter | None = None, by: User, at: dt.datetime) -> int:
    """Send their link again to one person who has not voted, or to all of them; return how many leave.

    Asked twice within a few minutes, each receives one mail.
    """
    held = _open(ballot)
    rows = waiting(held).filter(pk=voter.pk) if voter else waiting(held)
    there = reachable(list(rows))
    if voter and not there:
        raise ActionRefused("Cette personne a voté, ou aucun courriel ne l’atteint : imprimez son talon.")
    just = _just_written(held, there, at=at)
    if just and len(just) == len(there):
        raise ActionRefused(
            f"Le courriel est parti il y a moins de {PATIENCE} minutes : laissez-lui le temps d’arriver."
        )
    there = [one for one in there if one.pk not in just]
    for one in there:
        send_link(held, one, at=at)
    if there:
        people = str(there[0].person) if voter else typography.plural(len(there), "personne")
        record(held, verb="resend", by=by, at=at, changes={"people": people})
    return len(there)


@transaction.atomic
def print_slips(*, ballot: Ballot, by: User, at: dt.datetime) -> dict[uuid.UUID, str]:
    """Issue a link to each person who has not voted, to be printed; those sent before still serve."""
    held = _open(ballot)
    rows = list(waiting(held))
    tokens = links.issue_many(
        workspace=held.workspace,
        purpose=LinkPurpose.VOTE,
        targets=[reference(one) for one in rows],
        at=at,
        lifetime=LINK_LASTS,
    )
    if rows:
        people = typography.plural(len(rows), "personne")
        record(held, verb="print_slips", by=by, at=at, changes={"people": people})
    return {one.pk: token for one, token in zip(rows, tokens, strict=True)}


def _just_written(ballot: Ballot, voters: Sequence[Voter], *, at: dt.datetime) -> set[uuid.UUID]:
    """Return whose link left by mail in the last minutes: a mail and a link of one instant (two queries).

    The roll keeps none of it: there, an instant would bound that of a vote.
    """
    recent = {"workspace": ballot.workspace_id, "created_at__gt": at - dt.timedelta(minutes=PATIENCE)}
    mails = OutboxMessage.objects.filter(kind=LINK, **recent)
    written = set(mails.values_list("recipient", "created_at"))
    rows = SignedLink.objects.filter(
        purpose=LinkPurpose.VOTE, object_kind=Voter._meta.label_lower, **recent
    ).values_list("object_id", "created_at")
    addresses = {one.pk: address_of(one) for one in voters}
    return {pk for pk, moment in rows if (addresses.get(pk), moment) in written}


def _open(ballot: Ballot) -> Ballot:
    held = locked(ballot)
    if not held.is_open or held.is_archived:
        raise ActionRefused(NOT_OPEN)
    return held
