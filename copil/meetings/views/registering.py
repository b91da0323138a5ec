"""The public pages of a registration: to register, then one's own. Nobody else is named there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.meetings import registration_words, seats, wording
from copil.meetings.actions import registering, registration_page
from copil.meetings.enums import MeetingState
from copil.meetings.enums import RegistrationState as State
from copil.meetings.forms.registrations import RegisterForm
from copil.meetings.models import Registration, RegistrationPage
from copil.surveys import results, throttle
from copil.surveys import wording as forms_wording
from copil.surveys.content import said as said_in
from copil.surveys.models import SurveyVersion

_RELATED = ("workspace", "survey", "meeting__workspace")


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, address: str) -> HttpResponse:
    """Say what, when, where and how many places remain; take a registration."""
    now = timezone.now()
    page = _at(address)
    language = _language(request, page)
    said = registration_words.words(language)
    if page is None or not (page.takes(at=now) or _opens_later(page)):
        return _closed(request, language)
    if not page.takes(at=now):
        return render(request, "meetings/register.html", {**_about(page, language), "form": None})
    version = _version(page)
    form = RegisterForm(
        _posted(request),
        page=page,
        language=language,
        version=version,
        with_meal=page.meeting.meal and seats.room_of(page).left() > 0,
    )
    if request.method == "POST" and form.is_valid():
        if not throttle.allows(request):
            form.add_error(None, said["too_many"])
        else:
            try:
                registering.register(page=page, typed=form.typed(), at=now)
            except ActionRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                thanks = reverse("meetings:register_thanks", args=[address])
                return redirect(f"{thanks}?langue={language}")
    return render(request, "meetings/register.html", {**_about(page, language), "form": form})


@never_cache
@login_not_required
@require_GET
def register_thanks(request: HttpRequest, address: str) -> HttpResponse:
    """Say that a mail leaves: the same page whether or not somebody was known."""
    page = _at(address)
    language = _language(request, page)
    if page is None:
        return _closed(request, language)
    return render(request, "meetings/register_thanks.html", _about(page, language))


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def my_registration(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody their registration: to change it, cancel it, take a place that is offered."""
    now = timezone.now()
    link = links.enter(token, purpose=LinkPurpose.REGISTRATION, at=now)
    rows = Registration.objects.select_related("page__survey", "page__workspace", "page__meeting__workspace")
    one = rows.filter(pk=link.object_id, workspace=link.workspace_id).first() if link else None
    language = _language(request, one.page if one else None, default=one.language if one else "")
    if one is None:
        return _closed(request, language)
    open_now = _goes_on(one.page) and one.state not in State.gone()
    version, answer = _version(one.page), registering.answer_of(one)
    form = RegisterForm(
        _posted(request) if request.POST.get("act") == "change" else None,
        page=one.page,
        language=language,
        version=version,
        before=one,
        answers=answer.values if answer else {},
        with_meal=one.page.meeting.meal and one.state == State.REGISTERED,
    )
    if request.method == "POST" and open_now:
        done = _done(request, one, form, language)
        if done:
            messages.success(request, done)
            return redirect(f"{request.path}?langue={language}")
    context = {
        **_about(one.page, language),
        "one": one,
        "form": form if open_now else None,
        "open_now": open_now,
        "standing": registration_words.words(language)[f"is_{one.state}"],
        "offered": registration_words.words(language)["offered_why"].format(
            until=_when(one.offered_until, one.page, language)
        )
        if one.offered_until
        else "",
        "lines": results.said_by(answer, answer.asked.read(), language=language) if answer else [],
    }
    return render(request, "meetings/my_registration.html", context)


def _done(request: HttpRequest, one: Registration, form: RegisterForm, language: str) -> str:
    """Do what a button asks; return what to say of it, nothing when it is refused."""
    now, said = timezone.now(), registration_words.words(language)
    try:
        if request.POST.get("act") == "cancel":
            registering.cancel(registration=one, at=now)
            return said["cancelled_now"]
        if request.POST.get("act") == "confirm":
            registering.confirm(registration=one, at=now)
            return said["confirmed_now"]
        if form.is_valid():
            registering.change(registration=one, typed=form.typed(), at=now)
            return said["saved"]
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    return ""


def _at(address: str) -> RegistrationPage | None:
    """Return the page of an address; the request is at the hours of its workspace from then on."""
    rows = RegistrationPage.objects.exclude(address="").select_related(*_RELATED)
    page: RegistrationPage | None = rows.filter(address=address, meeting__archived_at=None).first()
    if page is not None:
        timezone.activate(page.workspace.time_zone)
    return page


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _language(request: HttpRequest, page: RegistrationPage | None, default: str = "") -> str:
    offered = page.languages if page is not None else list(forms_wording.languages())
    return forms_wording.spoken(request.GET.get("langue", ""), offered, default)


def _version(page: RegistrationPage) -> SurveyVersion | None:
    """Return what more is asked, when something is."""
    if page.survey is None:
        return None
    version: SurveyVersion = SurveyVersion.objects.get(survey=page.survey, number=page.survey.number)
    return version if version.read().questions else None


def _opens_later(page: RegistrationPage) -> bool:
    now = timezone.now()
    return page.is_open and _goes_on(page) and page.opens_at is not None and now < page.opens_at


def _goes_on(page: RegistrationPage) -> bool:
    starts = page.meeting.starts_at
    return page.meeting.state == MeetingState.CALLED and starts is not None and timezone.now() < starts


def _when(instant: Any, page: RegistrationPage, language: str) -> str:
    return wording.when(instant, zone=page.meeting.workspace.time_zone, language=language)


def _about(page: RegistrationPage, language: str) -> dict[str, Any]:
    meeting, said = page.meeting, registration_words.words(language)
    around = wording.words(language)
    facts = [
        around["when"].format(
            when=_when(meeting.starts_at, page, language),
            lasting=wording.lasting(meeting.duration, language=language),
        )
    ]
    if meeting.place:
        facts.append(around["where"].format(where=meeting.place))
    notes = [_places(page, said)]
    if page.opens_at is not None and timezone.now() < page.opens_at:
        notes = [said["later"].format(when=_when(page.opens_at, page, language))]
    elif page.closes_at is not None:
        notes.append(said["until"].format(when=_when(page.closes_at, page, language)))
    asked = _version(page)
    purpose = said_in(asked.read().purpose, language) if asked else ""
    return {
        "registration_page": page,
        "meeting": meeting,
        "words": said,
        "language": language,
        "facts": facts,
        "notes": notes,
        "notice": said["notice_why"].format(workspace=meeting.workspace.name),
        "purpose": purpose if purpose != registration_page.PURPOSE else "",
        "others": [
            (code, one["name"])
            for code, one in forms_wording.languages().items()
            if code in page.languages and code != language
        ],
    }


def _places(page: RegistrationPage, said: Any) -> str:
    """Say how many places remain to those who come at no title; only that there are some if so chosen."""
    room = seats.room_of(page)
    left = room.left()
    if not left and room.capacity == room.taken + room.still_kept() and room.still_kept():
        return str(said["some"])
    if not left:
        return str(said["waiting"] if page.waiting_list else said["full"])
    if not page.shows_places:
        return str(said["some"])
    return str(said["one_place"] if left == 1 else said["places"].format(number=left))


def _closed(request: HttpRequest, language: str) -> HttpResponse:
    context = {"words": registration_words.words(language), "language": language}
    return render(request, "surveys/closed.html", context, status=404)
