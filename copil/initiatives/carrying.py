"""What a carrier may know of the workspaces around an initiative, and what each carrier brings to it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from copil.identity.models import NetworkMembership, Workspace
from copil.initiatives.coherence import FACES
from copil.initiatives.enums import CarrierRole, InvitationPurpose
from copil.initiatives.models import (
    Carrier,
    CarrierInvitation,
    CarrierSheet,
    Initiative,
    TargetStructure,
    TeamMember,
)


def neighbours(workspace: Workspace) -> list[Workspace]:
    """Return the workspaces that share a network with this one today (one query)."""
    networks = NetworkMembership.objects.in_force().filter(workspace=workspace).values("network")
    around = NetworkMembership.objects.in_force().filter(network__in=networks)
    rows = Workspace.objects.filter(pk__in=around.values("workspace"), archived_at=None)
    return list(rows.exclude(pk=workspace.pk).order_by("name", "pk"))


def shown_name(invitation: CarrierInvitation, *, known: Collection[UUID]) -> str:
    """Return the name of the invited workspace when the reader may know it, else what was typed.

    ``known`` holds the workspaces that share a network with the reader.
    """
    invited = invitation.invited
    carries = invitation.purpose == InvitationPurpose.LEAD
    if invited is not None and (carries or invited.pk in known):
        return invited.name
    return invitation.identifier


@dataclass(frozen=True)
class Opinion:
    """What a carrier concludes on one face of the coherence."""

    title: str
    verdict: str
    label: str
    reason: str


@dataclass(frozen=True)
class Part:
    """What a carrier brings to an initiative, all that the others see of it."""

    carrier: Carrier
    sheet: CarrierSheet | None
    team: Sequence[TeamMember] = field(default_factory=tuple)
    targets: Sequence[TargetStructure] = field(default_factory=tuple)
    need: str = ""

    @property
    def place(self) -> str:
        """Where it intervenes."""
        if self.sheet is None:
            return ""
        named = [self.sheet.territory.name] if self.sheet.territory else []
        return ", ".join(filter(None, [*named, self.sheet.territory_note]))

    @property
    def opinions(self) -> list[Opinion]:
        """Its verdicts on the four faces, in order."""
        return [
            Opinion(
                title,
                getattr(self.sheet, key) if self.sheet else "",
                getattr(self.sheet, f"get_{key}_display")() if self.sheet else "",
                getattr(self.sheet, f"{key}_reason") if self.sheet else "",
            )
            for key, (title, _) in FACES.items()
        ]


def running_carriers(initiative: Initiative) -> list[Carrier]:
    """Return those who carry an initiative today, the lead first (one query)."""
    rows = Carrier.objects.filter(initiative=initiative, left_on=None)
    ordered = rows.select_related("workspace", "shared_need").order_by("created_at", "pk")
    return sorted(ordered, key=lambda one: one.role != CarrierRole.LEAD)


def parts_of(initiative: Initiative, carriers: Sequence[Carrier]) -> list[Part]:
    """Return what each of these carriers brings (three queries)."""
    found = CarrierSheet.objects.filter(initiative=initiative).select_related("territory", "checked_by")
    sheets = {sheet.workspace_id: sheet for sheet in found}
    team: dict[UUID, list[TeamMember]] = defaultdict(list)
    members = TeamMember.objects.current().filter(initiative=initiative)
    for member in members.select_related("person").in_order():
        team[member.workspace_id].append(member)
    targets: dict[UUID, list[TargetStructure]] = defaultdict(list)
    aimed = TargetStructure.objects.current().filter(initiative=initiative)
    for row in aimed.select_related("organisation__commune").order_by("organisation__name_key", "pk"):
        targets[row.workspace_id].append(row)
    return [
        Part(
            carrier=one,
            sheet=sheets.get(one.workspace_id),
            team=team[one.workspace_id],
            targets=targets[one.workspace_id],
            need=_need(initiative, one),
        )
        for one in carriers
    ]


@dataclass(frozen=True)
class ComparedFace:
    """One face of the coherence, and what each carrier concludes on it."""

    title: str
    cells: Sequence[tuple[Part, Opinion]]


def compared_faces(parts: Sequence[Part]) -> list[ComparedFace]:
    """Return the four faces, each with the opinion of every carrier."""
    titles = [title for title, _ in FACES.values()]
    opinions = [(part, part.opinions) for part in parts]
    return [
        ComparedFace(title, [(part, given[place]) for part, given in opinions])
        for place, title in enumerate(titles)
    ]


def _need(initiative: Initiative, carrier: Carrier) -> str:
    held = initiative.shared_need if carrier.role == CarrierRole.LEAD else carrier.shared_need
    return held.title if held is not None else ""


def taken_away(initiative: Initiative, workspace: Workspace) -> list[str]:
    """Return what a carrier that leaves takes away from the apps above, in sentences."""
    return [
        line for path in settings.CARRIER_LEAVING_TOLD for line in import_string(path)(initiative, workspace)
    ]


def put_away_with(gone: Carrier) -> Part:
    """Return the part that a carrier which left has kept, as it was that day (three queries)."""
    initiative, workspace = gone.initiative, gone.workspace
    sheets = CarrierSheet.objects.filter(initiative=initiative, workspace=workspace)
    with_it: dict[str, Any] = {
        "initiative": initiative, "workspace": workspace, "archived_at": gone.put_away_at,
    }  # fmt: skip  # a table reads by its lines
    targets = TargetStructure.objects.filter(**with_it).select_related("organisation__commune")
    return Part(
        carrier=gone,
        sheet=sheets.select_related("territory").first(),
        team=list(TeamMember.objects.filter(**with_it).select_related("person").in_order()),
        targets=list(targets.order_by("organisation__name_key", "pk")),
        need=gone.shared_need.title if gone.shared_need else "",
    )
