"""Gates: what is seen and missing today, what a body answered, the conditions followed to the end."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.documents import writers
from copil.governance import actions, gate_documents, passing
from copil.governance.forms.gates import ConditionForm, GateForm, ReasonForm
from copil.governance.models import Condition, GateReview
from copil.governance.permissions import can_draft, can_shape
from copil.governance.views.common import (
    Screen,
    fetch_initiative,
    printed,
    require_shaper,
    require_writer,
)
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative


@require_GET
def gates(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the gates of the method, each with where it stands."""
    initiative = fetch_initiative(request, pk)
    listed = passing.gates_of(initiative)
    open_conditions = [
        condition
        for gate in listed
        for review in gate.reviews
        for condition in review.conditions.all()
        if condition.is_open
    ]
    context = {
        "initiative": initiative,
        "gates": listed,
        "open_conditions": sorted(open_conditions, key=lambda one: (one.due_on is None, one.due_on, one.pk)),
        "may_write": can_draft(initiative, request.membership),
        "today": timezone.localdate(),
        "tab": "gates",
    }
    return render(request, "governance/gates.html", context)


@require_GET
def gate(request: Request, pk: uuid.UUID, gate: str) -> HttpResponse:
    """Show a gate: what is seen of each activity, every answer given, the light sheets annexed."""
    initiative = fetch_initiative(request, pk)
    shown = _gate(initiative, gate)
    context = {
        "initiative": initiative,
        "gate": shown,
        "sheets": passing.sheets_of(initiative),
        "formats": writers.FORMATS.values(),
        "may_decide": can_shape(initiative, request.membership),
        "may_write": can_draft(initiative, request.membership),
        "today": timezone.localdate(),
    }
    return render(request, "governance/gate.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: uuid.UUID, gate: str) -> HttpResponse:
    """Record what a body answers, in sight of what is missing."""
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    shown = _gate(initiative, gate)
    if shown.in_force is not None:
        raise ActionRefused("Ce moment est déjà décidé. Rouvrez-le avant de décider de nouveau.")
    initial = {"decided_on": timezone.localdate()}
    form = GateForm(posted(request), workspace=request.workspace, initiative=initiative, initial=initial)
    if request.method == "POST" and form.is_valid() and _decided(request, initiative, shown, form):
        messages.success(request, "La décision est au registre, avec ce qui manquait ce jour-là.")
        return redirect(to(request, "governance:gate", pk=pk, gate=gate))
    context = {"initiative": initiative, "gate": shown, "form": form}
    return render(request, "governance/gate_decide.html", context)


@require_http_methods(["GET", "POST"])
def reopen(request: Request, pk: uuid.UUID, gate: str) -> HttpResponse:
    """Reopen a decided gate, with the reason; its first answer stays."""
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    shown = _gate(initiative, gate)
    if shown.in_force is None:
        raise ActionRefused("Ce moment de décision n’est pas décidé.")
    review = shown.in_force
    screen = Screen(
        title="Rouvrir ce moment de décision",
        lead=shown.title,
        verb="Rouvrir",
        back=to(request, "governance:gate", pk=pk, gate=gate),
        initiative=initiative,
    )
    return screen.answer(
        request,
        ReasonForm(posted(request)),
        lambda values: actions.reopen_gate(
            review=review, reason=values["reason"], by=request.user, at=timezone.now()
        ),
        done="Le moment de décision est rouvert. Sa première décision reste lisible.",
    )


@require_http_methods(["GET", "POST"])
def settle(request: Request, pk: uuid.UUID, condition: uuid.UUID) -> HttpResponse:
    """Say that a condition is held, or abandoned."""
    initiative = fetch_initiative(request, pk)
    require_writer(request, initiative)
    row = _condition(initiative, condition)
    screen = Screen(
        title="Régler une condition",
        lead=row.text,
        verb="Enregistrer",
        back=to(request, "governance:gate", pk=pk, gate=row.review.gate),
        initiative=initiative,
        stored=row,
    )
    return screen.answer(
        request,
        ConditionForm(posted(request)),
        lambda values: actions.settle_condition(
            condition=row,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **values,
        ),
        done="La condition est réglée.",
    )


@require_POST
def take_up(request: Request, pk: uuid.UUID, condition: uuid.UUID) -> HttpResponse:
    """Open a settled condition again."""
    initiative = fetch_initiative(request, pk)
    require_writer(request, initiative)
    row = _condition(initiative, condition)
    actions.take_condition_up(condition=row, by=request.user, at=timezone.now())
    messages.success(request, "La condition est de nouveau à tenir.")
    return redirect(to(request, "governance:gate", pk=pk, gate=row.review.gate))


@require_GET
def gate_file(request: Request, pk: uuid.UUID, answer: uuid.UUID, file_format: str) -> HttpResponse:
    """Give what was decided at a gate as one document, with its annex."""
    initiative = fetch_initiative(request, pk)
    rows = GateReview.objects.filter(initiative=initiative).prefetch_related(
        "conditions__owner", "conditions__task"
    )
    kept = get_object_or_404(rows.select_related("body", "decision", "initiative"), pk=answer)
    document = gate_documents.gate_document(kept, organisation=request.workspace.name)
    return printed(request, document, file_format, kind=gate_documents.GATE, name=f"passage-{kept.title}")


@require_GET
def condition(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Lead to the gate that asked for a condition."""
    rows = Condition.objects.filter(review__in=GateReview.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("review"), pk=pk)
    return redirect(to(request, "governance:gate", pk=row.review.initiative_id, gate=row.review.gate))


@require_GET
def review(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Lead to the gate that a body answered."""
    row = get_object_or_404(GateReview.objects.visible_to(request.user), pk=pk)
    return redirect(to(request, "governance:gate", pk=row.initiative_id, gate=row.gate))


def _decided(request: Request, initiative: Initiative, shown: passing.Gate, form: GateForm) -> bool:
    """Record the decision; a refusal is shown on the form, which keeps what was typed."""
    values = form.cleaned_data
    try:
        actions.decide_gate(
            initiative=initiative,
            gate=shown.key,
            body=values["body"],
            verdict=values["verdict"],
            reason=values["reason"],
            decided_on=values["decided_on"],
            conditions=form.conditions,
            seen=request.POST.get("seen", ""),
            workspace=request.workspace,
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _gate(initiative: Initiative, key: str) -> passing.Gate:
    found = passing.gate_of(initiative, key)
    if found is None:
        raise Http404
    return found


def _condition(initiative: Initiative, pk: uuid.UUID) -> Condition:
    rows = Condition.objects.current().filter(review__initiative=initiative)
    found: Condition = get_object_or_404(rows.select_related("review__workspace", "workspace", "task"), pk=pk)
    return found
