"""The logistics plan of a meeting: begun, copied, shared out, ticked, printed."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.governance.views.common import printed
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings import logistics as reading
from copil.meetings import logistics_documents as papers
from copil.meetings.actions import hospitality
from copil.meetings.actions import logistics as actions
from copil.meetings.forms.logistics import CopyForm, LineForm, NeedsForm, PlanFilter
from copil.meetings.models import Booking, LogisticsLine, Meeting
from copil.meetings.views.common import Screen, fetch, fetch_to_prepare, meetings

PER_PAGE = 10


@require_GET
def plan(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what has to be ready, by date, with quantities from the replies, people and costs."""
    meeting, rights = fetch(request, pk)
    form, today = PlanFilter(request.GET), timezone.localdate()
    page = paginate(request, form.filter(reading.lines_of(meeting), user=request.user), per_page=PER_PAGE)
    table = reading.table_of(meeting)
    context = {
        "meeting": meeting,
        "rights": rights,
        "may_change": rights.may_prepare and not meeting.is_cancelled,
        "form": form,
        "page": page,
        "rows": reading.shown(page, meeting=meeting, table=table, today=today),
        "table": table,
        "figures": reading.figures_of(meeting, today=today),
        "proposed": len(reading.of_kind(meeting)),
    }
    return render(request, "meetings/logistics.html", context)


@require_GET
def panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the rooms of a meeting and how far its plan is, in its page or on its own."""
    meeting, _ = fetch(request, pk)
    rows = Booking.objects.visible_to(request.user).standing().filter(meeting=meeting)
    bookings = list(rows.with_surroundings().in_order())
    context = {
        "meeting": meeting,
        "bookings": bookings,
        "behind": sum(one.is_behind for one in bookings),
        "figures": reading.figures_of(meeting, today=timezone.localdate()),
    }
    template = "meetings/logistics_panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_POST
def begin(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the lines proposed for this kind of meeting."""
    meeting = fetch_to_prepare(request, pk)
    number = actions.begin(meeting=meeting, by=request.user, at=timezone.now())
    if number:
        messages.success(request, f"{typography.plural(number, 'ligne ajoutée', 'lignes ajoutées')} au plan.")
    else:
        messages.info(request, "Le plan a déjà toutes les lignes proposées.")
    return redirect(to(request, "meetings:logistics", pk=pk))


