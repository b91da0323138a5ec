"""The two running initiatives of the demonstration, through the verbs a person would use."""

import datetime as dt
from typing import Any

from copil.identity.models import User
from copil.initiatives import actions
from copil.initiatives.enums import MarkKind, ObjectiveLevel, TeamRole
from copil.initiatives.models import Initiative, Method, PresentationSheet
from copil.pages.demo import problems
from copil.pages.demo.source import Cast, Row, morning, read


def load_initiatives(cast: Cast) -> None:
    """Open each initiative, then do in order of date what its team did."""
    for row in read("initiatives")["initiatives"]:
        shared = cast.shared_needs[row["shared_need"]]
        initiative = actions.open_initiative(
            workspace=cast.workspaces[row["workspace"]],
            title=row["title"],
            method=Method.objects.filter(workspace=None, key=row["method"]).latest("number"),
            by=cast.user(row["opened_by"]),
            at=morning(row["opened_on"]),
            opened_on=row["opened_on"],
            summary=row["summary"].strip(),
            shared_need=shared,
            problem_sheet=problems.load(cast, shared, row["problem_sheet"]),
            territory=cast.territory(row.get("territory")),
            territory_note=row.get("territory_note", "").strip(),
        )
        opener = cast.user(row["opened_by"])
        _people(cast, initiative, row, opener)
        _purposes(cast, initiative, row, opener)
        _said(cast, initiative, row)
        _plans(cast, initiative, row, opener)
        _carrier(cast, initiative, row, opener)
        _sheet(initiative, row, opener)


def _people(cast: Cast, initiative: Initiative, row: Row, by: User | None) -> None:
    for member in row["team"]:
        actions.add_member(
            initiative=initiative,
            workspace=initiative.workspace,
            person=cast.people[member["person"]],
            role=TeamRole(member["role"]),
            title=member.get("title", ""),
            by=by,
            at=morning(row["opened_on"]),
        )


def _purposes(cast: Cast, initiative: Initiative, row: Row, by: User | None) -> None:
    at = morning(row["opened_on"])
    named = [cast.organisations[ref] for ref in row["targeted_organisations"]]
    actions.add_targets(
        initiative=initiative, workspace=initiative.workspace, organisations=named, by=by, at=at
    )
    for objective in row["objectives"]:
        actions.add_objective(
            initiative=initiative,
            workspace=initiative.workspace,
            level=ObjectiveLevel(objective["level"]),
            text=objective["text"].strip(),
            reference=objective.get("reference", ""),
            by=by,
            at=at + dt.timedelta(days=30),
        )


def _said(cast: Cast, initiative: Initiative, row: Row) -> None:
    """Marks and changes of stage, in order of date; the first stage was entered at the opening."""
    events: list[tuple[dt.date, str, Row]] = [(one["date"], "mark", one) for one in row["activities"]]
    events += [(one["date"], "stage", one) for one in row["stage_moves"][1:]]
    for date, kind, event in sorted(events, key=lambda one: (one[0], one[1])):
        by, at = cast.user(event.get("by")), morning(date)
        if kind == "stage":
            actions.enter_stage(
                initiative=initiative, stage=event["stage"], note=event["note"].strip(), by=by, at=at
            )
            continue
        carrier = event.get("carried_by")
        actions.mark_activity(
            initiative=initiative,
            workspace=initiative.workspace,
            activity=event["id"],
            kind=MarkKind(event["kind"]),
            note=event["note"].strip(),
            carried_by=cast.organisations[carrier] if carrier else None,
            by=by,
            at=at,
        )


def _plans(cast: Cast, initiative: Initiative, row: Row, by: User | None) -> None:
    for due in row["due"]:
        actions.plan_activity(
            initiative=initiative,
            workspace=initiative.workspace,
            activity=due["activity"],
            person=cast.people[due["person"]] if due.get("person") else None,
            due_on=cast.today + dt.timedelta(days=due["days_from_today"]),
            why=due.get("why", "").strip(),
            expected=0,
            by=by,
            at=morning(cast.written_for - dt.timedelta(days=6)),
        )


def _carrier(cast: Cast, initiative: Initiative, row: Row, by: User | None) -> None:
    """The role of the carrier, its verdicts, and the skills it requires, a month after the opening."""
    at = morning(row["opened_on"] + dt.timedelta(days=30))
    common: dict[str, Any] = {
        "initiative": initiative, "workspace": initiative.workspace, "by": by, "at": at,
    }  # fmt: skip  # a table reads by its lines
    for skill in row.get("required_skills", ()):
        actions.add_required_skill(text=skill, **common)
    role = row.get("carrier_role")
    if role:
        values = {**role, "territory": cast.territory(role.get("territory"))}
        actions.save_carrier_role(values=values, expected=0, **common)
        faces = row["coherence"]
        values = {face: told["verdict"] for face, told in faces.items()}
        values |= {f"{face}_reason": told["reason"] for face, told in faces.items()}
        version = initiative.carrier_sheets.get(workspace=initiative.workspace).version
        actions.save_coherence(values=values, expected=version, **common)


def _sheet(initiative: Initiative, row: Row, by: User | None) -> None:
    typed = row.get("presentation")
    if not typed:
        return
    sheet = PresentationSheet.objects.get(initiative=initiative)
    for name, value in typed.items():
        setattr(sheet, name, value.strip() if isinstance(value, str) else value)
    at = morning(row["opened_on"] + dt.timedelta(days=100))
    actions.save_presentation(sheet=sheet, changed=list(typed), expected=sheet.version, by=by, at=at)
