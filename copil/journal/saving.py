"""Save what a form says, or show both versions to the second of two people."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.models import Owned, reference
from copil.journal.models import JournalEntry


def last_author(obj: Owned) -> str:
    """Return who wrote an object last, to name the other person of a conflict; empty when nobody did."""
    kind, identifier = reference(obj)
    lines = JournalEntry.objects.filter(workspace=obj.workspace_id, object_kind=kind, object_id=identifier)
    last = lines.select_related("actor").order_by("-seq").first()
    return last.actor.get_full_name() if last and last.actor else ""


def saved(
    request: Request,
    *,
    form: forms.BaseForm,
    write: Callable[[int], object],
    again: Callable[[], Owned],
    back: str,
    done: str,
) -> HttpResponse:
    """Write what a valid form says and go back, or show both versions to the second of two people.

    ``write`` takes the version the person saw; ``again`` reads the object as it is now.
    """
    try:
        write(expected_version(request.POST))
    except Conflict:
        now = again()
        return conflict_response(request, form=form, stored=now, back=back, who=last_author(now))
    messages.success(request, done)
    return redirect(back)


def version_shown(request: Request, stored: int) -> Any:
    """Return the version a form carries: the one the person saw, not the one stored since."""
    return request.POST.get("version", stored)
