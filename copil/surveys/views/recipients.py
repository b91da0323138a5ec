"""Who is asked by a link of their own, and whether they answered."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.surveys import actions
from copil.surveys.content import FRENCH
from copil.surveys.forms import RecipientForm
from copil.surveys.models import Answer, Recipient
from copil.surveys.views import common


@require_http_methods(["GET", "POST"])
def recipients(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List who is asked, and add somebody."""
    survey = common.fetch_to_edit(request, pk)
    form = RecipientForm(posted(request), workspace=request.workspace, languages=survey.languages)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_recipient(
                survey=survey,
                person=form.cleaned_data["person"],
                email=form.cleaned_data["email"],
                language=form.cleaned_data.get("language") or FRENCH,
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{added} est parmi les destinataires. Rien n’est encore parti.")
            return redirect(to(request, "surveys:recipients", pk=pk))
    rows = Recipient.objects.current().filter(survey=survey).select_related("person")
    page = paginate(request, rows.order_by("person__name_key", "pk"))
    held = Answer.objects.filter(survey=survey, holder_id__in=[one.pk for one in page])
    answered = set(held.values_list("holder_id", flat=True))
    context = {
        "survey": survey,
        "form": form,
        "page": page,
        "rows": [(one, one.pk in answered) for one in page],
        "takes_answers": survey.takes_answers(at=timezone.now()),
    }
    return render(request, "surveys/recipients.html", context)


@require_POST
def send(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write to those who did not answer yet."""
    survey = common.fetch_to_edit(request, pk)
    sent = actions.send(survey=survey, by=request.user, at=timezone.now())
    if sent:
        messages.success(request, f"Le questionnaire part vers {typography.plural(sent, 'personne')}.")
    else:
        messages.info(request, "Personne à qui écrire : tous ont répondu, ou refusent ces messages.")
    return redirect(to(request, "surveys:recipients", pk=pk))


@require_POST
def remove(request: Request, pk: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    """No longer ask somebody."""
    survey = common.fetch_to_edit(request, pk)
    rows = Recipient.objects.current().filter(survey=survey)
    found: Recipient = get_object_or_404(rows, pk=recipient)
    actions.remove_recipient(recipient=found, by=request.user, at=timezone.now())
    messages.success(request, "Cette personne n’est plus parmi les destinataires, son lien est fermé.")
    return redirect(to(request, "surveys:recipients", pk=pk))
