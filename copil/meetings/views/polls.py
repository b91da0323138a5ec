"""The date poll of a meeting, as whoever prepares it leads it."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings import calendar_page, polling
from copil.meetings.actions import poll_letters, polls
from copil.meetings.enums import MeetingState
from copil.meetings.forms.polls import CopyForm, DeadlineForm, GiveUpForm, PollForm, SlotsForm
from copil.meetings.models import DatePoll, Meeting, PollSlot, PollVoter
from copil.meetings.permissions import MeetingRights
from copil.meetings.poll_enums import PollState
from copil.meetings.views.common import Screen, fetch, fetch_to_prepare, meetings

PER_PAGE, PEOPLE_PER_PAGE = 10, 20


@require_GET
def poll(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the poll: what remains to do before it opens, then the dates, the best first."""
    meeting, rights = fetch(request, pk)
    found, now = polls.current(meeting), timezone.now()
    context: dict[str, Any] = {"meeting": meeting, "rights": rights, "poll": found}
    if found is None:
        return render(request, "meetings/poll_none.html", context)
    context["mine"] = voter_of(request, found)
    context["takes_answers"] = found.takes_answers(at=now)
    context["may_read"] = rights.may_prepare or found.shared
    if found.is_draft:
        slots = PollSlot.objects.of_poll(found).order_by("starts_at")
        context["slots"] = [(one, polling.day_off(one, zone=found.zone)) for one in slots]
        context["asked"] = PollVoter.objects.asked(found).count()
        context["required"] = PollVoter.objects.asked(found).filter(required=True).count()
        return render(request, "meetings/poll_draft.html", context)
    if context["may_read"]:
        counted = polling.count(found)
        context |= {"count": counted, "first": counted.verdicts[:3]}
        context["page"] = paginate(request, list(counted.verdicts), per_page=PER_PAGE)
    return render(request, "meetings/poll.html", context)


