"""The team of an initiative."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions
from copil.initiatives.enums import TeamRole
from copil.initiatives.forms import MemberForm, NewMemberForm
from copil.initiatives.models import Carrier, Initiative, TeamMember
from copil.initiatives.views.common import fetch, fetch_to_pilot, last_to, typed_version


@require_http_methods(["GET", "POST"])
def team(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the team; bring somebody in."""
    initiative, rights = fetch(request, pk)
    form = NewMemberForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST":
        initiative = fetch_to_pilot(request, pk)
        if form.is_valid() and _added(request, initiative, form):
            return redirect(to(request, "initiatives:team", pk=pk))
    rows = TeamMember.objects.current().filter(initiative=initiative).select_related("person")
    carriers = Carrier.objects.filter(initiative=initiative).select_related("workspace")
    context = {
        "initiative": initiative,
        "rights": rights,
        "form": form,
        "members": rows.in_order(),
        "carriers": carriers.order_by("left_on", "-role", "pk"),
        "tab": "team",
    }
    return render(request, "initiatives/team.html", context)


@require_http_methods(["GET", "POST"])
def member(request: Request, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Change what somebody does in the team."""
    initiative = fetch_to_pilot(request, pk)
    row = _member(initiative, member)
    form = MemberForm(request.POST or None, initial={"role": row.role, "title": row.title})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_member(
                member=row,
                role=TeamRole(form.cleaned_data["role"]),
                title=form.cleaned_data["title"],
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            stored, who = _member(initiative, member), last_to("change_member", initiative)
            back = to(request, "initiatives:team", pk=pk)
            return conflict_response(request, form=form, stored=stored, back=back, who=who)
        messages.success(request, f"Le rôle de {row.person} est à jour.")
        return redirect(to(request, "initiatives:team", pk=pk))
    context = {
        "initiative": initiative,
        "member": row,
        "form": form,
        "version": typed_version(request, row.version),
    }
    return render(request, "initiatives/member.html", context)


@require_POST
def remove(request: Request, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Take somebody out of the team."""
    initiative = fetch_to_pilot(request, pk)
    row = _member(initiative, member)
    actions.remove_member(member=row, by=request.user, at=timezone.now())
    messages.success(request, f"{row.person} ne fait plus partie de l’équipe.")
    return redirect(to(request, "initiatives:team", pk=pk))


def _member(initiative: Initiative, pk: uuid.UUID) -> TeamMember:
    rows = TeamMember.objects.current().filter(initiative=initiative)
    found: TeamMember = get_object_or_404(rows.select_related("person", "initiative", "workspace"), pk=pk)
    return found


def _added(request: Request, initiative: Initiative, form: NewMemberForm) -> bool:
    """Add the person; a refusal is shown on the form, which keeps what was typed."""
    try:
        actions.add_member(
            initiative=initiative,
            workspace=request.workspace,
            person=form.cleaned_data["person"],
            role=TeamRole(form.cleaned_data["role"]),
            title=form.cleaned_data["title"],
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.add_error("person", refusal.message)
        return False
    messages.success(request, f"{form.cleaned_data['person']} entre dans l’équipe.")
    return True
