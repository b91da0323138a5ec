"""What a carrier says of its role in an initiative, and what an initiative requires of its participants."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.core.fields import SortKeyField
from copil.identity.models import Membership, Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.enums import InvitationPurpose, InvitationState, Verdict
from copil.initiatives.models.initiatives import Initiative, OfInitiativeQuerySet
from copil.territories.models import Territory


class CarrierSheet(Owned):
    """The role of one carrier in an initiative, and its verdict on the four faces of coherence.

    The row belongs to the workspace of the carrier. A face without a verdict has not been looked at.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="carrier_sheets")
    mission = models.TextField("mission", blank=True)
    function = models.TextField("fonction", blank=True)
    mandate = models.TextField("mandat", blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="territoire d’intervention",
    )
    territory_note = models.CharField("précision sur le territoire", max_length=200, blank=True)
    access = models.TextField("accès aux structures", blank=True)
    frame = models.CharField("cadre d’intervention", max_length=8, choices=Verdict, blank=True)
    frame_reason = models.TextField("pourquoi", blank=True)
    needs = models.CharField("besoins des structures", max_length=8, choices=Verdict, blank=True)
    needs_reason = models.TextField("pourquoi", blank=True)
    plans = models.CharField("plans d’accompagnement", max_length=8, choices=Verdict, blank=True)
    plans_reason = models.TextField("pourquoi", blank=True)
    ground = models.CharField("territoire et secteur", max_length=8, choices=Verdict, blank=True)
    ground_reason = models.TextField("pourquoi", blank=True)
    checked_at = models.DateTimeField("cohérence vérifiée le", null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "workspace"], name="carrier_sheet_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{face: ""}) | ~Q(**{f"{face}_reason": ""}),
                    name=f"carrier_{face}_has_a_reason",
                )
                for face in ("frame", "needs", "plans", "ground")
            ),
        ]

    def __str__(self) -> str:
        return f"Rôle de {self.workspace}"

    @property
    def states_legitimacy(self) -> bool:
        """Whether a ground of legitimacy and the access to the structures are both told."""
        grounds = (self.mission, self.function, self.mandate, self.territory_id, self.territory_note)
        return any(grounds) and bool(self.access)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts on the four faces, in order; empty where nobody looked."""
        return (self.frame, self.needs, self.plans, self.ground)


class RequiredSkill(Owned):
    """Something the participants of an initiative have to know, or to know how to do."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="required_skills")
    text = models.CharField("savoir requis", max_length=200)
    text_key = SortKeyField(max_length=240, editable=False)

    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "text_key"], condition=Q(archived_at=None), name="required_skill_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class CarrierInvitationQuerySet(OwnedQuerySet):
    """Questions asked about invitations to carry an initiative."""

    def visible_to(self, user: User) -> Self:
        """Return those that a workspace of the user sent or received."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        return self.filter(Q(workspace_id__in=mine) | Q(invited_id__in=mine))

    def waiting(self) -> Self:
        """Return those that nobody answered."""
        return self.filter(state=InvitationState.WAITING)


class CarrierInvitation(Owned):
    """A workspace asks another to carry an initiative with it, or to lead it in its place.

    ``identifier`` is what was typed: that of a workspace, or the address of somebody who coordinates it.
    ``invited`` is empty when no workspace has it: whoever invites sees no difference, so that nobody learns
    which workspaces exist.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="invitations")
    purpose = models.CharField("pour", max_length=8, choices=InvitationPurpose)
    identifier = models.CharField("identifiant", max_length=254)
    invited = models.ForeignKey(Workspace, models.PROTECT, null=True, related_name="+")
    message = models.TextField("message", blank=True)
    state = models.CharField("état", max_length=10, choices=InvitationState, default=InvitationState.WAITING)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("envoyée le")
    answer = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)

    objects = CarrierInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "identifier"],
                condition=Q(state=InvitationState.WAITING),
                name="carrier_invited_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state=InvitationState.WAITING, purpose=InvitationPurpose.LEAD),
                name="lead_offered_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} : {self.identifier}"
