"""The verbs of themes."""

import datetime as dt

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.directory.actions.common import write
from copil.identity.models import User, Workspace
from copil.needs.actions.common import index_needs, record
from copil.needs.models import Need, Theme

_KEY = 140


@transaction.atomic
def create_theme(
    *,
    workspace: Workspace,
    label: str,
    by: User | None,
    at: dt.datetime,
    parent: Theme | None = None,
    code: str = "",
) -> Theme:
    """Add a theme, at the first level or under one of the first level."""
    _check_parent(parent)
    theme = Theme(
        workspace=workspace,
        label=label.strip(),
        label_key=_key(label),
        parent=parent,
        code=code.strip(),
        created_at=at,
    )
    try:
        with transaction.atomic():
            theme.save(force_insert=True)
    except IntegrityError as error:
        raise ActionRefused(_taken(label, parent)) from error
    record(theme, verb="create", by=by, at=at, changes={"parent": str(parent or "")})
    return theme


@transaction.atomic
def update_theme(*, theme: Theme, label: str, code: str, expected: int, by: User, at: dt.datetime) -> bool:
    """Rename a theme; tell whether anything changed. Raises ``Conflict`` on a stale version."""
    rows = Theme.objects.select_for_update(of=("self",)).select_related("workspace", "parent")
    stored: Theme = rows.get(pk=theme.pk)
    values = {"label": label.strip(), "label_key": _key(label), "code": code.strip()}
    try:
        with transaction.atomic():
            changes = write(stored, values, expected=expected, derived=("label_key",))
    except IntegrityError as error:
        raise ActionRefused(_taken(label, stored.parent)) from error
    if not changes:
        return False
    if "label" in changes:
        needs = Need.objects.current().filter(theme=stored)
        index_needs(needs.select_related("workspace", "organisation", "theme"), at=at)
    record(stored, verb="update", by=by, at=at, changes=changes)
    return True


def _check_parent(parent: Theme | None) -> None:
    if parent is not None and parent.parent_id is not None:
        raise ActionRefused("Les thèmes ont deux niveaux : choisissez un thème du premier niveau.")


def _key(label: str) -> str:
    key: str = name_key(label)
    return key[:_KEY]


def _taken(label: str, parent: Theme | None) -> str:
    where = f"sous « {parent.label} »" if parent else "au premier niveau"
    return f"Il y a déjà un thème « {label.strip()} » {where}."
