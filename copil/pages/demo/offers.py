"""What exists already in the demonstration, the check somebody signed, the plans of structures."""

from copil.needs import actions, offering
from copil.pages.demo.source import Cast, morning, read

_PLAIN = ("title", "kind", "rhythm", "content", "sector", "funding_line", "source", "valid_until")


def load_offers(cast: Cast) -> None:
    """Note the offers, then sign what follows from them."""
    content = read("offers")
    for row in content["offers"]:
        operator = cast.organisations[row["operator"]]
        values = {name: row[name] for name in _PLAIN if name in row} | {
            "operator": operator,
            "theme": cast.themes.get((operator.workspace.slug, row.get("theme", ""))),
            "territory": cast.territory(row.get("territory")),
        }
        actions.create_offer(
            workspace=operator.workspace, values=values, by=None, at=morning(row["noted_on"])
        )
    for row in content["checks"]:
        shared = cast.shared_needs[row["shared_need"]]
        seen = [str(match.offer.pk) for match in offering.matches(shared, today=row["signed_on"])]
        actions.sign_check(
            shared_need=shared,
            conclusion=row["conclusion"],
            reason=row["reason"],
            seen=seen,
            by=cast.user(row["by"]),
            at=morning(row["signed_on"]),
        )


def load_plans(cast: Cast) -> None:
    """Write the plans of the structures that have one."""
    for row in read("plans")["plans"]:
        organisation = cast.organisations[row["organisation"]]
        values = {name: value for name, value in row.items() if name != "organisation"}
        values["led_by"] = cast.organisations[row["led_by"]]
        # What starts later was planned today.
        written = morning(min(row["starts_on"], cast.written_for))
        actions.add_plan_line(organisation=organisation, values=values, by=None, at=written)
