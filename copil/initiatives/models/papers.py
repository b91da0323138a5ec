"""What an initiative writes for its documents, and what it found already in place."""

from django.db import models
from django.db.models import Q

from copil.core.fields import SortKeyField
from copil.directory.models import Organisation
from copil.files.models import StoredFile
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.enums import ExistingKind, Fate
from copil.initiatives.models.initiatives import Initiative, Objective, OfInitiativeQuerySet
from copil.needs.models import Need


class ConceptNote(Owned):
    """What the concept note says: the idea, what it holds, on what terms, how people hear of it."""

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="concept_note")
    idea = models.TextField("l’idée", blank=True)
    content = models.TextField("le contenu", blank=True)
    terms = models.TextField("les modalités", blank=True)
    awareness = models.TextField("l’information et la sensibilisation", blank=True)

    objects = OfInitiativeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Note de cadrage de {self.initiative}"


class MethodFrame(Owned):
    """What the methodological frame says beside what Copil knows: choice, changes, calendar, people."""

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="method_frame")
    choice = models.TextField("pourquoi cette méthode", blank=True)
    changes = models.TextField("ce qui est adapté, et pourquoi", blank=True)
    calendar = models.TextField("le calendrier", blank=True)
    existing = models.TextField("ce qui existe déjà", blank=True)
    team = models.TextField("qui conduit et qui contribue", blank=True)
    groups = models.TextField("les groupes", blank=True)

    objects = OfInitiativeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Cadre méthodologique de {self.initiative}"


class ExistingItem(Owned):
    """A body, a tool, a plan or a procedure already in place, and what the initiative does with it.

    ``attached`` is what ``existing.listed`` found of its files.
    """

    attached: list[StoredFile]

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="existing_items")
    kind = models.CharField("nature", max_length=10, choices=ExistingKind)
    name = models.CharField("nom", max_length=200)
    name_key = SortKeyField(max_length=240, editable=False)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tenu par"
    )
    since = models.CharField("depuis", max_length=60, blank=True)
    link = models.URLField("adresse", max_length=500, blank=True)
    fate = models.CharField("ce que la démarche en fait", max_length=6, choices=Fate, blank=True)
    reason = models.TextField("pourquoi", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "kind", "name_key"],
                condition=Q(archived_at=None),
                name="existing_item_once",
            ),
            models.CheckConstraint(condition=Q(fate="") | ~Q(reason=""), name="existing_fate_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.name


class ObjectiveNeed(Owned):
    """An objective answers a need; the row belongs to the carrier that holds the need."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="answers")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+", verbose_name="besoin")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objective", "need"], name="objective_need_once")]

    def __str__(self) -> str:
        return f"{self.objective} : {self.need}"
