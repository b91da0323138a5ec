"""Open the door of an installation: a first account, a first workspace."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from copil.core.errors import ActionRefused
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace, reference
from copil.journal import actions as journal


def checked_email(typed: str) -> str:
    """Return an address in lower case; refuse what is not one."""
    email = typed.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise ActionRefused(f"« {typed} » n’est pas une adresse électronique.") from error
    return email


def workspace_named(name: str) -> Workspace:
    """Return the workspace of this name or identifier, or a new one that is not written yet."""
    slug = slugify(name)[:60]
    if not slug:
        raise ActionRefused("Donnez à l’espace un nom qui contient des lettres ou des chiffres.")
    return Workspace.objects.filter(slug=slug).first() or Workspace(name=name.strip(), slug=slug)


@transaction.atomic
def make_admin(*, user: User, workspace: Workspace, at: dt.datetime) -> bool:
    """Make an account the administrator of a workspace and of the installation; both may be new.

    Return False when it was already. An account that exists keeps its password.
    """
    user.is_operator = True
    user.save()
    if workspace._state.adding:
        workspace.save()
    membership, entered = Membership.objects.get_or_create(
        workspace=workspace, user=user, defaults={"role": Role.ADMIN}
    )
    before = membership.role
    if not entered and before == Role.ADMIN and membership.suspended_at is None:
        return False
    Membership.objects.filter(pk=membership.pk).update(
        role=Role.ADMIN, suspended_at=None, version=membership.version + (not entered)
    )
    journal.record(
        by=user,
        at=at,
        workspace=workspace,
        verb="join" if entered else "change_role",
        obj=reference(membership),
        label=user.get_full_name(),
        changes={"role": Role.ADMIN if entered else [before, Role.ADMIN]},
    )
    return True
