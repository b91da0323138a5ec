"""The collective engineering method as shipped: its tree, its counts and its references."""

import pytest

from copil.initiatives import guide_data, method_file
from copil.initiatives.method_file import Activity, Method, Origin, Severity

# Per stage, per step: its references, then per activity the points, the references of the activity and of
# its points (rank:sheet), and the evidence keys, all of them needed.
TREE: dict[str, dict[str, tuple[str, dict[str, tuple[int, str, str]]]]] = {
    "identifier": {
        "1.1": (
            "FP1 FP4 FE1 FE2",
            {
                "1.1.1": (2, "", "needs.diagnostics_linked"),
                "1.1.2": (2, "", "needs.prior_experience_linked"),
                "1.1.3": (2, "", "needs.partner_request_recorded"),
                "1.1.4": (2, "", "needs.documents_filed"),
                "1.1.5": (2, "", "needs.provider_impression_recorded"),
                "1.1.6": (2, "", "needs.shared_confirmed"),
            },
        ),
        "1.2": (
            "FP1 FP4",
            {
                "1.2.1": (2, "", "directory.target_territory_known"),
                "1.2.2": (2, "", "directory.target_sector_known"),
                "1.2.3": (4, "", "directory.target_project_known"),
                "1.2.4": (3, "", "directory.target_weight_known"),
                "1.2.5": (3, "", "directory.target_skills_known initiatives.required_skills_set"),
            },
        ),
        "1.3": (
            "",
            {
                "1.3.1": (2, "", "initiatives.carrier_legitimacy_stated"),
                "1.3.2": (4, "", "initiatives.concept_note_issued"),
                "1.3.3": (4, "", "initiatives.coherence_checked"),
            },
        ),
    },
    "engager": {
        "2.1": (
            "FP3",
            {
                "2.1.1": (4, "1:FP1", "partners.families_covered governance.partner_body_created"),
                "2.1.2": (3, "", "needs.problem_sheet_confirmed needs.existing_offer_checked"),
                "2.1.3": (2, "", "partners.expectations_treated"),
                "2.1.4": (2, "", "partners.response_capacity_checked"),
            },
        ),
        "2.2": (
            "",
            {
                "2.2.1": (4, "FP5", "initiatives.strategic_objective_set"),
                "2.2.2": (6, "FP1 FP5", "initiatives.operational_objectives_set"),
                "2.2.3": (2, "", "evaluation.purpose_set"),
            },
        ),
        "2.3": (
            "",
            {
                "2.3.1": (2, "", "governance.carrier_validated governance.carrier_funders_confirmed"),
                "2.3.2": (2, "FP3", "governance.opinion_recorded"),
                "2.3.3": (4, "FP7", "budget.balanced budget.overlap_checked"),
            },
        ),
    },
    "confirmer": {
        "3.1": (
            "",
            {
                "3.1.1": (4, "FP4", "partners.contact_campaign_answered"),
                "3.1.2": (3, "", "partners.involvement_conditions_recorded"),
                "3.1.3": (3, "", "partners.groups_fixed"),
            },
        ),
        "3.2": (
            "",
            {
                "3.2.1": (4, "2:FP3", "partners.structure_comments_treated initiatives.result_targets_fixed"),
                "3.2.2": (4, "FP6", "evaluation.frame_set"),
                "3.2.3": (6, "1:FP2 1:FE1 1:FE2 5:FP3 6:FP7", "intervention.project_formalised"),
            },
        ),
        "3.3": (
            "",
            {
                "3.3.1": (3, "", "intervention.scenario_chosen meetings.place_chosen"),
                "3.3.2": (6, "5:FP6", "procurement.specifications_published"),
                "3.3.3": (4, "", "procurement.provider_chosen"),
            },
        ),
    },
    "finaliser": {
        "4.1": (
            "",
            {
                "4.1.1": (2, "", "intervention.practical_info_certified"),
                "4.1.2": (2, "", "intervention.start_and_close_attended partners.progress_sent"),
                "4.1.3": (2, "FP6", "evaluation.calendar_set evaluation.structures_surveyed"),
            },
        ),
        "4.2": (
            "",
            {
                "4.2.1": (4, "", "evaluation.material_collected"),
                "4.2.2": (3, "", "evaluation.coherence_relevance_judged"),
                "4.2.3": (2, "FP6", "evaluation.effects_judged"),
                "4.2.4": (2, "FP5", "evaluation.report_sent"),
            },
        ),
        "4.3": (
            "",
            {
                "4.3.1": (3, "", "library.scope_set"),
                "4.3.2": (2, "", "library.transferability_judged"),
                "4.3.3": (5, "FP6", "library.recipients_set"),
                "4.3.4": (5, "FP3", "library.transfer_owners_set"),
                "4.3.5": (2, "", "library.transfer_delivered library.sheet_published"),
            },
        ),
    },
}


