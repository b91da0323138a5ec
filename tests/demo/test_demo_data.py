"""The demonstration files hold together: counts, references, dates, sizes of their tables."""

import csv
import gzip
import re
from collections import Counter

import pytest

from copil.directory.enums import Kind
from copil.directory.models import Function, Organisation, Person, Profile
from copil.identity.enums import Role
from copil.initiatives.enums import MarkKind, ObjectiveLevel, TeamRole
from copil.initiatives.models import Initiative, Objective, PresentationSheet, TeamMember
from copil.needs.enums import DiagnosticKind, Nature, OriginKind, SharedNeedState
from copil.needs.models import Diagnostic, NeedOrigin, ProblemSheet, SharedNeed
from tests.demo.files import (
    ACCOUNTS,
    COMMUNES,
    DIAGNOSTICS,
    INITIATIVES,
    INITIATIVES_DATA,
    NEEDS,
    ORGANISATIONS,
    PEOPLE,
    READ,
    SHARED,
    TODAY,
    WORKSPACES,
    Row,
    fits,
    place_of,
    read,
)


def test_counts_are_those_of_the_demonstration() -> None:
    per_workspace = Counter(row["workspace"] for row in ORGANISATIONS.values())
    assert per_workspace["reseau-marne"] >= 42
    assert per_workspace["boischaut-sud"] >= 18
    assert sum("profile" in row for row in ORGANISATIONS.values()) >= 35
    assert len({len(row.get("profile", {})) for row in ORGANISATIONS.values()}) >= 8
    assert (len(PEOPLE), len(DIAGNOSTICS), len(NEEDS)) >= (70, 35, 115)
    assert len(INITIATIVES) == 2


@pytest.mark.parametrize("name", ["organisations", "people", "diagnostics", "needs", "initiatives"])
def test_references_are_unique(name: str) -> None:
    refs = [row["ref"] for row in READ[name][name]]
    assert len(refs) == len(set(refs))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ref) for ref in refs)


def test_accounts_belong_where_they_say() -> None:
    assert len(READ["workspaces"]["password"]) >= 15
    roles = Counter((m["workspace"], m["role"]) for a in ACCOUNTS.values() for m in a["memberships"])
    members = Counter(workspace for workspace, _ in roles.elements())
    assert set(members) == {slug for slug, row in WORKSPACES.items() if row["login"]}
    assert members["reseau-marne"] >= 4
    assert members["boischaut-sud"] >= 3
    assert any(len(account["memberships"]) == 2 for account in ACCOUNTS.values())
    assert {role for _, role in roles} == set(Role.values)
    for email, account in ACCOUNTS.items():
        for membership in account["memberships"]:
            person = PEOPLE[membership["person"]]
            assert (person["account"], person["workspace"]) == (email, membership["workspace"])


def test_the_six_experiences_have_known_carriers() -> None:
    carried = {row["experience"]: row for row in READ["workspaces"]["experiences"]}
    counts = {key: 1 + len(row["associated"]) for key, row in carried.items()}
    assert counts == {"E1": 1, "E2": 4, "E3": 2, "E4": 6, "E5": 1, "E6": 1}
    assert {slug for row in carried.values() for slug in [row["lead"], *row["associated"]]} <= set(WORKSPACES)
    needed = {slug for row in carried.values() for slug in [row["lead"], *row["associated"]]}
    assert {slug for slug, row in WORKSPACES.items() if not row["login"]} <= needed


def test_organisations_are_in_real_communes() -> None:
    with gzip.open(COMMUNES, "rt", encoding="utf-8") as lines:
        postal = {row["code"]: row["codes_postaux"].split() for row in csv.DictReader(lines)}
    wrong = [
        row["ref"]
        for row in ORGANISATIONS.values()
        if row["postal_code"] not in postal.get(row["commune"], [])
    ]
    assert wrong == []


def test_organisations_and_people_fit_their_tables() -> None:
    for row in ORGANISATIONS.values():
        assert row["kind"] in Kind.values
        assert row["workspace"] in WORKSPACES
        assert fits(row, Organisation, ("name", "address", "email", "website")), row["ref"]
        profile = row.get("profile", {})
        assert fits(profile, Profile, tuple(profile)), row["ref"]
    assert {row["kind"] for row in ORGANISATIONS.values()} == set(Kind.values)
    assert sum(len(row["name"]) >= 140 for row in ORGANISATIONS.values()) >= 2
    for person in PEOPLE.values():
        assert fits(person, Person, ("given_name", "family_name", "email", "phone", "availability"))
        for function in person["functions"]:
            assert place_of(function["organisation"]) == person["workspace"], person["ref"]
            assert fits(function, Function, ("title",))
    assert sum(len(person["functions"]) > 1 for person in PEOPLE.values()) >= 5


def test_diagnostics_point_to_people_of_their_workspace() -> None:
    for row in DIAGNOSTICS.values():
        assert place_of(row["organisation"]) == place_of(row["led_by"]), row["ref"]
        assert row["kind"] in DiagnosticKind.values
        assert fits(row, Diagnostic, ("kind",))
        assert row["date"] < TODAY


