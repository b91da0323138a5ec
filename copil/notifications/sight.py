"""What a person may still see: asked when news is told, and again when its mail leaves."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db import models

from copil.identity.models import Membership, User
from copil.notifications.models import Notification

Reference = tuple[str, uuid.UUID]


def seen_by(user: User, references: Iterable[Reference]) -> set[Reference]:
    """Return those of the objects that the person may see (one query for each kind of object)."""
    by_kind: dict[str, set[uuid.UUID]] = defaultdict(set)
    for kind, pk in references:
        by_kind[kind].add(pk)
    found: set[Reference] = set()
    for kind, identifiers in by_kind.items():
        rows = _rows(kind)
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(user)
        kept = rows.filter(pk__in=identifiers).values_list("pk", flat=True)
        found |= {(kind, pk) for pk in kept}
    return found


def may_be_told(notification: Notification) -> bool:
    """Tell whether the mail of a piece of news may still leave.

    Not to somebody who left the workspace or lost sight of the object, nor about a draft or an archived
    object or workspace, nor to an address that is no longer the one of its sheet.
    """
    if notification.workspace.archived_at is not None or not _about_something_alive(notification):
        return False
    if notification.user is None:
        return _still_their_address(notification)
    members = Membership.objects.active().filter(
        user=notification.user_id, workspace=notification.workspace_id
    )
    if not members.exists():
        return False
    return notification.obj is None or notification.obj in seen_by(notification.user, [notification.obj])


def _about_something_alive(notification: Notification) -> bool:
    if notification.obj is None:
        return True
    found = _rows(notification.obj[0]).filter(pk=notification.obj[1]).first()
    if found is None or getattr(found, "archived_at", None) is not None:
        return False
    return not getattr(found, "is_draft", False)


def _still_their_address(notification: Notification) -> bool:
    if not notification.source_kind:
        return True
    rows = _rows(notification.source_kind).filter(pk=notification.source_id, archived_at=None)
    return rows.filter(email__iexact=notification.email).exists()


def _rows(kind: str) -> "models.QuerySet[models.Model]":
    """Return the rows of a kind of object: known by its name, for this floor knows none of those above."""
    model: type[models.Model] = apps.get_model(kind)
    return model._default_manager.all()
