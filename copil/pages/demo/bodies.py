"""The bodies of the demonstration, who sits there, what they decided."""

import datetime as dt
from typing import Any

from copil.governance import actions, passing
from copil.governance.actions.gates import Asked
from copil.governance.models import Body, College, Condition, Decision
from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, Row, morning, read

_FIELDS = (
    *("name", "kind", "code", "purpose", "frequency", "quorum_kind", "quorum_value"),
    *("opens_to_outsiders", "was_there", "set_up_on"),
)


def load_bodies(cast: Cast) -> None:
    """Set up each body, those it answers to first."""
    made: dict[str, Body] = {}
    content = read("bodies")
    for row in content["bodies"]:
        made[row["ref"]] = _set_up(cast, row, made)
    colleges: dict[tuple[str, str], College] = {}
    for row in content["colleges"]:
        body, at = made[row["body"]], _arrived(cast, made[row["body"]])
        college = actions.add_college(body=body, name=row["name"], seats=row["seats"], by=None, at=at)
        colleges[row["body"], row["name"]] = college
    for row in content["mandates"]:
        _give(cast, row, made[row["body"]], colleges)
    written: list[Decision] = []
    for row in content["decisions"]:
        written.append(_decide(cast, row, made[row["body"]], written))
    for row in content["validations"]:
        _validate(cast, row, made)
    for row in content["sheets"]:
        initiative, values = _initiative(cast, row), _but(row, "initiative", "by")
        by, at = cast.users[row["by"]], morning(cast.written_for)
        actions.write_sheet(
            initiative=initiative, workspace=initiative.workspace, values=values, by=by, at=at
        )
    for row in content["gates"]:
        _pass(cast, row, made)


def _validate(cast: Cast, row: Row, made: dict[str, Body]) -> None:
    """Note an opinion."""
    initiative, values = _initiative(cast, row), _but(row, "initiative", "by")
    values["body"] = made[row["body"]] if "body" in row else None
    values["person"] = cast.people[row["person"]] if "person" in row else None
    values["organisation"] = None
    by, at = cast.users[row["by"]], morning(row["given_on"])
    actions.note_validation(
        initiative=initiative, workspace=initiative.workspace, values=values, by=by, at=at
    )


def _pass(cast: Cast, row: Row, made: dict[str, Body]) -> None:
    """Decide a gate in sight of what is missing; settle the conditions that are held."""
    initiative, by, at = _initiative(cast, row), cast.users[row["by"]], morning(row["decided_on"])
    shown = passing.gate_of(initiative, row["gate"])
    if shown is None:
        raise LookupError(f"no gate {row['gate']}")
    asked = [Asked(one["text"], cast.people[one["owner"]], one["due_on"]) for one in row["conditions"]]
    review = actions.decide_gate(
        initiative=initiative,
        workspace=initiative.workspace,
        body=made[row["body"]],
        conditions=asked,
        seen=shown.seen,
        by=by,
        at=at,
        **_but(row, "initiative", "by", "body", "conditions"),
    )
    held = {one["text"]: one["held"] for one in row["conditions"] if "held" in one}
    for condition in Condition.objects.filter(review=review, text__in=held).select_related(
        "review__workspace"
    ):
        note = held[condition.text]
        actions.settle_condition(condition=condition, outcome="held", note=note, expected=1, by=by, at=at)


def _initiative(cast: Cast, row: Row) -> Initiative:
    rows = Initiative.objects.with_surroundings()
    found: Initiative = rows.get(title=row["initiative"])
    return found


def _but(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def _decide(cast: Cast, row: Row, body: Body, earlier: list[Decision]) -> Decision:
    """Write a decision, and adopt it unless it is a draft."""
    values = {name: value for name, value in row.items() if name not in ("body", "by", "draft")}
    if "owner" in row:
        values["owner"] = cast.people[row["owner"]]
    if "corrects" in row:
        values["corrects"] = earlier[row["corrects"] - 1]
    by, at = cast.users[row["by"]], morning(row["decided_on"])
    decision = actions.draft_decision(body=body, initiative=None, values=values, by=by, at=at)
    if row.get("draft"):
        return decision
    return actions.adopt(decision=decision, expected=decision.version, by=by, at=at)


def _give(cast: Cast, row: Row, body: Body, colleges: dict[tuple[str, str], College]) -> None:
    """Have a person sit there."""
    values = {name: value for name, value in row.items() if name != "body"}
    values["person"] = cast.people[row["person"]]
    if "organisation" in row:
        values["organisation"] = cast.organisations[row["organisation"]]
    if "substitute" in row:
        values["substitute"] = cast.people[row["substitute"]]
    if "college" in row:
        values["college"] = colleges[row["body"], row["college"]]
    at = _arrived(cast, body)
    actions.give_mandate(body=body, workspace=body.workspace, values=values, by=None, at=at)


def _arrived(cast: Cast, body: Body) -> dt.datetime:
    """Return when the story told Copil of a body: the day it was set up, this year at the earliest."""
    first = cast.written_for.replace(month=1, day=5)
    return morning(max(body.set_up_on or first, first))


def _set_up(cast: Cast, row: Row, made: dict[str, Body]) -> Body:
    workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
    initiative = None
    if "initiative" in row:
        initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
    values: dict[str, Any] = {name: row[name] for name in _FIELDS if name in row}
    values["parent"] = made[row["parent"]] if "parent" in row else None
    if "authority" in row:
        values["authority"] = cast.organisations[row["authority"]]
    at = morning(max(row["set_up_on"], cast.written_for.replace(month=1, day=5)))
    return actions.set_up(workspace=workspace, initiative=initiative, values=values, by=by, at=at)
