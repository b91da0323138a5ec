"""Mark news as read, or not; keep the figure of the bell."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from copil.identity.models import Membership, User, Workspace
from copil.notifications.models import Notification


def count_again(*, users: Collection[User], workspace: Workspace) -> None:
    """Write how many pieces of news each person has not read in a workspace: counted, never added up."""
    theirs = Notification.objects.unread().filter(user=OuterRef("user"), workspace=OuterRef("workspace"))
    number = theirs.order_by().values("user").annotate(number=Count("pk")).values("number")
    unread = Coalesce(Subquery(number, output_field=IntegerField()), 0)
    Membership.objects.filter(workspace=workspace, user__in=users).update(unread=unread)


@transaction.atomic
def mark_read(*, notification: Notification, by: User, at: dt.datetime) -> None:
    """Mark one piece of news as read; its mail, if it has not left, will not."""
    Notification.objects.unread().filter(pk=notification.pk, user=by).update(read_at=at)
    count_again(users=[by], workspace=notification.workspace)


@transaction.atomic
def mark_unread(*, notification: Notification, by: User) -> None:
    """Keep one piece of news for later."""
    Notification.objects.filter(pk=notification.pk, user=by).update(read_at=None)
    count_again(users=[by], workspace=notification.workspace)


@transaction.atomic
def mark_all_read(*, workspace: Workspace, by: User, until: dt.datetime, at: dt.datetime) -> int:
    """Mark as read all that was there when the page was shown; return how many."""
    rows = Notification.objects.told_to(by, workspace).unread().filter(created_at__lte=until)
    number = rows.update(read_at=at)
    count_again(users=[by], workspace=workspace)
    return number
