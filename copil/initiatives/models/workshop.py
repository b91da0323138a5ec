"""A method being edited, what it was before each change, and initiatives that change version."""

from django.db import models

from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models.initiatives import Initiative, Method, OfInitiativeQuerySet


class MethodDraft(Owned):
    """The version of a method that a workspace prepares: one at a time for each of its methods."""

    key = models.SlugField(max_length=60)
    title = models.CharField("titre", max_length=200)
    base = models.ForeignKey(Method, models.PROTECT, related_name="+")
    content = models.JSONField()
    changed_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_draft_per_method")]

    def __str__(self) -> str:
        return self.title


class EarlierDraft(Owned):
    """What a draft was before a change: the way back."""

    draft = models.ForeignKey(MethodDraft, models.PROTECT, related_name="earlier")
    content = models.JSONField()
    label = models.CharField(max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.label


class MethodMove(Owned):
    """An initiative went from one version of a method to another; what was said on its activities stays."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="method_moves")
    before = models.ForeignKey(Method, models.PROTECT, related_name="+")
    after = models.ForeignKey(Method, models.PROTECT, related_name="+")
    stage_before = models.CharField(max_length=40)
    moved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OfInitiativeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.initiative} : {self.before} → {self.after}"
