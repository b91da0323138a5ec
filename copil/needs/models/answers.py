"""What partners answer about a problem, and what was tried before."""

from django.db import models
from django.db.models import Q

from copil.directory.models import Person
from copil.identity.models import Owned, OwnedQuerySet
from copil.needs import rules
from copil.needs.enums import Answer, Outcome
from copil.needs.models.needs import ProblemSheet


class PartnerOpinion(Owned):
    """Somebody asked about a problem, and their three answers as they are today: one row, one state.

    The way in is a signed link sent to ``email``, open until the end of ``until`` unless it was closed.
    """

    sheet = models.ForeignKey(ProblemSheet, models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    email = models.EmailField("adresse électronique", max_length=254)
    until = models.DateField("réponse possible jusqu’au")
    reminded_at = models.DateTimeField("relance", null=True, blank=True)
    closed_at = models.DateTimeField("lien fermé", null=True, blank=True)
    shared = models.CharField("elle est partagée", max_length=6, choices=Answer, blank=True)
    shared_comment = models.TextField("précision", blank=True)
    complementary = models.CharField("elle complète l’existant", max_length=6, choices=Answer, blank=True)
    complementary_comment = models.TextField("précision", blank=True)
    interesting = models.CharField("elle intéresse les structures", max_length=6, choices=Answer, blank=True)
    interesting_comment = models.TextField("précision", blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "person"], condition=Q(archived_at=None), name="opinion_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~(Q(shared="") | Q(complementary="") | Q(interesting="")),
                name="opinion_answers_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.sheet}"

    @property
    def answers(self) -> tuple[str, str, str]:
        """The three answers, in the order of the questions; empty before the first time."""
        return (self.shared, self.complementary, self.interesting)

    @property
    def verdict(self) -> str:
        """« confirmed », « contested », or nothing while there is no answer."""
        return rules.verdict(self.answers) if self.answered_at else ""


class Antecedent(Owned):
    """Something tried before on the same problem: an initiative that Copil knows, or any other experience.

    ``object_kind`` and ``object_id`` softly refer to the initiative, which lives above this app.
    """

    sheet = models.ForeignKey(ProblemSheet, models.PROTECT, related_name="antecedents")
    title = models.CharField("ce qui a été tenté", max_length=200)
    held_when = models.CharField("quand", max_length=80, blank=True)
    source = models.CharField("où c’est raconté", max_length=300, blank=True)
    outcome = models.CharField("résultat", max_length=8, choices=Outcome, blank=True)
    lesson = models.TextField("ce qu’il en reste", blank=True)
    object_kind = models.CharField(max_length=40, blank=True, editable=False)
    object_id = models.UUIDField(null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(object_kind="", object_id=None)
                | (~Q(object_kind="") & Q(object_id__isnull=False)),
                name="antecedent_reference_whole",
            )
        ]

    def __str__(self) -> str:
        return self.title
