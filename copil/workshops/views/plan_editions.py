"""Editions of the common plan: published, read, given as files, validated; the page that anybody may read."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.posting import posted, write_or_show
from copil.documents import writers
from copil.documents.produce import as_file, produce
from copil.exchange.exports import file_answer
from copil.governance.models import Body, Decision
from copil.governance.permissions import can_publish
from copil.identity.http import Request
from copil.identity.models import reference
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.workshops.actions import plan_publishing as actions
from copil.workshops.documents import plans as plan_documents
from copil.workshops.exports import plans as plan_exports
from copil.workshops.forms.bilans import BodyForm
from copil.workshops.forms.plans import PublishForm
from copil.workshops.models import CommonPlan, PlanAction, PlanEdition
from copil.workshops.plans import content as plan_content
from copil.workshops.plans import origins as plan_origins
from copil.workshops.plans import taking as plan_taking
from copil.workshops.presentation import plans as plan_presentation
from copil.workshops.rules import plans as plan_rules
from copil.workshops.views.common import Screen
from copil.workshops.views.plan_common import edition_of, fetch, fetch_to_pilot, fetch_to_work


@require_GET
def plan_editions(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the editions, say whether the plan may be read outside."""
    plan, initiative, rights = fetch(request, pk)
    context = {
        "plan": plan,
        "initiative": initiative,
        "rights": rights,
        "tab": "plan",
        "editions": PlanEdition.objects.filter(plan=plan)
        .select_related("published_by")
        .order_by("-number")[:50],
        "may_share": can_publish(initiative, request.membership),
        "address": _address(plan) if plan.is_open else "",
    }
    return render(request, "workshops/plan_editions.html", context)


