"""Screens of proposals: what seems to be the same need, to accept, separate or set aside."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.needs import actions, proposal_text, proposals, rules
from copil.needs.forms.shared import AcceptForm, SeparateForm, SetAsideForm
from copil.needs.grouping import Proposal
from copil.needs.models import Need, SetAsideProposal, SharedNeed
from copil.needs.views import common

_PER_PAGE = 5
_CHANGED = "Cette proposition a changé depuis que vous l’avez ouverte : relisez les propositions."


@require_GET
def proposed(request: Request) -> HttpResponse:
    """Show the needs that seem to say the same thing, and why."""
    found = proposals.of_workspace(request.workspace)
    page = paginate(request, list(found.proposals), per_page=_PER_PAGE)
    context = {
        "found": found,
        "page": page,
        "shown": proposal_text.shown(list(page), common.needs(request)),
        "can_edit": common.can_edit(request),
        "job": proposals.looking(request.workspace) if found.stale or found.missing else None,
    }
    return render(request, "needs/proposals.html", context)


@require_POST
def proposal_look(request: Request) -> HttpResponse:
    """Have the needs of a large workspace compared."""
    common.require_writer(request)
    proposals.look(workspace=request.workspace, at=timezone.now())
    return redirect(to(request, "needs:proposal_progress"))


@require_GET
def proposal_progress(request: Request) -> HttpResponse:
    """Show how far the comparison is; go to the proposals once it is done."""
    job = proposals.looking(request.workspace)
    if job is None:
        address = to(request, "needs:proposals")
        if request.htmx:
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return redirect(address)
    template = "needs/proposal_progress.html"
    return render(request, f"{template}#state" if request.htmx else template, {"job": job})


@require_POST
def proposal_accept(request: Request) -> HttpResponse:
    """Say that needs are the same, in a new shared need or in one that exists."""
    common.require_writer(request)
    form = AcceptForm(
        request.POST,
        rows=common.needs(request).current(),
        shared=common.shared_needs(request).current(),
    )
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(to(request, "needs:proposals"))
    shared, left_out = _accepted(request, form.cleaned_data)
    told = f" {typography.plural(left_out, 'besoin')} mis à part." if left_out else ""
    messages.success(request, f"« {shared.title} » réunit ces besoins.{told}")
    return redirect(to(request, "needs:shared_need", pk=shared.pk))


@require_http_methods(["GET", "POST"])
def proposal_separate(request: Request, signature: str) -> HttpResponse:
    """Take out of a proposal the needs that are not like the others."""
    common.require_writer(request)
    proposal = _proposal_or_refuse(request, signature)
    form = SeparateForm(posted(request), rows=common.needs(request).current())
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        apart = list(values["needs"])
        actions.set_aside_proposal(
            workspace=request.workspace,
            sides=[_without(values["proposed"], apart), apart],
            reason=values["reason"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "C’est noté : ces besoins ne seront plus proposés ensemble.")
        return redirect(to(request, "needs:proposals"))
    return render(request, "needs/proposal_separate.html", _one(request, proposal, form))


@require_http_methods(["GET", "POST"])
def proposal_set_aside(request: Request, signature: str) -> HttpResponse:
    """Say that a proposal is wrong, and why."""
    common.require_writer(request)
    proposal = _proposal_or_refuse(request, signature)
    form = SetAsideForm(posted(request), rows=common.needs(request).current())
    if request.method == "POST" and form.is_valid():
        needs = list(form.cleaned_data["proposed"])
        actions.set_aside_proposal(
            workspace=request.workspace,
            sides=_sides(request, proposal, needs),
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "La proposition est écartée. Vous pouvez y revenir à tout moment.")
        return redirect(to(request, "needs:proposals"))
    return render(request, "needs/proposal_set_aside.html", _one(request, proposal, form))


@require_GET
def set_aside(request: Request) -> HttpResponse:
    """List what was set aside or separated, with the reason."""
    rows = SetAsideProposal.objects.visible_to(request.user).in_workspace(request.workspace).current()
    page = paginate(request, rows.order_by("-created_at", "-pk"), per_page=10)
    context = {
        "page": page,
        "rows": proposal_text.separations(page, common.needs(request)),
        "can_edit": common.can_edit(request),
    }
    return render(request, "needs/set_aside.html", context)


@require_POST
def set_aside_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Let needs kept apart be proposed together again."""
    common.require_writer(request)
    rows = SetAsideProposal.objects.visible_to(request.user).in_workspace(request.workspace)
    proposal = get_object_or_404(rows, pk=pk)
    actions.restore_proposal(proposal=proposal, by=request.user, at=timezone.now())
    messages.success(request, "Ces besoins peuvent de nouveau être proposés ensemble.")
    return redirect(to(request, "needs:set_aside"))


def _proposal_or_refuse(request: Request, signature: str) -> Proposal:
    proposal = proposals.find(request.workspace, signature)
    if proposal is None:
        raise ActionRefused(_CHANGED)
    return proposal


def _one(request: Request, proposal: Proposal, form: SetAsideForm) -> dict[str, Any]:
    shown = proposal_text.shown([proposal], common.needs(request))
    return {"shown": shown[0], "form": form}


def _without(proposed: Any, chosen: Any) -> list[Need]:
    gone = {need.pk for need in chosen}
    return [need for need in proposed if need.pk not in gone]


def _sides(request: Request, proposal: Proposal, needs: Sequence[Need]) -> list[list[Need]]:
    """Return who is kept from whom: each need from the others, or all of them from a shared need's."""
    if proposal.shared_need is None:
        return [[need] for need in needs]
    held = common.needs(request).current().filter(shared_need=proposal.shared_need)
    return [list(needs), list(held)]


def _accepted(request: Request, values: dict[str, Any]) -> tuple[SharedNeed, int]:
    """Write what was accepted; return the shared need, and how many needs were left out of it."""
    chosen = list(values["needs"])
    left_out = _without(values["proposed"], chosen)
    shared: SharedNeed | None = values["shared_need"]
    if shared is not None:
        actions.add_needs(
            shared_need=shared, needs=chosen, left_out=left_out, by=request.user, at=timezone.now()
        )
        return shared, len(left_out)
    sides = [[str(need.pk) for need in [*chosen, *left_out]]]
    why = proposals.find(request.workspace, rules.signature(sides))
    created = actions.accept_proposal(
        workspace=request.workspace,
        title=values["title"],
        needs=chosen,
        left_out=left_out,
        explanation={"reasons": list(why.reasons)} if why else {},
        closeness={str(pk): near for pk, near in why.closeness.items()} if why else {},
        by=request.user,
        at=timezone.now(),
    )
    return created, len(left_out)