@require_http_methods(["GET", "POST"])
def poll_slots(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Pick days in a calendar and hours: every day at every hour is proposed."""
    meeting = fetch_to_prepare(request, pk)
    if not meeting.is_draft:
        raise ActionRefused("Cette réunion est convoquée ou n’a pas lieu : sa date ne se cherche plus.")
    found = polls.current(meeting)
    initial = {"hour_0": meeting.hour}
    form = SlotsForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        instants = form.instants(meeting.workspace.time_zone)
        try:
            polls.propose(meeting=meeting, instants=instants, by=request.user, at=timezone.now())
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Les dates sont proposées. Personne n’est prévenu avant l’ouverture.")
            return redirect(to(request, "meetings:poll", pk=pk))
    context = {"meeting": meeting, "poll": found, "form": form, **_calendar(request, meeting, found, form)}
    return render(request, "meetings/poll_slots.html", context)


@require_POST
def poll_slot_remove(request: Request, pk: uuid.UUID, slot: uuid.UUID) -> HttpResponse:
    """No longer propose a date."""
    found = fetch_poll(request, pk)[1]
    rows = PollSlot.objects.of_poll(found).select_related("poll__meeting__workspace")
    polls.remove_slot(slot=get_object_or_404(rows, pk=slot), by=request.user, at=timezone.now())
    messages.success(request, "La date n’est plus proposée.")
    return redirect(to(request, "meetings:poll", pk=pk))


@require_http_methods(["GET", "POST"])
def poll_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say until when, how many people, which holidays."""
    meeting, found = fetch_poll(request, pk)
    form = PollForm(posted(request), poll=found)
    lead = "Ces réglages se changent jusqu’à la clôture."

    def write(expected: int) -> None:
        polls.change(poll=found, values=form.values, expected=expected, by=request.user, at=timezone.now())

    return _form(
        request, "Régler le sondage", "Enregistrer ces réglages", lead, meeting, form, write, found.version
    )


@require_http_methods(["GET", "POST"])
def poll_people(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say whose presence is needed, and how much each counts."""
    meeting, found = fetch_poll(request, pk)
    rows = PollVoter.objects.asked(found).select_related("participant__person", "participant__organisation")
    if request.method == "POST":
        changed = polls.weigh(poll=found, said=_weights(request), by=request.user, at=timezone.now())
        people = typography.plural(changed, "personne modifiée", "personnes modifiées")
        messages.success(request, f"C’est enregistré : {people}.")
        return redirect(request.get_full_path())
    page = paginate(request, rows.in_order(), per_page=PEOPLE_PER_PAGE)
    context = {"meeting": meeting, "poll": found, "page": page, "weights": range(10)}
    return render(request, "meetings/poll_people.html", context)


@require_POST
def poll_open(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Ask everybody."""
    return _versioned(
        request, pk, polls.open_poll, done="Le sondage est ouvert : chaque personne reçoit son lien."
    )


@require_POST
def poll_close(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take no more answers."""
    return _versioned(request, pk, polls.close, done="Le sondage est clos. Il reste à choisir la date.")


@require_POST
def poll_remind(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write again to those who said nothing."""
    found = fetch_poll(request, pk)[1]
    sent = poll_letters.remind(poll=found, by=request.user, at=timezone.now())
    if sent:
        messages.success(request, f"Une relance part vers {typography.plural(sent, 'personne')}.")
    else:
        messages.info(request, "Personne à relancer : chacune a répondu, ou n’a pas d’adresse.")
    return redirect(to(request, "meetings:poll", pk=pk))


@require_http_methods(["GET", "POST"])
def poll_reopen(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take answers again, until another day."""
    meeting, found = fetch_poll(request, pk)
    form = DeadlineForm(posted(request), poll=found)
    lead = "Les réponses sont gardées. La réunion garde la date déjà choisie jusqu’au prochain choix."

    def write(expected: int) -> None:
        polls.reopen(
            poll=found, closes_at=form.closes_at, expected=expected, by=request.user, at=timezone.now()
        )

    return _form(
        request, "Rouvrir le sondage", "Rouvrir le sondage", lead, meeting, form, write, found.version
    )


@require_http_methods(["GET", "POST"])
def poll_cancel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give up: the links stop working."""
    meeting, found = fetch_poll(request, pk)
    form = GiveUpForm(posted(request))

    def write(expected: int) -> None:
        reason = form.cleaned_data["reason"]
        polls.cancel(poll=found, reason=reason, expected=expected, by=request.user, at=timezone.now())

    lead = "Les liens envoyés ne serviront plus. Vous pourrez en commencer un autre."
    return _form(
        request, "Abandonner le sondage", "Abandonner le sondage", lead, meeting, form, write, found.version
    )


@require_http_methods(["GET", "POST"])
def poll_copy(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Begin the poll of another draft with the same dates."""
    meeting, found = fetch_poll(request, pk)
    rows = meetings(request).filter(state=MeetingState.DRAFT).exclude(pk=pk)
    taken = DatePoll.objects.current().exclude(state=PollState.CANCELLED).values("meeting")
    form = CopyForm(posted(request), rows=rows.exclude(pk__in=taken).soonest_first())
    lead = "Les dates encore à venir sont proposées pour une autre réunion."
    screen = Screen(
        "Reprendre pour une autre réunion", "Reprendre ces dates", meeting, _page(request, pk), lead
    )

    def write() -> None:
        target = fetch_to_prepare(request, form.cleaned_data["meeting"].pk)
        polls.copy(poll=found, meeting=target, by=request.user, at=timezone.now())

    return screen.answer(request, form, write, done="Les dates sont reprises dans l’autre brouillon.")


def fetch_poll(request: Request, pk: uuid.UUID) -> tuple[Meeting, DatePoll]:
    """Return a meeting the person prepares and its poll; 404 when it has none."""
    meeting = fetch_to_prepare(request, pk)
    found = polls.current(meeting)
    if found is None:
        raise Http404
    return meeting, found


def read_poll(request: Request, pk: uuid.UUID) -> tuple[Meeting, MeetingRights, DatePoll]:
    """Return a meeting, what the person may do with it, and its poll; 404 when it has none."""
    meeting, rights = fetch(request, pk)
    found = polls.current(meeting)
    if found is None:
        raise Http404
    return meeting, rights, found


def voter_of(request: Request, found: DatePoll) -> PollVoter | None:
    """Return who the person is among those asked."""
    rows = PollVoter.objects.asked(found).filter(participant__person__user=request.user)
    voter: PollVoter | None = rows.select_related("participant__person", "poll__meeting__workspace").first()
    return voter


def _calendar(request: Request, meeting: Meeting, found: DatePoll | None, form: SlotsForm) -> dict[str, Any]:
    zone, today = found.zone if found else polls.usual_zone(meeting), timezone.localdate()
    try:
        asked = parse_date(request.GET.get("du", "")) or today
    except ValueError:
        asked = today
    if not today.year - 1 <= asked.year <= today.year + 5:
        asked = today
    shown = calendar_page.weeks_from(asked, today=today, zone=zone, ticked=form.ticked)
    return {"calendar": shown, "zone": zone}


def _weights(request: Request) -> dict[uuid.UUID, tuple[bool, int]]:
    """Return what was said of the people of the page; what makes no sense is left out."""
    needed, said = set(request.POST.getlist("required")), {}
    for key in request.POST.getlist("voter")[:PEOPLE_PER_PAGE]:
        try:
            said[uuid.UUID(key)] = (key in needed, int(request.POST.get(f"weight_{key}", "1")))
        except ValueError:
            continue
    return said


def _versioned(request: Request, pk: uuid.UUID, write: Callable[..., object], *, done: str) -> HttpResponse:
    """Make a move of the poll, or show that it changed since the page was opened."""
    found = fetch_poll(request, pk)[1]
    return saving.saved(
        request,
        form=forms.Form(request.POST),
        write=lambda expected: write(poll=found, expected=expected, by=request.user, at=timezone.now()),
        again=lambda: fetch_poll(request, pk)[1],
        back=_page(request, pk),
        done=done,
    )


def _form(
    request: Request,
    title: str,
    verb: str,
    lead: str,
    meeting: Meeting,
    form: forms.BaseForm,
    write: Callable[[int], None],
    version: int,
) -> HttpResponse:
    """Show a short form of the poll and write what it says; 409 to the second of two people."""
    back = _page(request, meeting.pk)
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=write,
                again=lambda: fetch_poll(request, meeting.pk)[1],
                back=back,
                done="C’est enregistré.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    screen = Screen(title, verb, meeting, back, lead, saving.version_shown(request, version))
    context = {
        "screen": screen,
        "form": form,
        "meeting": meeting,
        "initiative": meeting.initiative,
        "version": screen.version,
    }
    return render(request, "meetings/form.html", context)


def _page(request: Request, pk: uuid.UUID) -> str:
    return to(request, "meetings:poll", pk=pk)
