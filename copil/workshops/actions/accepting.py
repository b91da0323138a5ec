"""Retain an allocation: its people become the members of the groups; and back."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.workshops import grouping
from copil.workshops.actions import guests
from copil.workshops.actions.common import locked_allocation, locked_draft, record
from copil.workshops.enums.groups import AllocationState
from copil.workshops.models import Allocation, GroupMember, WorkingGroup


@transaction.atomic
def accept(*, allocation: Allocation, by: User | None, at: dt.datetime) -> int:
    """Make members of the groups of those shared out; return how many there are.

    Who was in another group of the initiative leaves it. Sessions to come expect the new members.
    """
    held = locked_draft(allocation)
    shared = grouping.read(held)
    if any(one.group is None for one in shared.places):
        raise ActionRefused("Chaque personne doit avoir un groupe. Relancez la répartition.")
    wanted = {(one.person_id, one.group_id): one for one in shared.places}
    people = {person for person, _ in wanted}
    rows = GroupMember.objects.current().filter(group__in=[one.pk for one in shared.groups])
    for member in rows.filter(person__in=people):
        if wanted.pop((member.person_id, member.group_id), None) is None:
            GroupMember.objects.filter(pk=member.pk).update(
                archived_at=at, left_by=held, version=member.version + 1
            )
    GroupMember.objects.bulk_create(
        GroupMember(
            workspace=held.workspace,
            group=one.group,
            person=one.person,
            organisation=one.organisation,
            kind=one.kind,
            other_service=one.other_service,
            allocation=held,
            created_at=at,
        )
        for one in wanted.values()
        if one.group
    )
    for group in shared.groups:
        guests.follow(group, at=at)
    Allocation.objects.filter(pk=held.pk).update(
        state=AllocationState.ACCEPTED, accepted_at=at, accepted_by=by, version=held.version + 1
    )
    record(held, verb="accept", by=by, at=at, changes={"people": len(shared.places)})
    return len(shared.places)


@transaction.atomic
def undo(*, allocation: Allocation, by: User, at: dt.datetime) -> None:
    """Put everybody back where they were before an allocation was retained."""
    held = locked_allocation(allocation)
    if held.state != AllocationState.ACCEPTED:
        raise ActionRefused("Cette répartition n’est pas retenue.")
    later = Allocation.objects.filter(initiative=held.initiative_id, state=AllocationState.ACCEPTED)
    if later.filter(accepted_at__gt=held.accepted_at).exists():
        raise ActionRefused("Une autre répartition a été retenue depuis : annulez-la d’abord.")
    placed = GroupMember.objects.current().filter(allocation=held)
    placed.update(archived_at=at)
    now = GroupMember.objects.current().filter(group__initiative=held.initiative_id)
    there = set(now.values_list("group", "person"))
    for member in GroupMember.objects.filter(left_by=held):
        if (member.group_id, member.person_id) not in there:
            GroupMember.objects.filter(pk=member.pk).update(archived_at=None, left_by=None)
    groups = WorkingGroup.objects.current().filter(initiative=held.initiative_id)
    for group in groups.in_order():
        guests.follow(group, at=at)
    Allocation.objects.filter(pk=held.pk).update(state=AllocationState.UNDONE, version=held.version + 1)
    record(held, verb="undo", by=by, at=at)
