"""« Où en êtes-vous ? »: a signed link to the person in charge, and the answer that comes back."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.directory.actions import people
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.notifications import recipients
from copil.notifications.actions import notify, write
from copil.tasks import followers, rules
from copil.tasks.actions.common import locked, record
from copil.tasks.actions.states import enter
from copil.tasks.actions.tasks import close_question
from copil.tasks.enums import SAID_BY_LINK, TaskState
from copil.tasks.models import StatusRequest, Task

CLOSED = "Ce lien n’est plus ouvert : votre réponse n’a pas pu être enregistrée. Demandez-en un nouveau."
_NEEDS_A_SENTENCE = "Dites en une phrase ce qui bloque : c’est ce qui permettra de vous aider."


@transaction.atomic
def ask(
    *, task: Task, email: str, until: dt.date, by: User, at: dt.datetime, word: str = ""
) -> StatusRequest:
    """Ask the person in charge where a task stands: a link of their own leaves, open until that day's end.

    An address that the directory lacked is kept. A link sent before stops working.
    """
    held = locked(task)
    person = held.person
    if person is None:
        raise ActionRefused("Confiez d’abord la tâche à quelqu’un.")
    if held.state == TaskState.DROPPED:
        raise ActionRefused("Cette tâche est abandonnée : rouvrez-la avant de demander où elle en est.")
    if until < timezone.localdate(at):
        raise ActionRefused("Donnez une date à venir : le lien doit pouvoir servir.")
    if not person.email:
        values = {name: getattr(person, name) for name in people.PERSON_FIELDS}
        people.update(by=by, at=at, person=person, values={**values, "email": email}, expected=person.version)
    close_question(held, at=at)
    question: StatusRequest = StatusRequest.objects.create(
        workspace=held.workspace,
        task=held,
        person=person,
        email=email,
        until=until,
        asked_by=by,
        created_at=at,
    )
    _send(question, by=by, word=word, at=at)
    record(held, verb="ask", by=by, at=at, changes={"person": str(person), "until": until})
    return question


@transaction.atomic
def close_link(*, task: Task, by: User, at: dt.datetime) -> None:
    """Close the link of a task at once; an answer already given is kept."""
    held = locked(task)
    question = StatusRequest.objects.filter(task=held, closed_at=None).select_related("person").first()
    if question is None:
        raise ActionRefused("Aucun lien n’est ouvert pour cette tâche.")
    close_question(held, at=at)
    record(held, verb="close_link", by=by, at=at, changes={"person": str(question.person)})


@transaction.atomic
def answer(*, link: SignedLink, state: str, sentence: str, at: dt.datetime) -> StatusRequest:
    """Keep the answer of whoever holds an open link, in place of the one before, and move the task.

    The same answer twice is no news. Raises ``ActionRefused`` when the link was closed or ran out since the
    page was opened, or when the answer makes no sense. The task is locked first, as every other verb does.
    """
    asked = StatusRequest.objects.filter(pk=link.object_id).select_related("task").first()
    held = locked(asked.task) if asked is not None else None
    links_held = SignedLink.objects.select_for_update()
    stored = links_held.filter(pk=link.pk, purpose=LinkPurpose.STATUS).first()
    if held is None or stored is None or not stored.is_open(at=at) or held.state == TaskState.DROPPED:
        raise ActionRefused(CLOSED)
    rows = StatusRequest.objects.select_for_update(of=("self",)).select_related(
        "person", "asked_by", "workspace"
    )
    question: StatusRequest = rows.get(pk=link.object_id)
    told = sentence.strip()[:500]
    if question.closed_at is not None:
        raise ActionRefused(CLOSED)
    if state not in [one.value for one in SAID_BY_LINK]:
        raise ActionRefused("Choisissez l’une des réponses proposées.")
    if state == TaskState.BLOCKED and not told:
        raise ActionRefused(_NEEDS_A_SENTENCE)
    if (question.answer, question.sentence) == (state, told) and held.state == state:
        return question
    was_open = held.is_open
    _move(held, TaskState(state), sentence=told, at=at)
    question.answer, question.sentence, question.answered_at = state, told, at
    question.version += 1
    question.save(update_fields=["answer", "sentence", "answered_at", "version"])
    _tell_answer(question, held, at=at)
    label = TaskState(state).label.lower()
    record(
        held,
        verb="answer",
        by=None,
        at=at,
        changes={"person": str(question.person), "answer": label, "sentence": told},
    )
    followers.tell(held, was_open=was_open, by=None, at=at, said=told)
    return question


def _move(held: Task, to: TaskState, *, sentence: str, at: dt.datetime) -> None:
    when = sentence[:300] if to is TaskState.BLOCKED else ""
    if held.state == to and to is not TaskState.BLOCKED:
        return
    if held.state != to:
        rules.check_move(before=held.state, after=to, when=when)
    enter(held, to=to, at=at, blocked_by=held.blocked_by, unblocked_when=when)


def _send(question: StatusRequest, *, by: User, word: str, at: dt.datetime) -> None:
    """Issue the link and put the message in the outbox; the token is kept nowhere else."""
    ends = dt.datetime.combine(
        question.until + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone()
    )
    token = links.issue(
        workspace=question.workspace,
        purpose=LinkPurpose.STATUS,
        target=reference(question),
        at=at,
        lifetime=ends - at,
        single_use=False,
    )
    task, day = question.task, typography.day(question.until)
    due = f", pour le {typography.day(task.due_on)}" if task.due_on else ""
    said = f"\n\n« {word.strip()} »" if word.strip() else ""
    write(
        kind="tasks.status_asked",
        email=question.email,
        text=(
            f"{by.get_full_name()} ({question.workspace.name}) vous demande où en est une tâche dont vous "
            f"vous chargez{due} :\n« {task.title} »{said}\n\n"
            "Ouvrez le lien et choisissez une réponse : aucun compte n’est nécessaire."
        ),
        url=settings.BASE_URL + reverse("tasks:status", kwargs={"token": token}),
        label="Dire où vous en êtes",
        after=f"Ce lien est le vôtre, jusqu’au {day} inclus : vous pourrez changer votre réponse.",
        at=at,
        workspace=question.workspace,
    )


def _tell_answer(question: StatusRequest, task: Task, *, at: dt.datetime) -> None:
    """Tell whoever asked that the answer is there; it is read on the page."""
    if question.asked_by is None:
        return
    notify(
        kind="tasks.status_given",
        workspace=question.workspace,
        to=[recipients.account(question.asked_by)],
        obj=reference(task),
        title=f"{question.person} a dit où en est la tâche « {task.title} »",
        path=reverse("tasks:task", kwargs={"workspace": question.workspace.slug, "pk": task.pk}),
        label="Lire la réponse",
        at=at,
    )
