"""The roles of an initiative: their matrix, what is fragile, who could back whom up."""

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.directory.models import Person
from copil.exchange import exports as tables
from copil.governance import role_kinds
from copil.governance.actions import roles as actions
from copil.governance.forms.roles import EndRoleForm, HolderForm, HoldingForm, SingleForm, SkillsForm
from copil.governance.models import RoleHolding, RoleSkill, SingleRole
from copil.governance.permissions import can_shape
from copil.governance.responsibilities import Responsibilities
from copil.governance.views.common import Screen, fetch_initiative, require_shaper
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative


@require_GET
def roles(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who holds which role, what is fragile, the load of each, what is over."""
    initiative = fetch_initiative(request, pk)
    read = _read(request, initiative)
    context = {
        "initiative": initiative,
        "tab": "roles",
        "people": read.people(),
        "rows": read.matrix(),
        "findings": read.findings(),
        "loads": read.loads(),
        "past": read.past(),
        "can_shape": can_shape(initiative, request.membership),
    }
    return render(request, "governance/roles.html", context)


@require_GET
def roles_export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the matrix as a table: roles down, people across."""
    read = _read(request, fetch_initiative(request, pk))
    people = [name for _, name in read.people()]
    header = ["Rôle", *people, "À savoir"]
    rows = [[row.kind.title, *row.cells, row.single.reason if row.single else ""] for row in read.matrix()]
    return tables.answer(file_format, "roles", header, rows)


@require_GET
def backups(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Propose the smallest set of back-ups."""
    initiative = fetch_initiative(request, pk)
    context = {
        "initiative": initiative,
        "tab": "roles",
        "proposal": _read(request, initiative).proposal(),
        "can_shape": can_shape(initiative, request.membership),
    }
    return render(request, "governance/backups.html", context)


@require_http_methods(["GET", "POST"])
def role_give(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Name somebody in a role; the address may say which, and who."""
    initiative = _to_shape(request, pk)
    form = HolderForm(posted(request), workspace=request.workspace, initial=_asked(request))
    screen = _screen(request, initiative, "Nommer dans un rôle", verb="Nommer la personne")
    return screen.answer(
        request,
        form,
        lambda values: actions.name_holder(
            initiative=initiative, workspace=request.workspace, by=request.user, at=timezone.now(), **values
        ),
        done="Le rôle est confié.",
    )


@require_http_methods(["GET", "POST"])
def role_edit(request: Request, pk: uuid.UUID, holding: uuid.UUID) -> HttpResponse:
    """Change the dates or the load of a role held."""
    initiative = _to_shape(request, pk)
    row = _holding(initiative, holding)
    initial = {name: getattr(row, name) for name in ("starts_on", "ends_on", "days")}
    form = HoldingForm(posted(request), initial=initial)
    screen = _screen(request, initiative, f"{row.title} : {row.person}", verb="Enregistrer le rôle", row=row)
    return screen.answer(
        request,
        form,
        lambda values: actions.change_holding(
            holding=row,
            values=values,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        ),
        done="Le rôle est à jour.",
    )


@require_http_methods(["GET", "POST"])
def role_end(request: Request, pk: uuid.UUID, holding: uuid.UUID) -> HttpResponse:
    """End a role; it stays in the history."""
    initiative = _to_shape(request, pk)
    row = _holding(initiative, holding)
    form = EndRoleForm(posted(request), initial={"ends_on": timezone.localdate()})
    title = f"Fin du rôle de {row.person}"
    screen = _screen(request, initiative, title, verb="Mettre fin au rôle", row=row, lead=row.title)
    return screen.answer(
        request,
        form,
        lambda values: actions.end_holding(
            holding=row, expected=expected_version(request.POST), by=request.user, at=timezone.now(), **values
        ),
        done="Le rôle est terminé. Il reste dans l’historique.",
    )


@require_http_methods(["GET", "POST"])
def role_single(request: Request, pk: uuid.UUID, role: str) -> HttpResponse:
    """Say that a role is held by one person by its nature."""
    initiative = _to_shape(request, pk)
    kind = role_kinds.kinds().get(role)
    if kind is None:
        get_object_or_404(RoleHolding.objects.none())
    form = SingleForm(posted(request))
    title = role_kinds.title_of(role)
    screen = _screen(request, initiative, "Unique par nature", verb="Garder cette raison", lead=title)
    return screen.answer(
        request,
        form,
        lambda values: actions.say_single(
            initiative=initiative,
            workspace=request.workspace,
            role=role,
            reason=values["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        done="C’est noté : ce rôle n’attend pas de second.",
    )


@require_POST
def role_single_lift(request: Request, pk: uuid.UUID, role: str) -> HttpResponse:
    """Take it back."""
    initiative = _to_shape(request, pk)
    said: SingleRole = get_object_or_404(SingleRole.objects.current(), initiative=initiative, role=role)
    actions.lift_single(single=said, by=request.user, at=timezone.now())
    messages.success(request, "Ce rôle attend de nouveau un second.")
    return redirect(to(request, "governance:roles", pk=pk))


@require_http_methods(["GET", "POST"])
def role_skills(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say which roles each person of the team could hold."""
    initiative = _to_shape(request, pk)
    read = _read(request, initiative)
    people = list(Person.objects.in_workspace(request.workspace).filter(pk__in=list(read.names)).in_order())
    known: dict[str, list[str]] = defaultdict(list)
    skills = RoleSkill.objects.current().filter(workspace=request.workspace, person__in=people)
    for person, role in skills.order_by("pk").values_list("person", "role"):
        known[f"p-{person}"].append(role)
    form = SkillsForm(posted(request), people=people, initial=dict(known))
    screen = _screen(request, initiative, "Qui pourrait tenir quoi", verb="Enregistrer les savoirs")
    return screen.answer(
        request,
        form,
        lambda values: actions.set_skills(
            initiative=initiative,
            workspace=request.workspace,
            able=form.able,
            by=request.user,
            at=timezone.now(),
        ),
        done="C’est noté : les seconds proposés en tiennent compte.",
    )


def _read(request: Request, initiative: Initiative) -> Responsibilities:
    return Responsibilities(initiative, workspace=request.workspace, today=timezone.localdate())


def _to_shape(request: Request, pk: uuid.UUID) -> Initiative:
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    return initiative


def _holding(initiative: Initiative, pk: uuid.UUID) -> RoleHolding:
    rows = RoleHolding.objects.current().filter(initiative=initiative)
    found: RoleHolding = get_object_or_404(rows.select_related("person", "workspace", "initiative"), pk=pk)
    return found


def _screen(
    request: Request,
    initiative: Initiative,
    title: str,
    *,
    verb: str,
    lead: str = "",
    row: RoleHolding | None = None,
) -> Screen:
    back = to(request, "governance:roles", pk=initiative.pk)
    return Screen(title, lead or initiative.title, verb, back, initiative=initiative, stored=row)


def _asked(request: Request) -> dict[str, Any]:
    """Return the role and the person that the address names."""
    initial: dict[str, Any] = {"starts_on": timezone.localdate(), "role": request.GET.get("role", "")}
    initial["is_deputy"] = "1" if request.GET.get("second") else ""
    try:
        pk = uuid.UUID(request.GET.get("personne", ""))
    except ValueError:
        return initial
    rows = Person.objects.visible_to(request.user).in_workspace(request.workspace).current()
    return {**initial, "person": rows.filter(pk=pk).first()}
