"""Who is asked to lead an action, what is said of its progress, and the links that serve to say it."""

from django.db import models
from django.db.models import Q

from copil.directory.models import Person
from copil.identity.models import Owned, User
from copil.meetings.models import Meeting
from copil.workshops.enums.sheets import LeadAnswer, Progress, Weather
from copil.workshops.models.sheets import ActionSheet, OfSheetQuerySet


class LeadRequest(Owned):
    """« Voulez-vous porter cette action ? »: one question to one address, its answer, a note on the words."""

    sheet = models.ForeignKey(ActionSheet, models.PROTECT, related_name="lead_requests")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="personne")
    email = models.EmailField("adresse", max_length=254)
    until = models.DateField("réponse jusqu’au")
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("envoyée le")
    reminded_at = models.DateTimeField("relancée le", null=True, blank=True)
    answer = models.CharField("réponse", max_length=8, choices=LeadAnswer, blank=True)
    reason = models.CharField("raison", max_length=500, blank=True)
    note = models.TextField("changement proposé", blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    closed_at = models.DateTimeField("lien fermé le", null=True, blank=True)

    objects = OfSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(closed_at=None), name="sheet_one_lead_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="sheet_lead_answer_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(answer=LeadAnswer.DECLINED) | ~Q(reason=""), name="sheet_lead_declines_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.sheet}"


class UpdateLink(Owned):
    """The link by which whoever leads an action says how far it is, until it is closed."""

    sheet = models.ForeignKey(ActionSheet, models.PROTECT, related_name="update_links")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="personne")
    email = models.EmailField("adresse", max_length=254)
    until = models.DateField("lien jusqu’au")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("envoyé le")
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects = OfSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(closed_at=None), name="sheet_one_update_link"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.sheet}"


class ActionStatement(Owned):
    """How far an action is, as somebody said on a day: never changed, the next one follows it."""

    sheet = models.ForeignKey(ActionSheet, models.PROTECT, related_name="statements")
    state = models.CharField("où en est l’action", max_length=7, choices=Progress)
    progress = models.PositiveSmallIntegerField("avancement, en %")
    weather = models.CharField("météo", max_length=5, choices=Weather)
    sentence = models.CharField("en une phrase", max_length=500)
    blocked_by = models.CharField("bloquée par", max_length=300, blank=True)
    unblocked_when = models.CharField("débloquée quand", max_length=300, blank=True)
    stated_at = models.DateTimeField("dit le")
    stated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(UpdateLink, models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="revue en réunion"
    )

    objects = OfSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=Progress.values), name="statement_state_known"),
            models.CheckConstraint(condition=Q(weather__in=Weather.values), name="statement_weather_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="statement_progress_in_range"),
            models.CheckConstraint(
                condition=~Q(state="blocked") | (~Q(blocked_by="") & ~Q(unblocked_when="")),
                name="statement_blocked_by_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(progress=100), name="statement_done_is_whole"
            ),
        ]
        indexes = [models.Index(fields=["sheet", "-stated_at"], name="statement_of_sheet")]

    def __str__(self) -> str:
        return f"{self.get_state_display()} – {self.sheet}"
