"""Tasks as the API gives them: the rights, forms and verbs of the pages."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query

from copil.api import answers, writing
from copil.api.enums import Scope
from copil.api.frame import Resource
from copil.api.problems import Problem, wrong_fields
from copil.api.schemas import Asked, Linked, Listed, Sheet, Strict
from copil.core.text import name_key
from copil.directory.models import Person
from copil.identity.http import Request
from copil.tasks import actions, rules
from copil.tasks.enums import TaskState
from copil.tasks.forms import TaskForm
from copil.tasks.models import Task
from copil.tasks.permissions import can_add, rights_on_task
from copil.tasks.views import common

tasks = Resource("Tâches")

FIELDS: Mapping[str, str] = {
    "titre": "title",
    "details": "details",
    "personne": "person",
    "pour_le": "due_on",
    "demarche": "initiative",
}
_NAMES = {form: api for api, form in FIELDS.items()}


class TaskOut(Sheet):
    """Something to do."""

    titre: str
    details: str
    personne: Linked | None
    pour_le: dt.date | None
    jours_de_retard: int
    demarche: Linked | None
    etat: TaskState
    raison: str = Field(description="Pourquoi elle est abandonnée.")
    bloquee_par: uuid.UUID | None
    debloquee_quand: str
    close_le: dt.datetime | None


class TaskIn(Strict):
    """A new task."""

    titre: str = Field(max_length=200, description="Un verbe d’abord.")
    details: str = Field("", max_length=4_000)
    personne: uuid.UUID | None = None
    pour_le: dt.date | None = None
    demarche: uuid.UUID | None = None


class TaskChange(Strict):
    """What can be changed of a task; a field left out stays as it is."""

    titre: str = Field("", max_length=200)
    details: str = Field("", max_length=4_000)
    personne: uuid.UUID | None = None
    pour_le: dt.date | None = None
    demarche: uuid.UUID | None = None
    etat: TaskState | None = Field(None, description="Où elle en est ; à donner seul.")
    raison: str = Field("", max_length=300, description="Pourquoi elle est abandonnée, avec etat.")
    bloquee_par: uuid.UUID | None = Field(None, description="La tâche qu’elle attend, avec etat.")
    debloquee_quand: str = Field("", max_length=300, description="Ce qui la débloquera, avec etat.")


class TasksAsked(Asked):
    """What narrows the list of tasks."""

    q: str = Field("", max_length=100, description="Des mots de la tâche.")
    etat: TaskState | None = None
    ouvertes: bool = Field(False, description="Celles qui restent à faire seulement.")
    en_retard: bool = Field(False, description="Celles dont la date est passée seulement.")
    personne: uuid.UUID | None = None
    demarche: uuid.UUID | None = None


def shown_task(one: Task) -> dict[str, Any]:
    """Return a task with what it names (already fetched)."""
    today = timezone.localdate()
    return {
        **answers.common(one),
        "titre": one.title,
        "details": one.details,
        "personne": answers.linked(one.person),
        "pour_le": one.due_on,
        "jours_de_retard": rules.days_late(state=one.state, due_on=one.due_on, today=today),
        "demarche": answers.linked(one.initiative),
        "etat": one.state,
        "raison": one.reason,
        "bloquee_par": one.blocked_by_id,
        "debloquee_quand": one.unblocked_when,
        "close_le": one.closed_at,
    }


@tasks.lists(
    "/taches", name="tasks", scope=Scope.TASKS_READ, summary="Lister les tâches", gives=Listed[TaskOut]
)
def task_list(request: Request, asked: Query[TasksAsked]) -> HttpResponse:
    """List the tasks asked for, the soonest first."""
    rows = common.tasks(request)
    if asked.en_retard:
        rows = rows.late(today=timezone.localdate())
    elif asked.ouvertes:
        rows = rows.open()
    for word in name_key(asked.q).split():
        rows = rows.filter(title_key__contains=word)
    exact = {"state": asked.etat, "person": asked.personne, "initiative": asked.demarche}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return answers.listed(request, rows.by_date(), asked, shown_task)


@tasks.shows(
    "/taches/{uuid:pk}", name="task", scope=Scope.TASKS_READ, summary="Lire une tâche", gives=TaskOut
)
def task(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one task."""
    return answers.sheet(request, _found(request, pk), shown_task)


