"""Initiatives of the neighbours, and who carries what with whom."""

import datetime as dt
from typing import Any

from copil.core.text import name_key
from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.initiatives import actions
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import Initiative, Method
from copil.initiatives.papers import PAPERS
from copil.pages.demo.source import Cast, Row, morning, read


def load_carrying(cast: Cast) -> None:
    """Open what the neighbours conduct, then send and answer the invitations in order of date."""
    content = read("carrying")
    for row in content["people"]:
        _load_person(cast, row)
    opened = {row["ref"]: _open(cast, row) for row in content["initiatives"]}
    for row in read("initiatives")["initiatives"]:
        opened[row["ref"]] = Initiative.objects.get(title=row["title"])
    for row in content["joins"]:
        _join(cast, Initiative.objects.get(pk=opened[row["initiative"]].pk), row)
    for row in content["existing"]:
        _list_what_exists(cast, opened[row["initiative"]], row)
    for row in content["papers"]:
        _write_paper(cast, opened[row["initiative"]], row)
    for row in content["answers"]:
        _answer_needs(cast, opened[row["initiative"]], row)


def _load_person(cast: Cast, row: Row) -> None:
    name = f"{row['family_name']} {row['given_name']}"
    cast.people[row["ref"]] = Person.objects.create(
        workspace=cast.workspaces[row["workspace"]],
        given_name=row["given_name"],
        family_name=row["family_name"],
        name_key=name_key(name),
        email=row["email"],
        user=cast.user(row["email"]),
    )


def _open(cast: Cast, row: Row) -> Initiative:
    return actions.open_initiative(
        workspace=cast.workspaces[row["workspace"]],
        title=row["title"],
        method=Method.objects.filter(workspace=None, key=row["method"]).latest("number"),
        by=cast.people[row["pilot"]].user,
        at=morning(row["opened_on"]),
        opened_on=row["opened_on"],
        summary=row["summary"].strip(),
        territory=cast.territory(row["territory"]),
        pilot=cast.people[row["pilot"]],
        targeted=[cast.organisations[ref] for ref in row["targets"]],
    )


def _join(cast: Cast, initiative: Initiative, row: Row) -> None:
    host, guest = cast.workspaces[row["by"]], cast.workspaces[row["invited"]]
    invitation = actions.invite_carrier(
        initiative=initiative,
        workspace=host,
        identifier=guest.slug,
        message=row["message"].strip(),
        by=None,
        at=morning(row["sent_on"]),
    )
    if "answer" not in row:
        return
    by, at = cast.user(row["answer"]["by"]), morning(row["answer"]["date"])
    actions.accept_invitation(invitation=invitation, by=by, at=at)
    _bring(cast, initiative, guest, row, by=by, at=at + dt.timedelta(days=7))
    if "left_on" in row:
        actions.leave_initiative(
            initiative=initiative,
            workspace=guest,
            left_on=row["left_on"],
            reason=row["reason"],
            by=by,
            at=morning(row["left_on"]),
        )


def _bring(
    cast: Cast, initiative: Initiative, guest: Workspace, row: Row, *, by: User | None, at: dt.datetime
) -> None:
    common: dict[str, Any] = {"initiative": initiative, "workspace": guest, "by": by, "at": at}
    actions.add_targets(organisations=[cast.organisations[ref] for ref in row.get("targets", ())], **common)
    for member in row.get("people", ()):
        person, role = cast.people[member["person"]], TeamRole(member["role"])
        actions.add_member(person=person, role=role, title=member["title"], **common)
    if "role" in row:
        values = {**row["role"], "territory": cast.territory(row["role"].get("territory"))}
        actions.save_carrier_role(values=values, expected=0, **common)
    if "coherence" in row:
        faces = row["coherence"]
        values = {face: told["verdict"] for face, told in faces.items()}
        values |= {f"{face}_reason": told["reason"] for face, told in faces.items()}
        version = initiative.carrier_sheets.get(workspace=guest).version
        actions.save_coherence(values=values, expected=version, **common)


def _list_what_exists(cast: Cast, initiative: Initiative, row: Row) -> None:
    for item in row["items"]:
        actions.add_existing(
            initiative=initiative,
            workspace=initiative.workspace,
            values=item,
            by=cast.user(row["by"]),
            at=morning(row["date"]),
        )


def _write_paper(cast: Cast, initiative: Initiative, row: Row) -> None:
    paper, by = PAPERS[row["paper"]], cast.user(row["by"])
    common: dict[str, Any] = {
        "paper": paper, "initiative": initiative, "workspace": initiative.workspace, "by": by,
    }  # fmt: skip  # a table reads by its lines
    written = paper.row(initiative)
    expected = 0 if written._state.adding else written.version
    values = {name: text.strip() for name, text in row["texts"].items()}
    actions.save_paper(values=values, expected=expected, at=morning(row["written_on"]), **common)
    if "issued_on" in row:
        document = paper.build(initiative, row["issued_on"], "")
        actions.issue_paper(document=document, formats=["pdf"], at=morning(row["issued_on"]), **common)


def _answer_needs(cast: Cast, initiative: Initiative, row: Row) -> None:
    for reference, refs in row["objectives"].items():
        actions.answer_needs(
            objective=initiative.objectives.get(reference=reference),
            workspace=initiative.workspace,
            needs=[cast.needs[ref] for ref in refs],
            by=cast.user(row["by"]),
            at=morning(row["date"]),
        )