@require_http_methods(["GET", "POST"])
def plan_publish(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Publish an edition: what it changes is said before."""
    plan, initiative = fetch_to_pilot(request, pk)
    form = PublishForm(posted(request))
    listed = list(PlanAction.objects.kept().filter(plan=plan).with_surroundings().by_priority())
    last = PlanEdition.objects.filter(plan=plan).order_by("-number").first()
    context = {
        "plan": plan,
        "initiative": initiative,
        "form": form,
        "count": len(listed),
        "number": plan.edition + 1,
        "open": [one for one in plan_presentation.conflicts_of(plan, listed) if one.answer is None],
        "changes": _changes(last, plan_content.composed(plan)) if last else [],
        "last": last,
    }
    return write_or_show(
        request,
        form,
        lambda: actions.publish(
            initiative=initiative, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
        ),
        done="L’édition est publiée et scellée. Elle ne changera plus.",
        back=lambda made: to(request, "workshops:plan_edition", pk=pk, number=made.number),
        show=lambda: render(request, "workshops/plan_publish.html", context),
    )


@require_GET
def plan_edition(request: Request, pk: uuid.UUID, number: int) -> HttpResponse:
    """Show an edition as it was published, its seal, what it changed, what a body decided of it."""
    plan, initiative, rights = fetch(request, pk)
    edition = edition_of(plan, number)
    kind, identifier = reference(edition)
    decisions = Decision.objects.current().filter(subject_kind=kind, subject_id=identifier)
    context = {
        "plan": plan,
        "initiative": initiative,
        "rights": rights,
        "edition": edition,
        "content": edition.content,
        "totals": plan_content.totals(edition.content),
        "printed": _printed(edition.content),
        "sealed": actions.digest_of(edition) == edition.digest,
        "changes": plan_documents.told(_since(edition)),
        "decisions": decisions.select_related("body").latest_first(),
        "bodies": Body.objects.current().open_ones().filter(initiative=initiative).exists(),
        "formats": writers.FORMATS.values(),
    }
    return render(request, "workshops/plan_edition.html", context)


@require_GET
def plan_edition_file(request: Request, pk: uuid.UUID, number: int, file_format: str) -> HttpResponse:
    """Give an edition as a document."""
    plan, initiative, _ = fetch(request, pk)
    edition = edition_of(plan, number)
    if file_format not in writers.FORMATS:
        raise Http404
    document = plan_documents.plan_document(
        edition, organisation=request.workspace.name, changes=_since(edition)
    )
    made = produce(document, kind=plan_documents.KIND, format=file_format, workspace=request.workspace)
    return as_file(made, name=slugify(f"plan-{initiative.title}-edition-{number}")[:90])


@require_GET
def plan_edition_table(request: Request, pk: uuid.UUID, number: int, file_format: str) -> HttpResponseBase:
    """Give the actions of an edition as a table."""
    plan, _, _ = fetch(request, pk)
    rows = plan_exports.edition_rows(edition_of(plan, number).content)
    return file_answer(file_format, f"plan-commun-edition-{number}", plan_exports.EDITION_HEADER, rows)


@require_http_methods(["GET", "POST"])
def plan_validate(request: Request, pk: uuid.UUID, number: int) -> HttpResponse:
    """Write the draft of the decision that validates an edition, in the register of a body."""
    plan, initiative = fetch_to_work(request, pk)
    edition = edition_of(plan, number)
    form = BodyForm(posted(request), initiative=initiative, initial={"on": timezone.localdate()})
    back = to(request, "workshops:plan_edition", pk=pk, number=number)
    lead = "Un projet de décision est écrit, avec les actions. Il reste à dire pourquoi, et à l’adopter."
    screen = Screen(f"Faire valider l’édition {number}", "Écrire le projet", back, initiative, lead=lead)
    return write_or_show(
        request,
        form,
        lambda: actions.ask_validation(
            edition=edition, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        done="Le projet de décision est écrit. Relisez-le, puis adoptez-le.",
        back=lambda made: to(request, "governance:decision", pk=made.pk),
        show=lambda: screen.show(request, form),
    )


@require_POST
def plan_share(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Open the public page, or say whether search engines may find it."""
    initiative = _fetch_to_share(request, pk)
    indexed = bool(request.POST.get("indexed"))
    actions.share(initiative=initiative, indexed=indexed, by=request.user, at=timezone.now())
    messages.success(request, "La page publique est ouverte à toute personne qui a son adresse.")
    return redirect(to(request, "workshops:plan_editions", pk=pk) + "#partage")


@require_POST
def plan_unshare(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Close the public page."""
    initiative = _fetch_to_share(request, pk)
    actions.unshare(initiative=initiative, by=request.user, at=timezone.now())
    messages.success(request, "La page publique est fermée. Son adresse ne mènera plus jamais à rien.")
    return redirect(to(request, "workshops:plan_editions", pk=pk) + "#partage")


@require_GET
def plan_problems(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the problems said in the groups, with the actions that answer each of them."""
    plan, initiative, rights = fetch(request, pk)
    groups = plan_origins.of_problems(initiative)
    context = {
        "plan": plan,
        "initiative": initiative,
        "rights": rights,
        "tab": "plan",
        "groups": groups,
        "total": sum(len(one.problems) for one in groups),
        "unanswered": sum(one.unanswered for one in groups),
    }
    return render(request, "workshops/plan_problems.html", context)


@never_cache
@login_not_required
@require_GET
def public_plan(request: HttpRequest, address: str) -> HttpResponse:
    """Show the last edition to whoever has the address; nothing once it is closed."""
    rows = CommonPlan.objects.exclude(address="").filter(initiative__archived_at=None)
    plan: CommonPlan = get_object_or_404(rows.select_related("workspace", "initiative"), address=address)
    timezone.activate(plan.workspace.time_zone)
    edition: PlanEdition = get_object_or_404(PlanEdition.objects.filter(plan=plan), number=plan.edition)
    content = plan_content.public(edition.content)
    context = {
        "plan": plan,
        "edition": edition,
        "content": content,
        "totals": plan_content.totals(content),
        "printed": _printed(content),
        "address": _address(plan),
    }
    return render(request, "workshops/plan_public.html", context)


def _printed(content: dict[str, Any]) -> list[tuple[dict[str, str], list[tuple[str, str]]]]:
    """Return the actions with their lines, in order, those that say something."""
    labels, said = plan_content.PRINTED, plan_taking.with_dates_in_words
    return [
        (one, [(labels[name], said(one[name])) for name in labels if one[name]]) for one in content["actions"]
    ]


def _since(edition: PlanEdition) -> plan_rules.Changes:
    """Return what an edition changed from the one before."""
    before = PlanEdition.objects.filter(plan=edition.plan_id, number=edition.number - 1).first()
    if before is None:
        return plan_rules.Changes()
    return plan_rules.changes_between(
        before=before.actions, after=edition.actions, labels=plan_content.LABELS
    )


def _changes(last: PlanEdition, content: dict[str, Any]) -> list[str]:
    found = plan_rules.changes_between(
        before=last.actions, after=content["actions"], labels=plan_content.LABELS
    )
    return plan_documents.told(found)


def _fetch_to_share(request: Request, pk: uuid.UUID) -> Initiative:
    _, initiative, _ = fetch(request, pk)
    if not can_publish(initiative, request.membership):
        raise PermissionDenied
    return initiative


def _address(plan: CommonPlan) -> str:
    return f"{settings.BASE_URL}{reverse('workshops:public_plan', kwargs={'address': plan.address})}"
