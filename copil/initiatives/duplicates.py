"""What another initiative could take from this one: only what belongs to the workspace that duplicates it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from copil.identity.models import Workspace
from copil.initiatives.enums import Carried
from copil.initiatives.models import (
    CarrierSheet,
    ConceptNote,
    ExistingItem,
    Initiative,
    MethodFrame,
    Objective,
    RequiredSkill,
    TargetStructure,
    TeamMember,
)


@dataclass(frozen=True)
class Offer:
    """One thing that may be taken: what it is, and what it holds, line by line."""

    what: Carried
    lines: list[str]


def objectives(initiative: Initiative) -> list[Objective]:
    """Return the objectives, whoever set them: they are the initiative's."""
    return list(Objective.objects.current().filter(initiative=initiative).order_by("position", "pk"))


def targets(initiative: Initiative, workspace: Workspace) -> list[TargetStructure]:
    """Return the structures of this workspace that the initiative is meant for."""
    rows = TargetStructure.objects.current().filter(initiative=initiative, workspace=workspace)
    rows = rows.filter(organisation__workspace=workspace, organisation__archived_at=None)
    return list(rows.select_related("organisation").order_by("organisation__name_key", "pk"))


def skills(initiative: Initiative) -> list[RequiredSkill]:
    """Return what participants have to know."""
    return list(RequiredSkill.objects.current().filter(initiative=initiative).order_by("text_key", "pk"))


def existing(initiative: Initiative) -> list[ExistingItem]:
    """Return what exists already."""
    rows = ExistingItem.objects.current().filter(initiative=initiative).select_related("owner")
    return list(rows.order_by("kind", "name_key", "pk"))


def role(initiative: Initiative, workspace: Workspace) -> CarrierSheet | None:
    """Return the role that this workspace wrote."""
    return CarrierSheet.objects.filter(initiative=initiative, workspace=workspace).first()


def texts(initiative: Initiative) -> list[ConceptNote | MethodFrame]:
    """Return the texts of the documents (one query)."""
    rows = Initiative.objects.filter(pk=initiative.pk).select_related("concept_note", "method_frame")
    held = rows.get()
    found = [getattr(held, name, None) for name in ("concept_note", "method_frame")]
    return [one for one in found if one is not None]


def text_fields(row: ConceptNote | MethodFrame) -> list[str]:
    """Return the names of what people wrote in a document."""
    return [one.name for one in row._meta.concrete_fields if one.get_internal_type() == "TextField"]


def people(initiative: Initiative, workspace: Workspace) -> list[TeamMember]:
    """Return those of the team who are people of this workspace."""
    rows = TeamMember.objects.current().filter(initiative=initiative, person__workspace=workspace)
    return list(rows.filter(person__archived_at=None).select_related("person").in_order())


def offers(initiative: Initiative, workspace: Workspace) -> list[Offer]:
    """Return what may be taken, each thing with what it holds; what holds nothing is left out."""
    leads = initiative.workspace_id == workspace.pk
    problem = initiative.problem_sheet if leads else None
    shared = initiative.shared_need if leads else None
    held: dict[Carried, Callable[[], list[Any]]] = {
        Carried.NEED: lambda: [one for one in (shared, problem) if one is not None],
        Carried.OBJECTIVES: lambda: objectives(initiative),
        Carried.TARGETS: lambda: [row.organisation for row in targets(initiative, workspace)],
        Carried.SKILLS: lambda: skills(initiative),
        Carried.EXISTING: lambda: existing(initiative),
        Carried.ROLE: lambda: [one for one in (role(initiative, workspace),) if one is not None],
        Carried.TEXTS: lambda: list(texts(initiative)),
        Carried.PEOPLE: lambda: [row.person for row in people(initiative, workspace)],
    }
    found = [Offer(what, [str(one) for one in rows()]) for what, rows in held.items()]
    return [one for one in found if one.lines]
