"""The page a partner opens from a mail: the problem, three questions, and nothing else of the workspace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.needs import actions, problem_text
from copil.needs.forms.opinions import AnswerForm
from copil.needs.models import PartnerOpinion


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """Show the problem and take the answers; opening the page writes nothing."""
    link = links.enter(token, purpose=LinkPurpose.OPINION, at=timezone.now())
    rows = PartnerOpinion.objects.current().select_related("workspace", "sheet", "person")
    held = rows.filter(pk=link.object_id, workspace=link.workspace_id).first() if link else None
    if link is None or held is None or held.sheet.is_archived:
        return render(request, "needs/opinion_closed.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None, instance=held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(link=link, values=form.cleaned_data, at=timezone.now())
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Merci, votre avis est enregistré.")
            return redirect("needs:opinion", token=token)
    sections = [section for section in problem_text.sections(held.sheet) if section.text]
    context = {"opinion": held, "sheet": held.sheet, "sections": sections, "form": form}
    return render(request, "needs/opinion.html", context)
