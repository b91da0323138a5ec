"""Screens where a team asks partners about a problem and follows their answers."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.directory.models import Person
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.needs import actions
from copil.needs.forms.opinions import DAYS_GIVEN, AskForm, UntilForm
from copil.needs.models import NeedOrigin, PartnerOpinion, ProblemSheet
from copil.needs.views import common

_QUOTED = 12
_MORE_DAYS = 7


@require_http_methods(["GET", "POST"])
def opinion_ask(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Ask people about a problem, each by a link of their own."""
    common.require_writer(request)
    sheet = common.sheet_or_404(request, pk)
    asked = set(_opinions(request, sheet).values_list("person", flat=True))
    quoted = [one for one in _quoted(request, sheet) if one.pk not in asked]
    initial = {"until": timezone.localdate() + dt.timedelta(days=DAYS_GIVEN)}
    form = AskForm(posted(request), workspace=request.workspace, asked=asked, quoted=quoted, initial=initial)
    if request.method == "POST" and form.is_valid() and _asked(request, sheet, form, quoted):
        return redirect(to(request, "needs:problem_sheet", pk=pk) + "#avis")
    return render(request, "needs/opinion_ask.html", {"form": form, "sheet": sheet})


@require_http_methods(["GET", "POST"])
def opinion_remind(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send somebody a new link, with a date to answer by."""
    common.require_writer(request)
    opinion = _opinion_or_404(request, pk)
    return _remind(request, opinion.sheet, [opinion], person=str(opinion.person))


@require_http_methods(["GET", "POST"])
def opinions_remind(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send all those who have not answered a new link."""
    common.require_writer(request)
    sheet = common.sheet_or_404(request, pk)
    rows = _opinions(request, sheet).filter(answered_at=None, closed_at=None)
    return _remind(request, sheet, list(rows.select_related("person").order_by("created_at", "pk")))


@require_POST
def opinion_close(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Close somebody's link; their answer, if any, is kept."""
    common.require_writer(request)
    opinion = _opinion_or_404(request, pk)
    actions.close_opinion(opinion=opinion, by=request.user, at=timezone.now())
    kept = " Sa réponse est gardée." if opinion.answered_at else ""
    messages.success(request, f"Le lien de {opinion.person} est fermé.{kept}")
    return redirect(to(request, "needs:problem_sheet", pk=opinion.sheet_id) + "#avis")


def _asked(request: Request, sheet: ProblemSheet, form: AskForm, quoted: list[Person]) -> bool:
    """Ask everybody named; a refusal is shown on the form, which keeps what was typed."""
    values = form.cleaned_data
    ticked = [one for one in quoted if str(one.pk) in values.get("quoted", ())]
    people: list[tuple[Any, str]] = [(one, one.email) for one in ticked]
    person = values["person"]
    if person is not None and person not in ticked:
        people.append((person, values["email"] or person.email))
    try:
        for named, email in people:
            actions.ask_opinion(
                sheet=sheet,
                person=named,
                email=email,
                until=values["until"],
                word=values["word"],
                by=request.user,
                at=timezone.now(),
            )
    except ActionRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    told = typography.plural(len(people), "demande d’avis part", "demandes d’avis partent")
    messages.success(request, f"{told} par courriel.")
    return True


def _remind(
    request: Request, sheet: ProblemSheet, opinions: list[PartnerOpinion], *, person: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    latest = max((one.until for one in opinions), default=today)
    initial = {"until": max(latest, today + dt.timedelta(days=_MORE_DAYS))}
    form = UntilForm(posted(request), initial=initial)
    back = to(request, "needs:problem_sheet", pk=sheet.pk) + "#avis"
    if request.method == "POST" and form.is_valid():
        for one in opinions:
            actions.remind(opinion=one, until=form.cleaned_data["until"], by=request.user, at=timezone.now())
        messages.success(request, f"{typography.plural(len(opinions), 'message part', 'messages partent')}.")
        return redirect(back)
    context = {"form": form, "sheet": sheet, "opinions": opinions, "person": person, "back": back}
    return render(request, "needs/opinion_remind.html", context)


def _opinions(request: Request, sheet: ProblemSheet) -> Any:
    rows = PartnerOpinion.objects.visible_to(request.user).in_workspace(request.workspace)
    return rows.current().filter(sheet=sheet)


def _opinion_or_404(request: Request, pk: uuid.UUID) -> PartnerOpinion:
    rows = PartnerOpinion.objects.visible_to(request.user).in_workspace(request.workspace)
    found: PartnerOpinion = get_object_or_404(rows.current().select_related("person", "sheet"), pk=pk)
    return found


def _quoted(request: Request, sheet: ProblemSheet) -> list[Person]:
    """Return those who said the needs of the problem and whose address is known."""
    if sheet.shared_need_id is None:
        return []
    heard = NeedOrigin.objects.current().filter(
        need__shared_need=sheet.shared_need_id, need__archived_at=None
    )
    rows = Person.objects.visible_to(request.user).in_workspace(request.workspace).current()
    return list(rows.filter(pk__in=heard.values("person")).exclude(email="").in_order()[:_QUOTED])
