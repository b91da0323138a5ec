"""Minutes written live, read, projected, produced."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.core.typography import plural
from copil.documents import writers
from copil.documents.blocks import Document
from copil.documents.produce import as_file, produce
from copil.governance import composition
from copil.governance.permissions import can_adopt
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings import actions, documents, presentation
from copil.meetings.enums import MeetingState
from copil.meetings.forms.minutes import NotesForm, OutcomeForm, QuickOutcomeForm
from copil.meetings.minutes import points_of
from copil.meetings.models import ItemNotes, Meeting, NotesVersion, Outcome
from copil.meetings.roll import roll_of
from copil.meetings.views.common import Screen, fetch, fetch_to_prepare, item_of, meetings

_WRITING = (MeetingState.RUNNING, MeetingState.WRITING)


@require_GET
def live(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the minutes point by point, to write or to read."""
    shown, rights = fetch(request, pk)
    if shown.is_preparing or shown.is_cancelled:
        raise ActionRefused("Le compte rendu s’écrit une fois la séance ouverte.")
    points = points_of(shown)
    lines = [one for point in points for one in point.outcomes]
    context = {
        "meeting": shown,
        "rights": rights,
        "points": points,
        "roll": roll_of(shown),
        "writing": rights.may_prepare and shown.state in _WRITING,
        "kinds": QuickOutcomeForm().fields["kind"].choices,  # type: ignore[attr-defined]  # a choice
        "to_settle": sum(not one.is_settled and one.kind in ("decision", "action") for one in lines),
        "composition": composition.of_body(shown.body, day=shown.day) if shown.body and shown.day else None,
        "formats": writers.FORMATS.values(),
        "clock": presentation.clock(shown, at=timezone.now()),
    }
    return render(request, "meetings/live.html", context)


