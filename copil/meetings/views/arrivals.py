"""Arriving by a personal code: its page, its window, the badges; visitors added from the workspace."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from copil.core import qr, typography
from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings import arrival_wording, wording
from copil.meetings.actions import arrivals, visitors
from copil.meetings.actions.arrivals import Standing
from copil.meetings.actions.visitors import Came
from copil.meetings.forms.arrivals import VisitorForm, WindowForm
from copil.meetings.models import ArrivalWindow, Invitation, Participant
from copil.meetings.rules.arrivals import Moment
from copil.meetings.views.common import Screen, fetch_to_prepare


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Say what a code is worth now and, in its window, take one touch; opening the page writes nothing."""
    now = timezone.now()
    link = links.enter(token, purpose=LinkPurpose.CHECK_IN, at=now)
    rows = Participant.objects.select_related("meeting__workspace", "person")
    found = rows.filter(pk=link.object_id, workspace=link.workspace_id).first() if link else None
    stands = arrivals.standing(found, at=now) if found else None
    if link is None or stands is None:
        asked = _language(request, wording.FRENCH)
        context = {"words": arrival_wording.words(asked), "language": asked}
        return render(request, "meetings/arrive_closed.html", context, status=404)
    status = 200
    if request.method == "POST":
        stands = arrivals.arrive(link=link, at=now)
        if stands.arrived_at is not None:
            return redirect(request.get_full_path())
        status = 409
    return render(request, "meetings/arrive.html", _context(request, stands), status=status)


@require_http_methods(["GET", "POST"])
def arrival_window(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say whether people may note their own arrival, and when."""
    meeting = fetch_to_prepare(request, pk)
    stored = ArrivalWindow.objects.filter(meeting=meeting).first()
    form = WindowForm(posted(request), instance=stored)
    back = to(request, "meetings:attendance", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: arrivals.set_window(
                    meeting=meeting,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                    **form.cleaned_data,
                ),
                again=lambda: ArrivalWindow.objects.get(meeting=meeting),
                back=back,
                done="C’est enregistré.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    screen = Screen(
        "Arrivée par code personnel",
        "Enregistrer ces réglages",
        meeting,
        back,
        "Chaque invitation porte un code. Sur place, la personne l’ouvre et note elle-même son arrivée.",
        saving.version_shown(request, stored.version if stored else 0),
    )
    context = {
        "screen": screen,
        "form": form,
        "meeting": meeting,
        "initiative": meeting.initiative,
        "version": screen.version,
    }
    return render(request, "meetings/form.html", context)


@never_cache
@require_POST
def badges(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a sheet of badges to print, each with a code of its own: the codes are shown nowhere else."""
    meeting = fetch_to_prepare(request, pk)
    tokens = arrivals.print_badges(meeting=meeting, by=request.user, at=timezone.now())
    rows = Participant.objects.filter(pk__in=tokens).select_related("person", "organisation")
    people = [
        (one, qr.picture(_address(request, tokens[one.pk]), label=f"Code d’arrivée de {one.person}"))
        for one in rows.order_by("person__name_key", "pk")
    ]
    return render(request, "meetings/badges.html", {"meeting": meeting, "people": people})


@require_http_methods(["GET", "POST"])
def visitor_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note somebody who came without being expected."""
    meeting = fetch_to_prepare(request, pk)
    form = VisitorForm(posted(request))
    back = to(request, "meetings:attendance", pk=pk)
    lead = "La personne entre dans l’annuaire et compte parmi les visiteurs."
    screen = Screen("Ajouter une personne inattendue", "Noter sa venue", meeting, back, lead)

    def write() -> None:
        now, given = timezone.now(), form.cleaned_data
        came = Came(uuid.uuid4(), given["name"], given["structure"], now)
        visitors.welcome(meeting=meeting, came=[came], by=request.user, at=now)

    return screen.answer(request, form, write, done="La personne est notée comme visiteuse.")


def code_shown(request: HttpRequest, invitation: Invitation, language: str) -> dict[str, Any]:
    """Return what the page of an invitation shows of its code, when the meeting takes codes."""
    match = request.resolver_match
    meeting = invitation.participant.meeting
    if match is None or not ArrivalWindow.objects.filter(meeting=meeting, is_on=True).exists():
        return {"code": ""}
    token = arrivals.code_of(match.kwargs["token"])
    if links.find(token, purpose=LinkPurpose.CHECK_IN, at=timezone.now()) is None:
        return {"code": ""}
    said, address = arrival_wording.words(language), _address(request, token)
    return {"code": qr.picture(address, label=said["code"]), "code_words": said, "code_url": address}


def _context(request: HttpRequest, stands: Standing) -> dict[str, Any]:
    meeting = stands.participant.meeting
    zone, language = meeting.workspace.time_zone, _language(request, stands.language)
    said = arrival_wording.words(language)
    return {
        "stands": stands,
        "meeting": meeting,
        "words": said,
        "language": language,
        "is_open": stands.moment == Moment.OPEN,
        "hello": said["hello"].format(person=stands.participant.person),
        "when": wording.when(meeting.starts_at or timezone.now(), zone=zone, language=language),
        "told": _told(stands, said, zone=zone, language=language),
        "qr": qr.picture(request.build_absolute_uri(request.path), label=said["code"]),
        "others": [
            (code, one["name"]) for code, one in arrival_wording.languages().items() if code != language
        ],
    }


def _told(stands: Standing, said: Any, *, zone: str, language: str) -> tuple[str, str, str]:
    """Return what the page says first: its colour, its title, what follows; three empty texts when open."""
    if stands.arrived_at is not None:
        with timezone.override(zone):
            hour = typography.hour(stands.arrived_at)
        return "ok", said["done"].format(hour=hour), said["done_more"]
    if stands.elsewhere is not None:
        names = {"meeting": stands.participant.meeting.title, "other": stands.elsewhere.title}
        return "late", said["other"], said["other_more"].format(**names)
    if stands.moment == Moment.OPEN:
        return "", "", ""
    key = stands.moment.value
    state = "info" if stands.moment in (Moment.EARLY, Moment.OFF) else "late"
    instant = stands.opens_at if stands.moment == Moment.EARLY else stands.closes_at
    when = wording.when(instant, zone=zone, language=language)
    return state, said[key], said[f"{key}_more"].format(when=when)


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("meetings:arrive", args=[token]))


def _language(request: HttpRequest, known: str) -> str:
    asked = request.GET.get("langue", "")
    return asked if asked in arrival_wording.languages() else known
