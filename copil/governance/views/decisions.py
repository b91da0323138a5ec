"""The register of decisions: read, searched, exported, written, adopted."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.documents import writers
from copil.documents.writers.html import body_html
from copil.exchange.exports import answer
from copil.governance import actions, documents, exports
from copil.governance.forms.decisions import DecisionFilter, DecisionForm, ReviewForm
from copil.governance.models import Decision, DecisionQuerySet
from copil.governance.permissions import can_adopt, can_draft
from copil.governance.views.common import Screen, fetch_body, printed
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving


@require_GET
def decisions(request: Request) -> HttpResponse:
    """List the decisions, filtered as asked; those to review are told."""
    form, rows = _asked(request)
    today = timezone.localdate()
    everything = Decision.objects.visible_to(request.user).shown_in(request.workspace).current()
    context = {
        "form": form,
        "page": paginate(request, rows),
        "to_review": everything.to_review(today).count(),
        "today": today,
    }
    return render(request, "governance/decisions.html", context)


@require_GET
def export(request: Request, file_format: str) -> HttpResponseBase:
    """Give the register, filtered as asked, as a table."""
    _, rows = _asked(request)
    return answer(file_format, "registre-des-decisions", exports.HEADER, exports.decision_rows(rows))


@require_GET
def scdl(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give the decisions of a collectivité's body in the open format of deliberations."""
    body = fetch_body(request, pk)
    lacking = exports.lacking_for_scdl(body)
    if lacking:
        raise ActionRefused(lacking)
    rows = Decision.objects.current().adopted().filter(body=body).order_by("year", "number")
    text = exports.scdl_text(exports.scdl_rows(rows, body=body))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"deliberations-{body.code.lower()}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_GET
def decision(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a decision, what it corrects, what corrects it."""
    shown = _fetch(request, pk)
    later = Decision.objects.current().filter(corrects=shown).order_by("-state", "-pk")
    corrections = list(later)
    context = {
        "decision": shown,
        "body": mark_safe(_html(request, shown)),  # noqa: S308  # escaped by its writer
        "corrected_by": next((one for one in corrections if one.is_adopted), None),
        "correction_begun": next((one for one in corrections if not one.is_adopted), None),
        "may_write": can_draft(shown.body.initiative, request.membership),
        "may_adopt": can_adopt(shown.body.initiative, request.membership),
        "formats": writers.FORMATS.values(),
        "is_due": bool(shown.review_on and shown.review_on <= timezone.localdate() and not shown.reviewed_on),
    }
    return render(request, "governance/decision.html", context)


@require_GET
def decision_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give a decision as a file."""
    shown = _fetch(request, pk)
    later = Decision.objects.adopted().filter(corrects=shown).first()
    day = shown.decided_on
    document = documents.decision_document(
        shown, organisation=request.workspace.name, date=day, corrected_by=later
    )
    name = f"decision-{shown.reference or shown.title}"
    return printed(request, document, file_format, kind=documents.KIND, name=name)


@require_http_methods(["GET", "POST"])
def create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write a decision of a body."""
    body = fetch_body(request, pk)
    if not can_draft(body.initiative, request.membership):
        raise PermissionDenied
    initial = {"decided_on": timezone.localdate(), "way": "consensus"}
    form = DecisionForm(posted(request), workspace=request.workspace, body=body, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        initiative = values.pop("initiative", None)
        made = actions.draft_decision(
            body=body, initiative=initiative, values=values, by=request.user, at=timezone.now()
        )
        messages.success(request, "Le projet de décision est écrit. Il reste à l’adopter.")
        return redirect(to(request, "governance:decision", pk=made.pk))
    return render(request, "governance/decision_form.html", {"form": form, "body": body, "decision": None})


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a draft."""
    stored = _fetch_to_write(request, pk)
    if stored.is_adopted:
        raise ActionRefused("Cette décision est adoptée : elle ne change plus. Corrigez-la par une nouvelle.")
    form = DecisionForm(posted(request), instance=stored, workspace=request.workspace, body=stored.body)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.change_decision(
                decision=stored,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: _fetch(request, pk),
            back=to(request, "governance:decision", pk=pk),
            done="Le projet est enregistré.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "body": stored.body, "decision": stored, "version": version}
    return render(request, "governance/decision_form.html", context)


@require_POST
def adopt(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Adopt a draft: it takes its number and no longer changes."""
    stored = _fetch_to_adopt(request, pk)
    expected = expected_version(request.POST)
    made = actions.adopt(decision=stored, expected=expected, by=request.user, at=timezone.now())
    messages.success(request, f"La décision est adoptée sous le numéro {made.reference}.")
    return redirect(to(request, "governance:decision", pk=pk))


@require_POST
def discard(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a draft aside."""
    stored = _fetch_to_write(request, pk)
    actions.discard_decision(decision=stored, by=request.user, at=timezone.now())
    messages.success(request, "Le projet est mis de côté.")
    return redirect(to(request, "governance:decisions"))


@require_POST
def correct(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Begin the decision that corrects an adopted one."""
    stored = _fetch_to_write(request, pk)
    made = actions.correct(decision=stored, by=request.user, at=timezone.now())
    messages.success(request, f"Voici le projet qui corrige {stored.reference}. Changez-le, puis adoptez-le.")
    return redirect(to(request, "governance:decision_edit", pk=made.pk))


@require_http_methods(["GET", "POST"])
def review(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what came of a decision."""
    stored = _fetch_to_write(request, pk)
    screen = Screen(
        title="Revoir la décision",
        lead=str(stored),
        verb="Enregistrer la revue",
        back=to(request, "governance:decision", pk=pk),
        body=stored.body,
        stored=stored,
    )
    return screen.answer(
        request,
        ReviewForm(posted(request), initial={"note": stored.review_note}),
        lambda values: actions.review(
            decision=stored,
            note=values["note"],
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        ),
        done="La revue est notée.",
    )


@require_POST
def publishable(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say whether a decision may be published."""
    stored = _fetch_to_adopt(request, pk)
    public = request.POST.get("public") == "oui"
    actions.mark_publishable(decision=stored, public=public, by=request.user, at=timezone.now())
    done = "La décision peut être publiée." if public else "La décision reste dans l’espace."
    messages.success(request, done)
    return redirect(to(request, "governance:decision", pk=pk))


def _asked(request: Request) -> tuple[DecisionFilter, DecisionQuerySet]:
    form = DecisionFilter(request.GET, workspace=request.workspace)
    rows = Decision.objects.visible_to(request.user).shown_in(request.workspace).current()
    return form, form.filter(rows.with_surroundings(), today=timezone.localdate())


def _fetch(request: Request, pk: uuid.UUID) -> Decision:
    rows = Decision.objects.visible_to(request.user).shown_in(request.workspace).current()
    rows = rows.with_surroundings().select_related("body__initiative", "body__workspace", "adopted_by")
    found: Decision = get_object_or_404(rows, pk=pk)
    return found


def _fetch_to_write(request: Request, pk: uuid.UUID) -> Decision:
    found = _fetch(request, pk)
    if not can_draft(found.body.initiative, request.membership):
        raise PermissionDenied
    return found


def _fetch_to_adopt(request: Request, pk: uuid.UUID) -> Decision:
    found = _fetch(request, pk)
    if not can_adopt(found.body.initiative, request.membership):
        raise PermissionDenied
    return found


def _html(request: Request, shown: Decision) -> str:
    document = documents.decision_document(shown, organisation=request.workspace.name, date=shown.decided_on)
    return body_html(document, top=2)
