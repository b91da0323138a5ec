"""What is over is erased each day and written down; quiet accounts are warned, then closed."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from copil.accounts import retention
from copil.accounts.actions import invite, revoke
from copil.accounts.models import InactivityNotice, Invitation, Purge
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.journal.actions import verify
from copil.journal.models import JournalEntry
from copil.notifications import jobs
from copil.notifications.actions import write
from copil.notifications.enums import JobState, MessageState
from copil.notifications.models import Bounce, Job, OutboxMessage
from copil.search import recent
from copil.search.models import RecentSearch
from tests.factories.identity import MembershipFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_what_is_over_is_erased_and_written_down(workspace: Workspace, pilote: User) -> None:
    start = timezone.now()
    for at in (start - 400 * DAY, start - DAY):
        recent.remember(user=pilote, workspace=workspace, question=f"jardin {at:%Y}", at=at)
        write(kind="account.password", email="ancienne@marne.example", text="Vous le demandez.", at=at)
        jobs.enqueue(name="x", payload={"email": "a@marne.example"}, at=at)
        Invitation.objects.create(
            workspace=workspace,
            email="venue@marne.example",
            role=Role.MEMBER,
            invited_by=pilote,
            expires_at=at,
        )
    OutboxMessage.objects.update(state=MessageState.SENT)
    OutboxMessage.objects.filter(pk=OutboxMessage.objects.order_by("pk").first().pk).update(  # type: ignore[union-attr]  # two were written
        created_at=start - 400 * DAY
    )
    for row in Job.objects.all():
        Job.objects.filter(pk=row.pk).update(state=JobState.DONE, ended_at=row.run_at)
    log = {row.family: row.count for row in retention.run(at=start)}
    assert log == {
        "sessions": 0,
        "searches": 1,
        "mails": 1,
        "jobs": 2,
        "invitations": 1,
        "addresses": 0,
        "accounts": 0,
        "recipients": 0,
    }
    assert RecentSearch.objects.count() == 1
    assert OutboxMessage.objects.filter(recipient="").count() == 1
    assert Job.objects.count() == 2  # a mail is a job too
    assert Invitation.objects.filter(email="").count() == 1
    assert Purge.objects.count() == len(settings.RETENTION_DAYS)
    retention.upkeep()
    assert Purge.objects.count() == len(settings.RETENTION_DAYS)  # once a day
    with time_machine.travel(start + 1.1 * DAY):
        retention.upkeep()
    assert Purge.objects.count() == 2 * len(settings.RETENTION_DAYS)


def test_nothing_of_an_old_mail_keeps_the_address(workspace: Workspace) -> None:
    start = timezone.now()
    for at, email in ((start - 400 * DAY, "ancienne@marne.example"), (start - DAY, "venue@marne.example")):
        message = write(kind="account.password", email=email, text="Vous le demandez.", at=at)
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=MessageState.SET_ASIDE, last_error=f"<{email}>: 550"
        )
        Bounce.objects.create(message=message, email=email, digest=email, reason=f"<{email}> inconnue")
    Job.objects.update(state=JobState.SET_ASIDE, last_error="ancienne@marne.example")
    Job.objects.update(ended_at=F("run_at"))
    retention.run(at=start)
    assert list(Bounce.objects.values_list("email", flat=True)) == ["venue@marne.example"]
    assert OutboxMessage.objects.filter(last_error="", reason="").count() == 1
    assert Job.objects.count() == 1


def test_the_journal_forgets_an_old_invitation_with_the_rest(workspace: Workspace, pilote: User) -> None:
    start = timezone.now()
    for at, email in ((start - 400 * DAY, "ancienne@marne.example"), (start, "venue@marne.example")):
        invitation = invite(workspace=workspace, email=email, role=Role.MEMBER, by=pilote, at=at)
        revoke(invitation=invitation, by=pilote, at=at)
    retention.run(at=start)
    labels = [line.label for line in JournalEntry.objects.order_by("seq")]
    assert labels == ["", "", "venue@marne.example", "venue@marne.example"]
    assert verify(workspace) == []


def test_a_quiet_account_is_warned_then_closed(workspace: Workspace, pilote: User) -> None:
    start = timezone.now()
    long_ago = start - (settings.RETENTION_DAYS["accounts"] + 1) * DAY
    back, alone = MembershipFactory.create(workspace=workspace).user, _admin(workspace)
    User.objects.update(last_login=long_ago)
    retention.run(at=start)
    assert set(InactivityNotice.objects.values_list("user", flat=True)) == {pilote.pk, back.pk, alone.pk}
    assert {mail.recipient for mail in OutboxMessage.objects.all()} == {pilote.email, back.email, alone.email}
    assert User.objects.filter(is_active=False).count() == 0  # warned, not closed
    with time_machine.travel(start + 10 * DAY):
        User.objects.filter(pk=back.pk).update(last_login=timezone.now())
        retention.run(at=timezone.now())
    assert OutboxMessage.objects.count() == 3  # warned once
    with time_machine.travel(start + 16 * DAY):
        retention.run(at=timezone.now())
        retention.run(at=timezone.now())
    assert OutboxMessage.objects.count() == 5  # and once more, half a month before
    with time_machine.travel(start + 31 * DAY):
        retention.run(at=timezone.now())
    assert list(User.objects.filter(is_active=False)) == [pilote]
    assert not InactivityNotice.objects.filter(user=back).exists()
    assert User.objects.get(pk=alone.pk).is_active  # nobody else administers the workspace


def _admin(workspace: Workspace) -> User:
    membership: Membership = MembershipFactory.create(workspace=workspace, role=Role.ADMIN)
    return membership.user