@require_POST
def notes(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Keep what was said on a point, as it is typed or by the button; two hands see both texts."""
    shown = fetch_to_prepare(request, pk)
    point, form = item_of(shown, item), NotesForm(request.POST)
    if not form.is_valid():
        raise ActionRefused("Ce texte est trop long : coupez-le en deux points.")
    expected = expected_version(request.POST)
    text = form.cleaned_data["text"]
    back = to(request, "meetings:live", pk=pk) + f"#point-{item}"
    try:
        kept = actions.save_notes(
            item=point, text=text, expected=expected, by=request.user, at=timezone.now()
        )
    except Conflict:
        stored = get_object_or_404(ItemNotes, item=point)
        if request.htmx:
            context = {"meeting": shown, "item": point, "stored": stored, "text": text}
            return render(request, "meetings/merge.html", context, status=409)
        who = saving.last_author(shown)
        return conflict_response(request, form=form, stored=stored, back=back, who=who)
    if request.htmx:
        context = {"version": kept.version, "saved_at": timezone.now(), "item": point, "meeting": shown}
        return render(request, "meetings/saved.html", context)
    messages.success(request, "Le point est enregistré.")
    return redirect(back)


@require_GET
def versions(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Show what was written on a point, the latest first."""
    shown = fetch_to_prepare(request, pk)
    point = item_of(shown, item)
    rows = NotesVersion.objects.filter(notes__item=point).select_related("author", "notes")
    kept = list(rows.order_by("-number")[:50])
    context = {
        "meeting": shown,
        "item": point,
        "versions": kept,
        "version": kept[0].notes.version if kept else 0,
        "writing": shown.state in _WRITING,
    }
    return render(request, "meetings/versions.html", context)


@require_POST
def outcome_add(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Note what came out of a point, in one line."""
    shown = fetch_to_prepare(request, pk)
    form = QuickOutcomeForm(request.POST)
    if not form.is_valid():
        raise ActionRefused("Écrivez d’abord en une phrase ce qui en sort, sous 300 caractères.")
    actions.add_outcome(
        item=item_of(shown, item), values=form.cleaned_data, by=request.user, at=timezone.now()
    )
    return redirect(to(request, "meetings:live", pk=pk) + f"#point-{item}")


@require_http_methods(["GET", "POST"])
def outcome_edit(request: Request, pk: uuid.UUID, outcome: uuid.UUID) -> HttpResponse:
    """Say an outcome whole."""
    shown = fetch_to_prepare(request, pk)
    stored = _outcome(shown, outcome)
    back = to(request, "meetings:live", pk=pk) + f"#point-{stored.item_id}"
    version = stored.version
    voices = _voices(shown)
    form = OutcomeForm(posted(request), instance=stored, workspace=shown.workspace, voices=voices)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.change_outcome(
                outcome=stored,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: _outcome(shown, outcome),
            back=back,
            done="La ligne est enregistrée.",
        )
    screen = Screen("Préciser", "Enregistrer", shown, back, lead=stored.item.title, version=version)
    return screen.answer(request, form, lambda: None, done="")


@require_POST
def outcome_remove(request: Request, pk: uuid.UUID, outcome: uuid.UUID) -> HttpResponse:
    """Take a line off."""
    shown = fetch_to_prepare(request, pk)
    stored = _outcome(shown, outcome)
    actions.remove_outcome(outcome=stored, by=request.user, at=timezone.now())
    messages.success(request, f"« {stored.text} » est retiré du compte rendu.")
    return redirect(to(request, "meetings:live", pk=pk) + f"#point-{stored.item_id}")


@require_POST
def settle(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the decisions in the register and the actions among the tasks."""
    shown = fetch_to_prepare(request, pk)
    may_adopt = can_adopt(shown.body.initiative if shown.body else None, request.membership)
    decisions, tasks = actions.settle(meeting=shown, may_adopt=may_adopt, by=request.user, at=timezone.now())
    done = f"{plural(decisions, 'décision')} au registre, {plural(tasks, 'tâche')} à suivre."
    messages.success(request, done)
    return redirect(to(request, "meetings:live", pk=pk))


@require_GET
def project(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show one point on the wall, large, with the hour at which it should end and the time left."""
    shown, _ = fetch(request, pk)
    points = points_of(shown)
    agenda = presentation.timed(shown, [one.item for one in points])
    asked = request.GET.get("point", "")
    number = min(max(int(asked), 1), len(points)) if asked.isdecimal() and points else 1
    context = {
        "meeting": shown,
        "point": points[number - 1] if points else None,
        "timed": agenda.rows[number - 1] if points else None,
        "clock": presentation.clock(shown, at=timezone.now()),
        "before": number - 1,
        "after": number + 1 if number < len(points) else 0,
        "count": len(points),
    }
    return render(request, "meetings/project.html", context)


@require_GET
def minutes_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give the minutes as a file."""
    shown, _ = fetch(request, pk)
    if shown.is_preparing or shown.is_cancelled:
        raise ActionRefused("Le compte rendu s’écrit une fois la séance ouverte.")
    document = documents.minutes_document(
        shown,
        points_of(shown),
        roll_of(shown),
        organisation=request.workspace.name,
        date=shown.day or timezone.localdate(),
    )
    return _printed(request, document, file_format, name=f"compte-rendu-{shown.title}")


@require_GET
def compiled_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give the minutes of the meetings held by the same body, or of the same series, as one file."""
    shown, _ = fetch(request, pk)
    rows = meetings(request).filter(state__in=MeetingState.held())
    if shown.body_id:
        rows, name = rows.filter(body=shown.body_id), str(shown.body)
    elif shown.series:
        rows, name = rows.filter(series=shown.series), shown.title
    else:
        raise ActionRefused("Cette réunion n’a ni instance ni série dont réunir les comptes rendus.")
    held = [(one, points_of(one), roll_of(one)) for one in rows.soonest_first()[:24]]
    document = documents.compiled_document(
        name, held, organisation=request.workspace.name, date=timezone.localdate()
    )
    return _printed(request, document, file_format, name=f"comptes-rendus-{name}")


def _printed(request: Request, document: Document, file_format: str, *, name: str) -> HttpResponse:
    if file_format not in writers.FORMATS:
        raise Http404
    made = produce(document, kind=documents.KIND, format=file_format, workspace=request.workspace)
    return as_file(made, name=slugify(name)[:90] or "compte-rendu")


def _voices(meeting: Meeting) -> int | None:
    """Return the voices present to propose for a decision; None when the attendance tells nothing."""
    if meeting.body is None or meeting.day is None:
        return None
    return roll_of(meeting).voices(composition.of_body(meeting.body, day=meeting.day))


def _outcome(meeting: Meeting, pk: uuid.UUID) -> Outcome:
    rows = Outcome.objects.current().filter(item__meeting=meeting).select_related("item__meeting", "person")
    found: Outcome = get_object_or_404(rows, pk=pk)
    return found
