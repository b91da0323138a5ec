"""Who holds which role in the demonstration, through the verbs a person would use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from copil.governance.actions import roles as actions
from copil.governance.actions import services
from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, Row, morning, read


def load_roles(cast: Cast) -> None:
    """Name each holder, end what is over, then say what is single and who could hold what."""
    content = read("roles")
    for row in content["roles"]:
        _name(cast, row)
    at = morning(cast.written_for)
    for row in content["services"]:
        _service(cast, row, at=at)
    for row in content["backings"]:
        values = {name: row.get(name, "") for name in services.BACKING_FIELDS}
        values["sponsor"] = cast.people[row["sponsor"]]
        services.save_backing(**_where(cast, row), values=values, expected=0, by=None, at=at)
    for row in content["singles"]:
        actions.say_single(
            **_where(cast, row), role=row["role"], reason=row["reason"], by=cast.users[row["by"]], at=at
        )
    for row in content["skills"]:
        able = {cast.people[ref]: keys for ref, keys in row["able"].items()}
        actions.set_skills(**_where(cast, row), able=able, by=cast.users[row["by"]], at=at)


def _name(cast: Cast, row: Row) -> None:
    at = morning(row["starts_on"])
    holding = actions.name_holder(
        **_where(cast, row),
        role=row["role"],
        person=cast.people[row["person"]],
        is_deputy=row.get("deputy", False),
        starts_on=row["starts_on"],
        days=Decimal(str(row.get("days", 0))),
        by=None,
        at=at,
    )
    if "ends_on" in row:
        by = cast.users["nadia.benhaddou@marne-solidaire.example"]
        actions.end_holding(
            holding=holding,
            ends_on=row["ends_on"],
            reason=row["reason"],
            expected=1,
            by=by,
            at=morning(row["ends_on"]),
        )


def _service(cast: Cast, row: Row, *, at: dt.datetime) -> None:
    values = {name: row.get(name, "") for name in services.SERVICE_FIELDS}
    values["contact"] = cast.people[row["contact"]] if "contact" in row else None
    values["joins_groups"] = row.get("joins_groups", False)
    services.add_service(**_where(cast, row), values=values, by=None, at=at)


def _where(cast: Cast, row: Row) -> dict[str, Any]:
    workspace = cast.workspaces[row["workspace"]]
    initiative = Initiative.objects.carried_by(workspace).get(title=row["initiative"])
    return {"initiative": initiative, "workspace": workspace}
