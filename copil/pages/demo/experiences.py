"""The six experiences of the guide, as finished initiatives holding their known facts and nothing else."""

from copil.identity.models import Workspace
from copil.initiatives import actions, experience_data, guide_data
from copil.initiatives.enums import InitiativeState
from copil.initiatives.experience_data import Experience, InterventionKind, Solution
from copil.initiatives.models import Initiative, Method, Objective, PresentationSheet
from copil.needs.models import ProblemSheet
from copil.pages.demo.source import Cast, morning, read


def load_experiences(cast: Cast) -> None:
    """Create the six: their dates, teams, budgets and needs are unknown, and stay empty."""
    known = experience_data.experiences()
    method = Method.objects.filter(workspace=None, key="ingenierie-collective").latest("number")
    for row in read("workspaces")["experiences"]:
        associated = [cast.workspaces[slug] for slug in row["associated"]]
        _load(cast, known[row["experience"]], cast.workspaces[row["lead"]], associated, method)


def _load(
    cast: Cast, experience: Experience, lead: Workspace, associated: list[Workspace], method: Method
) -> None:
    at = morning(cast.written_for.replace(month=1, day=12))
    problem = ProblemSheet.objects.create(
        workspace=lead,
        title=experience.title,
        context=experience.problem,
        origin=experience.origin,
        validation=experience.validation,
    )
    initiative = actions.open_initiative(
        workspace=lead,
        title=experience.title,
        method=method,
        by=None,
        at=at,
        opened_on=None,
        summary=experience.problem,
        problem_sheet=problem,
        territory_note=experience.beneficiaries.territory,
        associated=associated,
    )
    _objectives(initiative, experience)
    _sheet(initiative, experience)
    last_stage = method.content["stages"][-1]["key"]
    Initiative.objects.filter(pk=initiative.pk).update(
        state=InitiativeState.FINISHED, current_stage=last_stage
    )


def _objectives(initiative: Initiative, experience: Experience) -> None:
    shared = guide_data.objectives()
    Objective.objects.bulk_create(
        Objective(
            initiative=initiative,
            workspace=initiative.workspace,
            level=shared[key].level.value,
            reference=key,
            text=shared[key].label,
            position=position,
        )
        for position, key in enumerate(experience.objectives, start=1)
    )


def _sheet(initiative: Initiative, experience: Experience) -> None:
    kinds = {intervention.kind for intervention in experience.interventions}
    themes = {entry.key: entry.label for entry in guide_data.reference_lists()["content_themes"].entries}
    accompanied = InterventionKind.ACCOMPANIMENT in kinds
    PresentationSheet.objects.filter(initiative=initiative).update(
        typology=experience.kind.value,
        has_information=InterventionKind.INFORMATION in kinds,
        has_training=InterventionKind.TRAINING in kinds,
        has_collective_support=accompanied and experience.solution in (Solution.COLLECTIVE, Solution.BOTH),
        has_individual_support=accompanied and experience.solution in (Solution.INDIVIDUAL, Solution.BOTH),
        days=experience.days,
        duration=experience.duration,
        rhythm=" ; ".join(intervention.text for intervention in experience.interventions)[:200],
        themes=", ".join(themes[key] for key in experience.themes),
        contents="\n".join(f"- {content}" for content in experience.contents),
        intervening_system=experience.intervening_system,
        cost=experience.cost,
        cost_borne_by=experience.borne_by,
        beneficiaries_count=experience.beneficiaries.count,
        beneficiaries=experience.beneficiaries.text,
        beneficiaries_sector=experience.beneficiaries.sector,
        beneficiaries_territory=experience.beneficiaries.territory,
    )
