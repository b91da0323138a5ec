"""Where the facts of an initiative are seen and completed, by the name of a screen."""

import uuid
from typing import Any

from django.urls import NoReverseMatch, reverse

from copil.identity.models import Workspace
from copil.initiatives.evidence import Evidence
from copil.initiatives.models import Initiative

_OF_KEY = {
    "directory.target_": "initiatives:targets",
    "initiatives.strategic_": "initiatives:objectives",
    "initiatives.operational_": "initiatives:objectives",
    "initiatives.required_skills_": "initiatives:required_skills",
    "initiatives.carrier_": "initiatives:carrier_sheet",
    "initiatives.coherence_": "initiatives:carrier_sheet",
    # Kinds of apps above are named, never imported: a screen that does not exist gives no link.
    "library.sheet_": "library:of_initiative",
    "initiatives.existing_": "initiatives:existing",
    "governance.mission_letters_": "governance:letters",
}
_OF_KIND = {"needs.sharedneed": "needs:shared_need", "needs.problemsheet": "needs:problem_sheet"}
_OF_PAPER = {
    "initiatives.concept_note_": "note-de-cadrage",
    "documents.method_frame_": "cadre-methodologique",
}
_OF_NEED = {"needs.existing_offer_checked": "needs:offer_check"}


def place_of(*, key: str, fact: Evidence | None, initiative: Initiative, workspace: Workspace) -> str:
    """Return the address where a fact is seen, or where a missing one is completed; empty when there is none.

    What belongs to another carrier has no screen in this workspace.
    """
    for beginning, paper in _OF_PAPER.items():
        if key.startswith(beginning):
            return _address("initiatives:paper", workspace, initiative.pk, paper=paper)
    for beginning, screen in _OF_KEY.items():
        if key.startswith(beginning):
            return _address(screen, workspace, initiative.pk)
    if initiative.workspace_id != workspace.pk:
        return ""
    problem = initiative.problem_sheet
    if problem is not None and problem.workspace_id != workspace.pk and _is_of_problem(key, fact):
        return ""
    if fact is not None and fact.object_id is not None and fact.kind in _OF_KIND:
        return _address(_OF_KIND[fact.kind], workspace, fact.object_id)
    if key == "needs.problem_sheet_confirmed" and problem is not None:
        return _address("needs:problem_sheet", workspace, problem.pk)
    if key.startswith("needs.") and initiative.shared_need is not None:
        held = initiative.shared_need.merged_into_id or initiative.shared_need.pk
        return _address(_OF_NEED.get(key, "needs:shared_need"), workspace, held)
    return ""


def _is_of_problem(key: str, fact: Evidence | None) -> bool:
    """Whether a fact is seen on the problem, which a former lead keeps in its own workspace."""
    return key == "needs.problem_sheet_confirmed" or (fact is not None and fact.kind == "needs.problemsheet")


def _address(screen: str, workspace: Workspace, pk: uuid.UUID, **more: str) -> str:
    arguments: dict[str, Any] = {"workspace": workspace.slug, "pk": pk, **more}
    try:
        return reverse(screen, kwargs=arguments)
    except NoReverseMatch:
        return ""
