"""Tasks, what is said of them, and the questions sent to the people in charge."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from copil.core.fields import SortKeyField
from copil.directory.models import Person
from copil.identity.models import Membership, Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.models import Carrier, Initiative
from copil.tasks import rules
from copil.tasks.enums import TaskState


class TaskQuerySet(OwnedQuerySet):
    """Questions asked about tasks."""

    def visible_to(self, user: User) -> Self:
        """Return the tasks of the user's workspaces, and those of the carriers of their initiatives."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        return self._reached(Q(workspace__in=mine), Initiative.objects.visible_to(user))

    def reachable_in(self, workspace: Workspace) -> Self:
        """Return the tasks shown in a workspace: its own, and those of the initiatives it carries."""
        return self._reached(Q(workspace=workspace), Initiative.objects.carried_by(workspace))

    def _reached(self, own: Q, initiatives: OwnedQuerySet) -> Self:
        # The tasks of a carrier that left went with it.
        still = Carrier.objects.filter(
            initiative=OuterRef("initiative"), workspace=OuterRef("workspace"), left_on=None
        )
        return self.filter(own | (Q(initiative__in=initiatives.values("pk")) & Exists(still)))

    def open(self) -> Self:
        """Return what remains to be done."""
        return self.filter(state__in=TaskState.open_values())

    def late(self, *, today: dt.date) -> Self:
        """Return what should be done already."""
        return self.open().filter(due_on__lt=today)

    def of_user(self, user: User) -> Self:
        """Return what is in the charge of an account, in whichever workspace."""
        return self.filter(person__user=user)

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("workspace", "person", "initiative", "blocked_by")

    def by_date(self) -> Self:
        """Sort what comes first at the top, what has no date at the end."""
        return self.order_by(F("due_on").asc(nulls_last=True), "title_key", "pk")


class Task(Owned):
    """Something to do: what, who, for when, where it comes from, and where it stands."""

    title = models.CharField("quoi", max_length=200)
    title_key = SortKeyField(max_length=240, editable=False)
    details = models.TextField("précisions", blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui s’en charge"
    )
    due_on = models.DateField("pour le", null=True, blank=True)
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="démarche"
    )
    origin_kind = models.CharField(max_length=40, blank=True, editable=False)
    origin_id = models.UUIDField(null=True, blank=True, editable=False)
    origin_label = models.CharField("d’où elle vient", max_length=200, blank=True, editable=False)
    state = models.CharField("état", max_length=10, choices=TaskState, default=TaskState.TODO)
    before = models.CharField(max_length=10, choices=TaskState, blank=True, editable=False)
    reason = models.CharField("pourquoi elle est abandonnée", max_length=300, blank=True)
    blocked_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bloquée par"
    )
    unblocked_when = models.CharField("débloquée quand", max_length=300, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(
                condition=~Q(state=TaskState.DROPPED) | ~Q(reason=""), name="task_dropped_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.BLOCKED) | Q(blocked_by__isnull=False) | ~Q(unblocked_when=""),
                name="task_blocked_by_something",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=TaskState.open_values()) & Q(closed_at=None))
                | (~Q(state__in=TaskState.open_values()) & Q(closed_at__isnull=False)),
                name="task_closed_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(origin_kind="", origin_id=None)
                | (~Q(origin_kind="") & Q(origin_id__isnull=False)),
                name="task_origin_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "state", "due_on"], name="task_by_date"),
            models.Index(fields=["origin_kind", "origin_id"], name="task_by_origin"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return rules.is_open(self.state)

    @property
    def may_resume(self) -> bool:
        """Whether the task that blocked it is closed (``blocked_by`` already fetched)."""
        blocker = self.blocked_by
        return self.state == TaskState.BLOCKED and blocker is not None and not blocker.is_open


class OfTaskQuerySet(OwnedQuerySet):
    """What belongs to a task is seen by those who see the task."""

    def visible_to(self, user: User) -> Self:
        return self.filter(task__in=Task.objects.visible_to(user).values("pk"))


class TaskComment(Owned):
    """A remark on a task, signed; it does not change."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="comments")
    text = models.TextField("commentaire")
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="task_comment_says_something")]

    def __str__(self) -> str:
        return self.text[:80]


class StatusRequest(Owned):
    """« Où en êtes-vous ? »: one question to one person about one task, and the latest answer to it.

    The row belongs to the workspace that asks. However often the link is used, it holds one answer.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="requests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    email = models.EmailField("adresse", max_length=254)
    until = models.DateField("jusqu’au")
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.CharField("réponse", max_length=10, choices=TaskState, blank=True)
    sentence = models.CharField("précision", max_length=500, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    closed_at = models.DateTimeField("lien fermé le", null=True, blank=True)

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(closed_at=None), name="task_one_question_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="task_answer_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.task}"
