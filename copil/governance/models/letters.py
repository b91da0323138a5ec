"""Mission letters: one for each person in a role, written and sent in numbered versions."""

from typing import Self

from django.db import models
from django.db.models import Case, IntegerField, Prefetch, Q, When

from copil.directory.models import Person
from copil.governance import role_kinds
from copil.governance.enums.letters import LetterAnswer, LetterState
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet

# What waits for somebody comes first in a list.
_ORDER = (
    LetterState.COMMENTED,
    LetterState.DRAFT,
    LetterState.SENT,
    LetterState.ACCEPTED,
    LetterState.WITHDRAWN,
)


class MissionLetterQuerySet(OfInitiativeQuerySet):
    """Questions asked about mission letters."""

    def in_force(self) -> Self:
        """Return those that were not withdrawn."""
        return self.current().exclude(state=LetterState.WITHDRAWN)

    def with_versions(self) -> Self:
        """Fetch what every screen names, and the versions of each letter, the latest first."""
        rows = LetterVersion.objects.current().select_related("sent_by").order_by("-number")
        related = ("person", "initiative", "workspace", "withdrawn_by")
        return self.select_related(*related).prefetch_related(
            Prefetch("versions", queryset=rows, to_attr="listed")
        )

    def in_order(self) -> Self:
        """Sort what waits for the team first, then by name."""
        places = [When(state=state, then=place) for place, state in enumerate(_ORDER)]
        place = Case(*places, default=len(places), output_field=IntegerField())
        return self.order_by(place, "person__name_key", "role", "pk")


class MissionLetter(Owned):
    """What somebody is asked to do in a role of an initiative: its versions hold the text and the answers."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="destinataire")
    role = models.CharField("rôle", max_length=20)
    state = models.CharField("état", max_length=10, choices=LetterState, default=LetterState.DRAFT)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.CharField("pourquoi elle est retirée", max_length=300, blank=True)

    listed: list["LetterVersion"]
    """Its versions, the latest first, when read ``with_versions``."""

    objects = MissionLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_known"),
            models.CheckConstraint(condition=~Q(role=""), name="letter_for_a_role"),
            models.CheckConstraint(
                condition=(Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""))
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
                name="letter_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["initiative", "workspace", "person", "role"],
                condition=Q(archived_at=None) & ~Q(state=LetterState.WITHDRAWN),
                name="letter_once_for_a_role",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "state"], name="letter_of_initiative")]

    def __str__(self) -> str:
        return f"{self.person} – {self.role_title}"

    @property
    def role_title(self) -> str:
        return role_kinds.title_of(self.role)

    @property
    def is_draft(self) -> bool:
        """Whether nothing of it ever left."""
        return self.state == LetterState.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.state == LetterState.WITHDRAWN


class LetterVersionQuerySet(OwnedQuerySet):
    """Questions asked about the versions of letters."""

    def visible_to(self, user: User) -> Self:
        return self.filter(letter__in=MissionLetter.objects.visible_to(user).values("pk"))


class LetterVersion(Owned):
    """One version of a mission letter: once sent its text never changes; it holds one answer."""

    letter = models.ForeignKey(MissionLetter, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    mandate = models.TextField("au nom de quoi", blank=True)
    purpose = models.TextField("ce qui vous est confié", blank=True)
    results = models.TextField("ce qui est attendu", blank=True)
    time = models.TextField("durée et temps", blank=True)
    means = models.TextField("moyens", blank=True)
    limits = models.TextField("limites", blank=True)
    reports_to = models.TextField("à qui rendre compte", blank=True)
    email = models.EmailField("adresse", max_length=254, blank=True)
    until = models.DateField("réponse jusqu’au", null=True, blank=True)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField("relancée le", null=True, blank=True)
    answer = models.CharField("réponse", max_length=10, choices=LetterAnswer, blank=True)
    comment = models.TextField("commentaire", blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    closed_at = models.DateTimeField("lien fermé le", null=True, blank=True)

    objects = LetterVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "number"], condition=Q(archived_at=None), name="letter_version_once"
            ),
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(archived_at=None, sent_at=None),
                name="letter_one_draft_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, until=None, email="", answer="")
                | (Q(sent_at__isnull=False, until__isnull=False) & ~Q(email="")),
                name="letter_sent_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="letter_answered_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(answer=LetterAnswer.COMMENTED) | ~Q(comment=""),
                name="letter_comment_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}, version {self.number}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None
