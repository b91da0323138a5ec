"""The registrations of a meeting, as whoever prepares it follows them."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.exchange import exports
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings import seats
from copil.meetings.actions import messaging, registering, registration_page
from copil.meetings.enums import RegistrationState
from copil.meetings.forms.registrations import (
    MessageForm,
    PageForm,
    RegisterForm,
    RegistrationFilter,
    ReserveForm,
)
from copil.meetings.models import Meeting, PlaceReserve, Registration, RegistrationPage
from copil.meetings.views.common import Screen, fetch, fetch_to_prepare
from copil.surveys import results
from copil.surveys.models import Answer, SurveyVersion

PER_PAGE = 20
HEADER = (
    "Nom", "Prénom", "Adresse électronique", "Organisation", "À quel titre", "État", "Langue", "Inscrit le",
)  # fmt: skip  # a table reads by its lines


@require_GET
def registration(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who registered and who waits; observers see numbers only."""
    meeting, rights = fetch(request, pk)
    page = RegistrationPage.objects.filter(meeting=meeting).first()
    context: dict[str, Any] = {"meeting": meeting, "rights": rights, "registration_page": page}
    if page is None:
        return render(request, "meetings/registration.html", context)
    page.meeting = meeting
    form = RegistrationFilter(request.GET)
    rows = form.filter(Registration.objects.filter(page=page))
    shown = rows.select_related("organisation", "reserve", "person").order_by("name_key", "pk")
    context |= {
        "form": form,
        "page": paginate(request, shown, per_page=PER_PAGE),
        "numbers": seats.counts(page),
        "room": seats.room_of(page),
        "takes": page.takes(at=timezone.now()),
        "address": settings.BASE_URL + reverse("meetings:register", args=[page.address])
        if page.address
        else "",
        "reserves": PlaceReserve.objects.current().filter(page=page).order_by("created_at", "pk"),
    }
    return render(request, "meetings/registration.html", context)


@require_http_methods(["GET", "POST"])
def registration_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say how people register."""
    meeting = fetch_to_prepare(request, pk)
    stored = RegistrationPage.objects.filter(meeting=meeting).first()
    form = PageForm(posted(request), instance=stored or RegistrationPage(meeting=meeting))
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: registration_page.save_page(
                    meeting=meeting,
                    values=form.values,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: RegistrationPage.objects.get(meeting=meeting),
                back=to(request, "meetings:registration", pk=pk),
                done="La page d’inscription est enregistrée.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "screen": Screen(
            "Page d’inscription", "Enregistrer", meeting, to(request, "meetings:registration", pk=pk)
        ),
        "form": form,
        "meeting": meeting,
        "initiative": meeting.initiative,
        "version": saving.version_shown(
            request, RegistrationPage.objects.get(meeting=meeting).version if stored else 0
        ),
    }
    return render(request, "meetings/form.html", context)


@require_POST
def registration_move(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Open or close the registrations, or begin the questions asked."""
    meeting = fetch_to_prepare(request, pk)
    if key == "questions":
        survey = registration_page.begin_questions(meeting=meeting, by=request.user, at=timezone.now())
        return redirect(to(request, "surveys:survey", pk=survey.pk))
    if key == "ouvrir":
        registration_page.open_page(meeting=meeting, by=request.user, at=timezone.now())
        messages.success(request, "Les inscriptions sont ouvertes : donnez l’adresse de la page.")
    elif key == "fermer":
        registration_page.close_page(meeting=meeting, by=request.user, at=timezone.now())
        messages.success(request, "Les inscriptions sont fermées. Celles reçues sont gardées.")
    else:
        raise Http404
    return redirect(to(request, "meetings:registration", pk=pk))


