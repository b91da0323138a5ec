"""What every screen of governance begins with, and the plain screen of a short form."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify

from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.posting import write_or_show
from copil.documents import writers
from copil.documents.blocks import Document
from copil.documents.produce import as_file, produce
from copil.governance.models import Body
from copil.governance.permissions import can_draft, can_shape
from copil.identity.http import Request
from copil.identity.models import Owned
from copil.initiatives.models import Initiative
from copil.journal.saving import last_author, version_shown


def fetch_initiative(request: Request, pk: uuid.UUID) -> Initiative:
    """Return an initiative the workspace carries; 404 otherwise."""
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    found: Initiative = get_object_or_404(rows.with_surroundings(), pk=pk)
    return found


def fetch_body(request: Request, pk: uuid.UUID) -> Body:
    """Return a body of the workspace or of an initiative it carries; 404 otherwise."""
    rows = Body.objects.visible_to(request.user).shown_in(request.workspace).current()
    related = ("workspace", "initiative", "parent", "authority")
    found: Body = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


def fetch_to_shape(request: Request, pk: uuid.UUID) -> Body:
    """Return a body the person may change; 403 when they may only see it."""
    body = fetch_body(request, pk)
    require_shaper(request, body.initiative)
    return body


def require_shaper(request: Request, initiative: Initiative | None) -> None:
    """Refuse (403) who may not shape the bodies of an initiative, or of the workspace."""
    if not can_shape(initiative, request.membership):
        raise PermissionDenied


def require_writer(request: Request, initiative: Initiative | None) -> None:
    """Refuse (403) who may not write in the governance of an initiative, or of the workspace."""
    if not can_draft(initiative, request.membership):
        raise PermissionDenied


def printed(request: Request, document: Document, file_format: str, *, kind: str, name: str) -> HttpResponse:
    """Answer with a document as a file of the workspace, to save."""
    if file_format not in writers.FORMATS:
        raise Http404
    made = produce(document, kind=kind, format=file_format, workspace=request.workspace)
    return as_file(made, name=slugify(name)[:90] or "document")


@dataclass(frozen=True)
class Screen:
    """A short form by itself: its words, where it leads back to, the version it was opened with."""

    title: str
    lead: str
    verb: str
    back: str
    body: Body | None = None
    initiative: Initiative | None = None
    stored: Owned | None = None
    note: str = ""
    other: str = ""
    other_verb: str = ""

    def answer(
        self,
        request: Request,
        form: forms.BaseForm,
        write: Callable[[dict[str, Any]], Any],
        *,
        done: str,
        then: Callable[[Any], str] | None = None,
    ) -> HttpResponse:
        """Write what a valid form says and go back, or where ``then`` says of what was written.

        A refusal is shown above the form, its text kept.
        """

        def back(made: Any) -> str:
            return then(made) if then else self.back

        try:
            return write_or_show(
                request,
                form,
                lambda: write(form.cleaned_data),
                done=done,
                back=back,
                show=lambda: self._show(request, form),
            )
        except Conflict:
            return self._both(request, form)

    def _show(self, request: Request, form: forms.BaseForm) -> HttpResponse:
        version = version_shown(request, self.stored.version) if self.stored else None
        initiative = self.initiative or (self.body.initiative if self.body else None)
        context = {
            "screen": self, "form": form, "version": version, "body": self.body, "initiative": initiative,
        }  # fmt: skip  # a table reads by its lines
        return render(request, "governance/form.html", context)

    def _both(self, request: Request, form: forms.BaseForm) -> HttpResponse:
        if self.stored is None:
            raise Conflict
        stored = type(self.stored)._default_manager.get(pk=self.stored.pk)
        who = last_author(self.body or stored)
        return conflict_response(request, form=form, stored=stored, back=self.back, who=who)
