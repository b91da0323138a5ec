"""Working groups: listed, formed, shown, changed, put aside; who is in them, their sessions."""

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.views.common import fetch as fetch_initiative
from copil.initiatives.views.common import fetch_to_work as fetch_initiative_to_work
from copil.journal import saving
from copil.workshops import actions, boarding, follow
from copil.workshops.enums.groups import Rank
from copil.workshops.forms.groups import GroupForm, MemberForm, SessionForm
from copil.workshops.models import ActionSheet, Allocation, GroupMember, WorkingGroup
from copil.workshops.presentation import groups as group_presentation
from copil.workshops.views.common import Screen, fetch, fetch_to_work


@require_GET
def groups(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the groups of an initiative, what each one lacks, its dates; the allocations made."""
    initiative, rights = fetch_initiative(request, pk)
    rows = WorkingGroup.objects.filter(initiative=initiative).with_surroundings()
    allocations = Allocation.objects.current().filter(initiative=initiative).select_related("event")
    context = {
        "initiative": initiative,
        "tab": "groups",
        "rights": rights,
        "cards": group_presentation.cards(list(rows.current().in_order())),
        "aside": list(rows.filter(archived_at__isnull=False).in_order()) if rights.may_work else [],
        "allocations": list(allocations.latest_first()[:10]) if rights.may_work else [],
    }
    return render(request, "workshops/groups.html", context)


@require_http_methods(["GET", "POST"])
def group_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Form a group."""
    initiative = fetch_initiative_to_work(request, pk)
    form = GroupForm(posted(request), workspace=request.workspace)
    back = to(request, "workshops:groups", pk=pk)
    screen = Screen("Former un groupe", "Former le groupe", back, initiative)

    def write() -> object:
        return actions.create(
            workspace=request.workspace,
            initiative=initiative,
            values=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        )

    return screen.answer(request, form, write, done="Le groupe est formé.")


@require_GET
def group(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a group: its question, who is in it, who is missing, its three sessions."""
    shown, rights = fetch(request, pk)
    card = group_presentation.cards([shown])[0]
    by_kind: dict[str, list[GroupMember]] = defaultdict(list)
    for one in card.members:
        by_kind[one.get_kind_display()].append(one)
    context = {
        "group": shown,
        "initiative": shown.initiative,
        "rights": rights,
        "card": card,
        "benches": list(by_kind.items()),
        "boards": boarding.of_group(shown),
        "reviews": follow.reviews_of(ActionSheet.objects.current().filter(group=shown)),
    }
    return render(request, "workshops/group.html", context)


@require_http_methods(["GET", "POST"])
def group_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a group."""
    stored = fetch_to_work(request, pk)
    form = GroupForm(posted(request), instance=stored, workspace=request.workspace)
    back = to(request, "workshops:group", pk=pk)
    screen = Screen(
        "Modifier le groupe", "Enregistrer le groupe", back, stored.initiative, stored, version=stored.version
    )
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.update(
                    group=stored,
                    values=form.cleaned_data,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: fetch(request, pk)[0],
                back=back,
                done="Le groupe est enregistré.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    return screen.show(request, form)


@require_POST
def group_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a group aside."""
    stored = fetch_to_work(request, pk)
    actions.archive(group=stored, by=request.user, at=timezone.now())
    messages.success(request, "Le groupe est mis de côté. Vous pouvez le reprendre plus bas.")
    return redirect(to(request, "workshops:groups", pk=stored.initiative_id))


@require_POST
def group_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take up a group again."""
    stored = fetch_to_work(request, pk)
    actions.restore(group=stored, by=request.user, at=timezone.now())
    messages.success(request, "Le groupe est repris.")
    return redirect(to(request, "workshops:group", pk=pk))


@require_http_methods(["GET", "POST"])
def member_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Want somebody in a group."""
    stored = fetch_to_work(request, pk)
    form = MemberForm(posted(request), workspace=stored.workspace)
    back = to(request, "workshops:group", pk=pk)
    lead = "La personne sera attendue aux réunions du groupe encore à venir."
    screen = Screen(
        "Ajouter quelqu’un au groupe", "Ajouter au groupe", back, stored.initiative, stored, lead=lead
    )

    def write() -> object:
        values: dict[str, Any] = form.cleaned_data
        return actions.add_member(group=stored, **values, by=request.user, at=timezone.now())

    return screen.answer(request, form, write, done="La personne est dans le groupe.")


@require_POST
def member_remove(request: Request, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Take somebody out of a group."""
    stored = fetch_to_work(request, pk)
    rows = GroupMember.objects.current().filter(group=stored).select_related("person", "group")
    found = get_object_or_404(rows, pk=member)
    actions.remove_member(member=found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.person} ne fait plus partie du groupe.")
    return redirect(to(request, "workshops:group", pk=pk))


@require_http_methods(["GET", "POST"])
def session_plan(request: Request, pk: uuid.UUID, rank: int) -> HttpResponse:
    """Prepare one of the three sessions of a group."""
    stored = fetch_to_work(request, pk)
    if rank not in Rank.values:
        raise Http404
    form = SessionForm(posted(request))
    back = to(request, "workshops:group", pk=pk)
    lead = (
        "Un brouillon de réunion est écrit, avec son ordre du jour. Rien n’est envoyé avant la convocation."
    )
    title = f"Prévoir la réunion {rank} : {Rank(rank).label.lower()}"
    screen = Screen(title, "Prévoir cette réunion", back, stored.initiative, stored, lead=lead)

    def write() -> object:
        return actions.plan_session(
            group=stored, rank=Rank(rank), values=form.values, by=request.user, at=timezone.now()
        )

    return screen.answer(request, form, write, done="La réunion est prévue, en brouillon.")