def test_needs_have_a_theme_and_sound_origins() -> None:
    themes = {child["code"] for heading in READ["needs"]["themes"] for child in heading["children"]}
    assert len(READ["needs"]["themes"]) == 7
    for need in NEEDS.values():
        assert need["theme"] in themes, need["ref"]
        assert need["origins"], need["ref"]
        for origin in need["origins"]:
            assert place_of(origin["person"]) == place_of(need["organisation"]), need["ref"]
            assert origin["date"] <= TODAY
            assert fits(origin, NeedOrigin, ("kind", "document"))
            assert (origin["kind"] == OriginKind.DIAGNOSTIC) == ("diagnostic" in origin)
            if "diagnostic" in origin:
                diagnostic = DIAGNOSTICS[origin["diagnostic"]]
                assert (diagnostic["organisation"], diagnostic["date"]) == (
                    need["organisation"],
                    origin["date"],
                )
    kinds = {origin["kind"] for need in NEEDS.values() for origin in need["origins"]}
    assert kinds == set(OriginKind.values)


def test_a_need_is_confirmed_by_a_second_origin_or_by_its_structure() -> None:
    for need in NEEDS.values():
        if not need["confirmed"]:
            assert len(need["origins"]) == 1, need["ref"]
            continue
        by = PEOPLE[need["confirmed_by"]]
        own = any(function["organisation"] == need["organisation"] for function in by["functions"])
        assert own or len(need["origins"]) > 1, need["ref"]
        assert min(origin["date"] for origin in need["origins"]) <= need["confirmed_on"] <= TODAY


def test_planted_clusters_are_four_to_nine_structures_of_one_workspace() -> None:
    clusters: dict[str, list[Row]] = {}
    for need in NEEDS.values():
        clusters.setdefault(need.get("cluster", ""), []).append(need)
    assert len(clusters.pop("")) >= 35
    assert len(clusters) >= 12
    for name, needs in clusters.items():
        structures = {need["organisation"] for need in needs}
        assert 4 <= len(structures) == len(needs) <= 9, name
        assert len({place_of(ref) for ref in structures}) == 1, name


def test_shared_needs_never_mix_clusters() -> None:
    for shared in SHARED.values():
        assert fits(shared, SharedNeed, ("title",))
        assert shared["nature"] in Nature.values
        assert shared["state"] in SharedNeedState.values
        assert shared["by"] in ACCOUNTS
        assert len({NEEDS[ref]["cluster"] for ref in shared["needs"]}) == 1, shared["ref"]
        assert {place_of(NEEDS[ref]["organisation"]) for ref in shared["needs"]} == {shared["workspace"]}
    for proposal in READ["needs"]["set_aside"]:
        assert len(proposal["needs"]) == 2
        assert all(ref in NEEDS for ref in proposal["needs"])


def test_initiatives_stand_on_what_the_other_files_hold() -> None:
    for row in INITIATIVES.values():
        workspace = row["workspace"]
        assert fits(row, Initiative, ("title", "territory_note"))
        assert fits(row["problem_sheet"], ProblemSheet, ("title",))
        assert fits(row.get("presentation", {}), PresentationSheet, tuple(row.get("presentation", {})))
        assert SHARED[row["shared_need"]]["workspace"] == workspace
        assert {place_of(member["person"]) for member in row["team"]} == {workspace}
        assert {member["role"] for member in row["team"]} == set(TeamRole.values)
        assert all(fits(member, TeamMember, ("title",)) for member in row["team"])
        assert {place_of(ref) for ref in row["targeted_organisations"]} == {workspace}
        assert all(fits(objective, Objective, ("text",)) for objective in row["objectives"])
        assert {objective["level"] for objective in row["objectives"]} <= set(ObjectiveLevel.values)
        assert row["stage_moves"][-1]["stage"] == row["stage"]


def test_activities_are_marked_in_the_past_with_a_reason() -> None:
    for row in INITIATIVES.values():
        for mark in row["activities"]:
            assert mark["kind"] in MarkKind.values
            assert mark["note"]
            assert mark["by"] in ACCOUNTS
            assert row["opened_on"] <= mark["date"] <= TODAY, mark["id"]
            assert (mark["kind"] == MarkKind.CARRIED_BY_OTHER) == ("carried_by" in mark)
        assert all(place_of(due["person"]) == row["workspace"] for due in row["due"])
    first = Counter(mark["kind"] for mark in INITIATIVES["releve-en-bords-de-marne"]["activities"])
    assert (first["adapted"] + first["skipped"], first["carried"]) == (2, 1)


def test_initiatives_speak_of_their_method_and_of_the_shared_objectives() -> None:
    known = {
        row["key"]: row["level"] for row in read(INITIATIVES_DATA / "reference_objectives.yaml")["objectives"]
    }
    for row in INITIATIVES.values():
        stages = {
            stage["key"]: [activity["id"] for step in stage["steps"] for activity in step["activities"]]
            for stage in read(INITIATIVES_DATA / "methods" / f"{row['method']}.yaml")["stages"]
        }
        assert {move["stage"] for move in row["stage_moves"]} <= set(stages)
        activities = {activity for ids in stages.values() for activity in ids}
        spoken_of = [mark["id"] for mark in row["activities"]] + [due["activity"] for due in row["due"]]
        assert set(spoken_of) <= activities
        assert len(spoken_of) == len(set(spoken_of))
        for objective in row["objectives"]:
            assert "reference" not in objective or known[objective["reference"]] == objective["level"]
