"""The three other methods as shipped: their trees, counts, order, rules and moments of decision."""

import pytest

from copil.initiatives import method_file
from copil.initiatives.evidence import provided_keys
from copil.initiatives.method_file import Method, Origin, Severity

# Per method, per stage, per activity: how many points, then its evidence keys; « | » when one suffices.
TREES: dict[str, dict[str, dict[str, tuple[int, str]]]] = {
    "experimentation-collective": {
        "phase-preparatoire": {
            "x1.1": (2, "documents.method_frame_issued"),
            "x1.2": (2, "meetings.committees_held meetings.minutes_sent"),
            "x1.3": (1, "workshops.themes_set"),
            "x1.4": (2, "workshops.targets_set"),
            "x1.5": (1, "workshops.participants_mobilised"),
            "x1.6": (1, "workshops.facilitators_named"),
            "x1.7": (1, "workshops.calendar_set"),
        },
        "experimentation": {
            "x2.1": (2, "meetings.launch_held"),
            "x2.2": (4, "workshops.problems_recorded"),
            "x2.3": (3, "workshops.priorities_recorded"),
            "x2.4": (5, "workshops.action_sheets_complete"),
            "x2.5": (2, "workshops.common_plan_published"),
            "x2.6": (2, "meetings.restitution_held"),
        },
        "bilan": {
            "x3.1": (2, "workshops.lessons_recorded"),
            "x3.2": (2, "governance.continuation_decided"),
            "x3.3": (1, "governance.continuation_terms_decided"),
        },
    },
    "projet-de-territoire": {
        "cadrage": {
            "t0.1": (3, "initiatives.existing_engineering_listed"),
            "t0.2": (1, "governance.training_recorded"),
            "t1": (3, "governance.bodies_constituted"),
            "t1.1": (1, "governance.mission_letters_accepted"),
            "t1.2": (3, "governance.ambitions_decided"),
            "t1.3": (2, "partners.local_resources_listed"),
            "t1.4": (2, "governance.feasibility_noted | foresight.feasibility_estimated"),
            "t1.5": (3, "governance.consequences_noted | foresight.consequences_estimated"),
            "t1.6": (2, "governance.local_support_noted | foresight.local_support_checked"),
            "t1.7": (2, "governance.validation_decided"),
        },
        "planification": {"t2": (3, "plan.baseline_set")},
        "suivi": {"t3": (3, "plan.status_reported")},
        "arbitrage": {"t4": (3, "plan.change_request_decided")},
    },
    "atelier-prospectif": {
        "pilotage-technique": {
            "p1.1": (2, "governance.technical_lead_named"),
            "p1.2": (4, "governance.internal_services_associated"),
            "p1.3": (2, "governance.sponsor_committed"),
            "p1.4": (2, "documents.sponsor_pack_issued"),
            "p1.5": (2, "governance.steering_open_to_outsiders"),
            "p1.6": (2, "governance.amo_decided"),
        },
        "coordination-administrative": {"p2.1": (5, "governance.admin_followup_current")},
        "coordination-logistique": {
            "p3.1": (5, "meetings.logistics_shared"),
            "p3.2": (4, "meetings.day_roles_filled"),
            "p3.3": (2, "workshops.other_services_in_groups"),
            "p3.4": (2, "governance.team_stable"),
        },
    },
}
RULES = {
    "experimentation-collective": ("x", 10),
    "projet-de-territoire": ("t", 5),
    "atelier-prospectif": ("p", 8),
}
ADVISED = {"x.r1", "x.r2", "x.r3", "t.r5", "p.r5", "p.r8"}


def shipped(key: str) -> Method:
    return method_file.load(method_file.DATA / "methods" / f"{key}.yaml")


@pytest.fixture(scope="module", params=sorted(TREES))
def method(request: pytest.FixtureRequest) -> Method:
    return shipped(request.param)


def test_the_tree_is_the_expected_one(method: Method) -> None:
    def keys(evidence: method_file.Evidence | None) -> str:
        assert evidence is not None
        return (" | " if evidence.mode is method_file.EvidenceMode.ANY else " ").join(evidence.keys)

    found = {
        stage.key: {one.id: (len(one.questions), keys(one.evidence)) for one in stage.activities}
        for stage in method.stages
    }
    assert found == TREES[method.key]


def test_the_rules_are_whole_and_read_something(method: Method) -> None:
    prefix, number = RULES[method.key]
    assert [rule.id for rule in method.rules] == [f"{prefix}.r{rank}" for rank in range(1, number + 1)]
    assert {rule.id for rule in method.rules if rule.severity is Severity.ADVICE} == {
        one for one in ADVISED if one.startswith(prefix)
    }
    assert all(rule.reads and rule.activities for rule in method.rules)


def test_every_rule_of_every_method_reads_something() -> None:
    assert all(rule.reads for path in method_file.shipped() for rule in method_file.load(path).rules)


def test_stages_have_their_own_keys_across_methods() -> None:
    keys = [stage.key for path in method_file.shipped() for stage in method_file.load(path).stages]
    assert len(keys) == len(set(keys))


def test_the_last_committee_comes_before_the_restitution() -> None:
    order = shipped("experimentation-collective").order()
    assert {"x3.1", "x3.2"} <= order["x2.6"]
    assert "x2.4" in order["x3.1"]


def test_the_three_checks_come_before_the_validation() -> None:
    method = shipped("projet-de-territoire")
    relations = {one.target: one.origin for one in method.activity("t1.7").after}
    assert {one for one, origin in relations.items() if origin is Origin.SOURCE} == {"t1.4", "t1.5", "t1.6"}


def test_what_was_arranged_is_marked() -> None:
    inferred = {
        one.id for one in shipped("projet-de-territoire").activities() if one.origin is Origin.ADAPTED
    }
    assert inferred == {"t0.1", "t0.2", "t1.3", "t1.7"}


def test_only_an_optional_help_is_never_demanded() -> None:
    rule = shipped("atelier-prospectif").rules_of("p1.6")[0]
    assert (rule.id, rule.severity) == ("p.r8", Severity.ADVICE)


def test_what_no_screen_proves_yet_is_attested_by_hand(method: Method) -> None:
    by_hand = method_file.attested_by_hand(method, provided=provided_keys())
    assert by_hand <= method_file.catalogue().keys()
    assert by_hand == method.evidence_keys() - provided_keys()


def test_every_actor_has_a_part(method: Method) -> None:
    called = {use.code for activity in method.activities() for use in activity.actors}
    called |= {use.code for gate in method.gates for use in gate.actors}
    assert {actor.code for actor in method.actors} == called