@tasks.creates(
    "/taches",
    name="tasks",
    scope=Scope.TASKS_WRITE,
    summary="Créer une tâche",
    gives=TaskOut,
    example={"titre": "Relancer la mairie pour la salle", "pour_le": "2027-02-28"},
)
def task_create(request: Request, corps: TaskIn) -> HttpResponse:
    """Add a task."""
    if not request.membership.may_write:
        raise PermissionDenied

    def make() -> Task:
        values = _understood(request, None, corps.model_dump(exclude_unset=True))
        if not can_add(values["initiative"], request.membership):
            raise PermissionDenied
        return actions.create_task(workspace=request.workspace, by=request.user, at=timezone.now(), **values)

    return writing.created(
        request,
        make=make,
        find=lambda pk: _found(request, pk),
        shown=shown_task,
        at=lambda one: reverse("api:task", kwargs={"pk": one.pk}),
    )


@tasks.changes(
    "/taches/{uuid:pk}",
    name="task",
    scope=Scope.TASKS_WRITE,
    summary="Modifier une tâche, ou dire où elle en est",
    gives=TaskOut,
    example={"etat": "doing"},
)
def task_change(request: Request, pk: uuid.UUID, corps: TaskChange) -> HttpResponse:
    """Change the fields sent, or the state: one act at a time, as on the pages."""
    sent = corps.model_dump(exclude_unset=True)
    write = _moving(request, sent) if sent.get("etat") else _changing(request, sent)
    rights = rights_on_task(_found(request, pk), request.membership)
    if not (rights.may_move if sent.get("etat") else rights.may_write):
        raise PermissionDenied
    return writing.changed(request, pk, write=write, find=lambda one: _found(request, one), shown=shown_task)


def _changing(request: Request, sent: Mapping[str, Any]) -> Any:
    """Return what writes the fields of a task."""
    stray = sorted(set(sent) - set(FIELDS))
    if stray:
        message = "Ce champ ne va qu’avec « etat »."
        raise wrong_fields([{"field": name, "message": message} for name in stray])

    def write(stored: Task, expected: int) -> None:
        # Read before the form writes on its copy. The person may be of another carrier: untouched, they stay.
        held = {
            "titre": stored.title,
            "details": stored.details,
            "pour_le": stored.due_on,
            "demarche": stored.initiative_id,
        }
        person = stored.person
        values = _understood(request, stored, {**held, **sent})
        if "personne" not in sent:
            values["person"] = person
        actions.update_task(task=stored, values=values, expected=expected, by=request.user, at=timezone.now())

    return write


def _moving(request: Request, sent: Mapping[str, Any]) -> Any:
    """Return what moves a task."""
    stray = sorted(set(sent) & set(FIELDS))
    if stray:
        message = "Envoyez « etat » dans une requête à part."
        raise wrong_fields([{"field": name, "message": message} for name in stray])

    def write(stored: Task, expected: int) -> None:
        if stored.state == sent["etat"] and stored.state != TaskState.BLOCKED:
            return
        with transaction.atomic():
            actions.move(
                task=stored,
                to=TaskState(sent["etat"]),
                expected=expected,
                by=request.user,
                at=timezone.now(),
                reason=sent.get("raison", ""),
                blocked_by=_blocker(request, sent.get("bloquee_par")),
                unblocked_when=sent.get("debloquee_quand", ""),
            )

    return write


def _blocker(request: Request, pk: uuid.UUID | None) -> Task | None:
    if pk is None:
        return None
    found: Task | None = common.tasks(request).filter(pk=pk).first()
    if found is None:
        raise wrong_fields([{"field": "bloquee_par", "message": "Aucune tâche n’a cet identifiant."}])
    return found


def _found(request: Request, pk: uuid.UUID) -> Task:
    return common.task_or_404(request, pk)[0]


def _understood(request: Request, instance: Task | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of the pages understands of fields of the API, or refuse."""
    data: dict[str, Any] = {FIELDS[name]: value for name, value in given.items()}
    person = _person(request, data.get("person"))
    data |= {"person": str(person) if person else "", "person_key": str(person.pk) if person else ""}
    form = TaskForm(data, instance=instance or Task(), membership=request.membership)
    values = writing.checked(form, _NAMES)
    if person is not None and values["person"] != person:
        raise Problem(409, "La fiche de cette personne vient de changer : recommencez.")
    return {name: values[name] for name in FIELDS.values()}


def _person(request: Request, pk: uuid.UUID | None) -> Person | None:
    """Return the person named, or refuse the field."""
    if pk is None:
        return None
    rows = Person.objects.visible_to(request.user).in_workspace(request.workspace).current()
    found: Person | None = rows.filter(pk=pk).first()
    if found is None:
        raise wrong_fields([{"field": "personne", "message": "Aucune personne n’a cet identifiant."}])
    return found