@require_http_methods(["GET", "POST"])
def reserve_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Keep places for some."""
    meeting = fetch_to_prepare(request, pk)
    form = ReserveForm(posted(request))
    screen = Screen(
        "Garder des places", "Garder ces places", meeting, to(request, "meetings:registration", pk=pk)
    )
    return screen.answer(
        request,
        form,
        lambda: registration_page.add_reserve(
            meeting=meeting, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        done="Les places sont gardées.",
    )


@require_POST
def reserve_remove(request: Request, pk: uuid.UUID, reserve: uuid.UUID) -> HttpResponse:
    """Keep places for some no longer."""
    meeting = fetch_to_prepare(request, pk)
    rows = PlaceReserve.objects.current().filter(page__meeting=meeting)
    found: PlaceReserve = get_object_or_404(rows, pk=reserve)
    registration_page.remove_reserve(meeting=meeting, reserve=found, by=request.user, at=timezone.now())
    messages.success(request, "Ces places sont à tout le monde.")
    return redirect(to(request, "meetings:registration", pk=pk))


@require_http_methods(["GET", "POST"])
def registration_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Register somebody who asked otherwise; the questions are left to them, by their link."""
    meeting = fetch_to_prepare(request, pk)
    page = _page(meeting)
    form = RegisterForm(posted(request), page=page, language="fr", version=None)
    del form.fields["site_internet"]
    screen = Screen(
        "Inscrire une personne",
        "Inscrire",
        meeting,
        to(request, "meetings:registration", pk=pk),
        lead="Elle reçoit le même message que si elle s’était inscrite elle-même.",
    )
    return screen.answer(
        request,
        form,
        lambda: registering.register(page=page, typed=form.typed(), by=request.user, at=timezone.now()),
        done="L’inscription est enregistrée.",
    )


@require_POST
def registration_change(request: Request, pk: uuid.UUID, registration: uuid.UUID, key: str) -> HttpResponse:
    """Give a place to somebody in line, or cancel a registration."""
    meeting = fetch_to_prepare(request, pk)
    rows = Registration.objects.filter(page__meeting=meeting).select_related("page")
    found: Registration = get_object_or_404(rows, pk=registration)
    if key == "donner-une-place":
        registering.promote(registration=found, by=request.user, at=timezone.now())
        messages.success(request, f"{found} a une place, un message le lui dit.")
    elif key == "annuler":
        registering.cancel(registration=found, by=request.user, at=timezone.now())
        messages.success(request, f"L’inscription de {found} est annulée, un message le lui dit.")
    else:
        raise Http404
    return redirect(to(request, "meetings:registration", pk=pk))


@require_http_methods(["GET", "POST"])
def registration_message(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write to those who registered."""
    meeting = fetch_to_prepare(request, pk)
    page = _page(meeting)
    form = MessageForm(posted(request))
    screen = Screen(
        "Écrire aux personnes inscrites", "Envoyer", meeting, to(request, "meetings:registration", pk=pk)
    )
    if request.method == "POST" and form.is_valid():
        sent = messaging.tell_all(page=page, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Le message part vers {typography.plural(sent, 'personne')}.")
        return redirect(screen.back)
    return screen.answer(request, form, lambda: None, done="")


@require_GET
def registration_export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the registrations, filtered as asked, as a table, what more was asked included."""
    meeting, rights = fetch(request, pk)
    if not rights.may_prepare:
        raise PermissionDenied
    page = _page(meeting)
    rows = RegistrationFilter(request.GET).filter(Registration.objects.filter(page=page))
    listed = list(rows.select_related("organisation", "reserve").order_by("name_key", "pk"))
    versions = SurveyVersion.objects.filter(survey=page.survey_id).order_by("number")
    contents = results.contents_of(versions)
    questions = results.questions_of(contents)
    held = Answer.objects.filter(survey=page.survey_id) if page.survey_id else Answer.objects.none()
    given = {one.holder_id: one for one in held}

    def lines() -> Iterator[list[Any]]:
        for one in listed:
            yield [*_cells(one), *results.cells(given.get(one.pk), contents, questions)]

    header = [*HEADER, *(one.label["fr"] for one in questions)]
    return exports.answer(file_format, "inscriptions", header, lines())


def _cells(one: Registration) -> list[Any]:
    return [
        one.family_name,
        one.given_name,
        one.email,
        one.organisation.name if one.organisation else one.organisation_typed,
        one.reserve.label if one.reserve else "",
        RegistrationState(one.state).label,
        one.language,
        one.created_at,
    ]


def _page(meeting: Meeting) -> RegistrationPage:
    rows = RegistrationPage.objects.filter(meeting=meeting)
    page: RegistrationPage = get_object_or_404(rows)
    page.meeting = meeting
    return page
