"""The two pages opened by a link, without account: lead an action or not, say how far it is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink
from copil.surveys import throttle
from copil.workshops import actions, follow
from copil.workshops.forms.follow import StatementForm
from copil.workshops.models import ActionSheet, LeadRequest, UpdateLink
from copil.workshops.sheet_parts import parts_of

_TOO_MANY = "Trop d’envois depuis cette connexion. Attendez quelques minutes, puis envoyez de nouveau."
_DONE = {
    "accepted": "Merci, vous portez cette action.",
    "declined": "Merci de votre réponse, elle est transmise.",
    "note": "Merci, votre proposition est transmise.",
}


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def lead_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sheet and take the answer; opening the page writes nothing."""
    link = links.enter(token, purpose=LinkPurpose.SHEET_LEAD, at=timezone.now())
    asked = _asked(link)
    if link is None or asked is None:
        return render(request, "workshops/link_closed.html", status=404)
    error, typed = "", {"reason": asked.reason, "note": asked.note}
    if request.method == "POST":
        given = request.POST.get("answer", "")
        typed = {name: request.POST.get(name, "") for name in typed}
        error = _answered(request, link, given, typed)
        if not error:
            messages.success(request, _DONE[given])
            return redirect("workshops:lead_answer", token=token)
    context = {"asked": asked, "typed": typed, "error": error, **_card(asked.sheet)}
    return render(request, "workshops/lead_answer.html", context)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def sheet_update(request: HttpRequest, token: str) -> HttpResponse:
    """Show how far the action was and take one statement; opening the page writes nothing."""
    link = links.enter(token, purpose=LinkPurpose.SHEET_UPDATE, at=timezone.now())
    given = _given(link)
    if link is None or given is None:
        return render(request, "workshops/link_closed.html", status=404)
    last = follow.latest_of([given.sheet]).get(given.sheet_id)
    form = StatementForm(posted(request), last=last)
    if request.method == "POST" and form.is_valid():
        try:
            if not throttle.allows(request):
                raise ActionRefused(_TOO_MANY)
            actions.state_by_link(link=link, values=form.cleaned_data, at=timezone.now())
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Merci, c’est noté. Gardez ce lien pour la prochaine fois.")
            return redirect("workshops:sheet_update", token=token)
    late = follow.days_late(given.sheet, last, today=timezone.localdate())
    context = {"given": given, "sheet": given.sheet, "said": last, "late": late, "form": form}
    return render(request, "workshops/sheet_update.html", context)


def _answered(request: HttpRequest, link: SignedLink, given: str, typed: dict[str, str]) -> str:
    """Keep an answer; return why it could not be, empty when it was."""
    try:
        if not throttle.allows(request):
            return _TOO_MANY
        actions.answer_lead(link=link, answer=given, **typed, at=timezone.now())
    except ActionRefused as refusal:
        return refusal.message
    return ""


def _asked(link: SignedLink | None) -> LeadRequest | None:
    if link is None:
        return None
    rows = LeadRequest.objects.filter(closed_at=None, sheet__archived_at=None, workspace=link.workspace_id)
    related = ("workspace", "asked_by", *_SHEET)
    return rows.select_related(*related).filter(pk=link.object_id).first()


def _given(link: SignedLink | None) -> UpdateLink | None:
    if link is None:
        return None
    rows = UpdateLink.objects.filter(closed_at=None, sheet__archived_at=None, workspace=link.workspace_id)
    related = ("workspace", "sent_by", *_SHEET)
    return rows.select_related(*related).filter(pk=link.object_id).first()


_SHEET = ("sheet__initiative", "sheet__group", "sheet__lead_person", "sheet__lead_organisation")


def _card(sheet: ActionSheet) -> dict[str, object]:
    partners, indicators = parts_of([sheet])
    return {"sheet": sheet, "partners": partners[sheet.pk], "indicators": indicators[sheet.pk]}