@pytest.fixture(scope="module")
def method() -> Method:
    return method_file.load(method_file.DATA / "methods" / "ingenierie-collective.yaml")


def references(activity: Activity) -> str:
    on_points = (f"{rank}:{ref}" for rank, point in enumerate(activity.questions, 1) for ref in point.refs)
    return " ".join([*activity.refs, *on_points])


def test_the_tree_is_the_expected_one(method: Method) -> None:
    found = {
        stage.key: {
            step.id: (
                " ".join(step.refs),
                {
                    activity.id: (
                        len(activity.questions),
                        references(activity),
                        " ".join(activity.evidence.keys if activity.evidence else ()),
                    )
                    for activity in step.activities
                },
            )
            for step in stage.steps
        }
        for stage in method.stages
    }
    assert found == TREE


def test_the_counts_are_those_of_the_guide(method: Method) -> None:
    assert method_file.summary(method) == {
        "key": "ingenierie-collective",
        "title": "Ingénierie collective",
        "version": "1.0",
        "stages": 4,
        "steps": 12,
        "activities": 45,
    }
    assert [len(stage.activities) for stage in method.stages] == [14, 10, 9, 12]
    assert [rule.id for rule in method.rules] == [f"ic.r{rank}" for rank in range(1, 8)]


def test_every_evidence_is_required_whole(method: Method) -> None:
    assert {activity.evidence.mode for activity in method.activities() if activity.evidence} == {"all"}


def test_the_inferred_parts_are_marked_as_adapted(method: Method) -> None:
    inferred = [
        f"{activity.id}:{use.code}"
        for activity in method.activities()
        for use in activity.actors
        if use.origin is Origin.ADAPTED
    ]
    assert (
        inferred
        == (
            "1.1.1:ST 1.1.3:FP 1.1.3:RD 1.1.4:PORT 1.2.1:PORT 1.3.1:RESP "
            "2.1.2:COP 2.1.4:COP 2.2.1:COP 2.2.2:COP 2.2.3:COP "
            "3.1.3:PORT 3.2.1:COP 3.2.2:COP 3.3.1:ST 3.3.1:PORT 3.3.3:PORT "
            "4.1.2:COP 4.2.1:COP 4.2.2:PORT 4.2.3:PORT 4.2.4:PORT 4.2.4:COP 4.3.1:PORT 4.3.2:PORT"
        ).split()
    )
    assert [rule.id for rule in method.rules if rule.origin is not Origin.SOURCE] == ["ic.r1", "ic.r6"]


def test_no_rule_blocks(method: Method) -> None:
    expected = {rule.id for rule in method.rules if rule.severity is Severity.EXPECTED}
    assert expected == {"ic.r2", "ic.r3", "ic.r4", "ic.r5"}


def test_the_order_written_in_the_source_is_kept(method: Method) -> None:
    written = {
        (relation.target, activity.id)
        for activity in method.activities()
        for relation in activity.after
        if relation.origin is Origin.SOURCE
    }
    assert written == {("2.2.3", "3.2.2"), ("3.2.2", "4.1.3"), ("2.3.3", "3.2.3")}


def test_the_sheets_it_refers_to_can_be_read(method: Method) -> None:
    titles = {key: sheet.title for key, sheet in guide_data.practice_sheets().items()}
    assert {reference.key: reference.title for reference in method.references} == titles
