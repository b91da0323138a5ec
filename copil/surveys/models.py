"""Forms, their versions, who is asked, what was answered."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.models import Person
from copil.identity.models import Membership, Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.models import Initiative
from copil.surveys import content
from copil.surveys.content import Content
from copil.surveys.enums import SurveyState


def _french() -> list[str]:
    return [content.FRENCH]


class SurveyQuerySet(OwnedQuerySet):
    """Questions asked about forms."""

    def visible_to(self, user: User) -> Self:
        """Return the forms of the user's workspaces and of the initiatives that these carry."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        initiatives = Initiative.objects.visible_to(user).values("pk")
        return self.filter(Q(initiative=None, workspace_id__in=mine) | Q(initiative__in=initiatives))

    def shown_in(self, workspace: Workspace) -> Self:
        """Return the forms of a workspace and those of the initiatives it carries."""
        carried = Initiative.objects.carried_by(workspace).values("pk")
        return self.filter(Q(initiative=None, workspace=workspace) | Q(initiative__in=carried))

    def alone(self) -> Self:
        """Return those that belong to nothing else, such as the registration to a meeting."""
        return self.filter(subject_kind="")

    def with_words(self, typed: str) -> Self:
        """Return those whose title holds every word typed, whatever the accents."""
        rows = self
        for word in name_key(typed).split():
            rows = rows.filter(title_key__contains=word)
        return rows

    def latest_first(self) -> Self:
        return self.order_by("-created_at", "pk")


class Survey(Owned):
    """A form: who may answer, until when, how long answers are kept. What it asks is in its versions.

    ``address`` is the secret part of its public address, empty when it has none; ``subject`` is what it
    belongs to.
    """

    title = models.CharField("titre", max_length=200)
    title_key = SortKeyField(max_length=240, editable=False)
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="démarche"
    )
    languages = models.JSONField("langues", default=_french)
    kept_days = models.PositiveSmallIntegerField("réponses gardées, en jours", default=365)
    state = models.CharField("état", max_length=8, choices=SurveyState, default=SurveyState.DRAFT)
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    address = models.CharField(max_length=43, blank=True, editable=False)
    closes_at = models.DateTimeField("réponses possibles jusqu’au", null=True, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True, editable=False)
    subject_id = models.UUIDField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=~Q(address=""), name="survey_address_once"),
            models.CheckConstraint(condition=Q(state__in=SurveyState.values), name="survey_state_known"),
            models.CheckConstraint(
                condition=Q(kept_days__gte=1, kept_days__lte=3660), name="survey_kept_a_while"
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="survey_subject_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "-created_at"], name="survey_recent"),
            models.Index(fields=["subject_kind", "subject_id"], name="survey_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_moment(self) -> dt.datetime | None:
        """Return the last minute in which one may answer: midnight is the end of a day, not the next one."""
        return self.closes_at and self.closes_at - dt.timedelta(minutes=1)

    def takes_answers(self, *, at: dt.datetime) -> bool:
        """Tell whether it may be answered at that instant."""
        open_now = self.state == SurveyState.OPEN and self.archived_at is None
        return open_now and (self.closes_at is None or at < self.closes_at)

    @property
    def is_alone(self) -> bool:
        return not self.subject_kind


class OfSurveyQuerySet(OwnedQuerySet):
    """What belongs to a form is seen by those who see the form."""

    def visible_to(self, user: User) -> Self:
        return self.filter(survey__in=Survey.objects.visible_to(user).values("pk"))


class SurveyVersion(Owned):
    """What a form asks, from one change to the next: never changed once it has an answer."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()

    objects = OfSurveyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once")]

    def __str__(self) -> str:
        return f"{self.survey} ({self.number})"

    def read(self) -> Content:
        """Return what it asks."""
        return content.read(self.content)


class Recipient(Owned):
    """Somebody asked to answer, by a link of their own."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    email = models.EmailField("adresse électronique", max_length=254)
    language = models.CharField("langue", max_length=5, default=content.FRENCH)
    sent_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=200, blank=True, editable=False)

    objects = OfSurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"], condition=Q(archived_at=None), name="survey_recipient_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Answer(Owned):
    """One answer, to one version of a form. ``holder`` is who gave it: a recipient, a registration, or just
    the sending of the public page (its kind is then empty): each has one answer.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    asked = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="answers")
    values = models.JSONField("réponses")
    language = models.CharField("langue", max_length=5, default=content.FRENCH)
    holder_kind = models.CharField(max_length=40, blank=True, editable=False)
    holder_id = models.UUIDField(editable=False)
    changed_at = models.DateTimeField("donnée le")

    objects = OfSurveyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "holder_id"], name="survey_answer_once")]
        indexes = [models.Index(fields=["survey", "changed_at"], name="survey_answer_by_date")]

    def __str__(self) -> str:
        return f"{self.survey} ({self.changed_at:%Y-%m-%d})"