@require_http_methods(["GET", "POST"])
def copy(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take up the plan of a meeting held before."""
    meeting = fetch_to_prepare(request, pk)
    form = CopyForm(posted(request), meeting=meeting, rows=meetings(request))
    screen = Screen(
        title="Reprendre le plan d’une autre réunion",
        verb="Reprendre ce plan",
        meeting=meeting,
        back=to(request, "meetings:logistics", pk=pk),
        lead=meeting.title,
    )
    return screen.answer(
        request,
        form,
        lambda: actions.copy(
            meeting=meeting, source=form.cleaned_data["source"], by=request.user, at=timezone.now()
        ),
        done="Le plan est repris, daté de cette réunion.",
    )


@require_http_methods(["GET", "POST"])
def line_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add a line of one's own."""
    meeting = fetch_to_prepare(request, pk)
    form = LineForm(posted(request), workspace=meeting.workspace, people=[])
    screen = Screen(
        title="Ajouter une ligne",
        verb="Ajouter au plan",
        meeting=meeting,
        back=to(request, "meetings:logistics", pk=pk),
        lead="Ce qu’il faut avoir prêt, qui s’en charge, et pour quand.",
    )
    return screen.answer(
        request,
        form,
        lambda: actions.add(
            meeting=meeting, values=form.values, people=form.people, by=request.user, at=timezone.now()
        ),
        done="La ligne est au plan.",
    )


@require_http_methods(["GET", "POST"])
def line_edit(request: Request, pk: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Change a line, make a task of it, or take it off."""
    meeting = fetch_to_prepare(request, pk)
    stored = _line(meeting, line)
    people = reading.people_of([stored]).get(stored.pk, [])
    form = LineForm(posted(request), instance=stored, workspace=meeting.workspace, people=people)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.change(
                line=stored,
                values=form.values,
                people=form.people,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: _line(meeting, line),
            back=to(request, "meetings:logistics", pk=pk),
            done="La ligne est à jour.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "line": _line(meeting, line), "meeting": meeting, "version": version}
    return render(request, "meetings/logistics_line.html", context)


@require_POST
def line_tick(request: Request, pk: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Say that a line is ready, or not after all."""
    meeting = fetch_to_prepare(request, pk)
    done = request.POST.get("done") == "oui"
    stored = _line(meeting, line)
    actions.tick(line=stored, done=done, by=request.user, at=timezone.now())
    messages.success(request, f"« {stored.title} » {'est prêt' if done else 'reste à faire'}.")
    return _back(request, pk)


@require_POST
def line_remove(request: Request, pk: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Take a line off the plan."""
    meeting = fetch_to_prepare(request, pk)
    actions.remove(line=_line(meeting, line), by=request.user, at=timezone.now())
    messages.success(request, "La ligne n’est plus au plan.")
    return _back(request, pk)


@require_POST
def line_task(request: Request, pk: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Follow a line among the tasks."""
    meeting = fetch_to_prepare(request, pk)
    task = actions.make_task(line=_line(meeting, line), by=request.user, at=timezone.now())
    whose = f" de {task.person}" if task.person else ""
    messages.success(request, f"« {task.title} » est maintenant dans les tâches{whose}.")
    return _back(request, pk)


@require_POST
def tasks(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Follow every line that somebody sees to among the tasks."""
    meeting = fetch_to_prepare(request, pk)
    number = actions.make_tasks(meeting=meeting, by=request.user, at=timezone.now())
    if number:
        messages.success(request, f"{typography.plural(number, 'tâche ajoutée', 'tâches ajoutées')}.")
    else:
        messages.info(request, "Chaque ligne confiée à quelqu’un est déjà suivie comme une tâche.")
    return redirect(to(request, "meetings:logistics", pk=pk))


@require_http_methods(["GET", "POST"])
def needs_note(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note the diet or the access need of somebody who comes."""
    meeting = fetch_to_prepare(request, pk)
    form = NeedsForm(posted(request), meeting=meeting)
    screen = Screen(
        title="Noter un régime ou un besoin d’accès",
        verb="Noter",
        meeting=meeting,
        back=to(request, "meetings:answers", pk=pk),
        lead=meeting.title,
    )
    return screen.answer(
        request,
        form,
        lambda: hospitality.note(
            participant=form.cleaned_data["participant"],
            diet=form.cleaned_data["diet"],
            details=form.cleaned_data["details"],
            at=timezone.now(),
        ),
        done="C’est noté.",
    )


@require_GET
def checklist(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give the check-list on paper: by family, or by person for the day."""
    meeting, _ = fetch(request, pk)
    lines = reading.lines_of(meeting).by_date()
    rows = reading.shown(lines, meeting=meeting, table=reading.table_of(meeting), today=timezone.localdate())
    by_person = request.GET.get("par") == "personne"
    document = papers.checklist(
        meeting,
        reading.by_person(rows) if by_person else reading.by_family(rows),
        figures=reading.figures_of(meeting, today=timezone.localdate()),
        organisation=request.workspace.name,
        date=timezone.localdate(),
    )
    return printed(request, document, file_format, kind=papers.KIND, name=f"logistique-{meeting.title}")


def _line(meeting: Meeting, pk: uuid.UUID) -> LogisticsLine:
    found: LogisticsLine = get_object_or_404(reading.lines_of(meeting), pk=pk)
    return found


def _back(request: Request, pk: uuid.UUID) -> HttpResponse:
    query: Any = request.POST.get("suite", "")
    return redirect(f"{to(request, 'meetings:logistics', pk=pk)}{'?' + query if query else ''}")
