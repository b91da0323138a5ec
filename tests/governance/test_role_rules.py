"""What is fragile in roles, without a database."""

import datetime as dt
from decimal import Decimal

from copil.governance.role_kinds import kinds
from copil.governance.rules import roles as rules
from copil.governance.rules.roles import Held

TODAY = dt.date(2026, 11, 24)
LONG_AGO = dt.date(2026, 1, 5)


def held(role: str, person: str, **values: object) -> Held:
    given = {"is_deputy": False, "starts_on": LONG_AGO, "ends_on": None, "days": Decimal(1), **values}
    return Held(role=role, person=person, name=person, initiative="Relève", **given)  # type: ignore[arg-type]  # each test names its own


def found(*rows: Held, singles: dict[str, str] | None = None) -> list[tuple[str, str]]:
    told = rules.findings(kinds=kinds(), held=rows, singles=singles or {}, today=TODAY)
    assert all(one.reason and one.title for one in told)
    return [(one.family, one.role) for one in told]


def test_expected_roles_that_nobody_holds_are_vacant() -> None:
    vacant = [role for family, role in found() if family == "vacancy"]
    assert vacant == ["sponsor", "technical", "administrative", "logistics", "communication"]
    assert ("vacancy", "technical") not in found(held("technical", "Nadia"))
    gone = held("technical", "Nadia", ends_on=TODAY - dt.timedelta(days=1))
    assert ("vacancy", "technical") in found(gone)


def test_a_lead_without_deputy_is_a_single_point_unless_it_is_so_by_nature() -> None:
    alone = held("technical", "Nadia")
    assert ("single", "technical") in found(alone)
    assert ("single", "technical") not in found(alone, held("technical", "Samuel", is_deputy=True))
    assert ("single", "sponsor") not in found(
        held("sponsor", "Claire"), singles={"sponsor": "Mandat électif"}
    )


def test_logistics_takes_two_and_is_not_left_to_the_technical_lead() -> None:
    helene, samuel = held("logistics", "Hélène"), held("logistics", "Samuel")
    assert ("single", "logistics") in found(helene)
    assert ("single", "logistics") not in found(helene, samuel)
    both = found(held("technical", "Nadia"), held("logistics", "Nadia"))
    assert both.count(("single", "logistics")) == 2


def test_who_changes_too_often_and_who_never_does() -> None:
    ended = [
        held("technical", name, ends_on=TODAY - dt.timedelta(days=30 * number))
        for number, name in enumerate(("Anne", "Basile"), start=1)
    ]
    assert ("rotation", "technical") in found(*ended, held("technical", "Nadia"))
    old = held("administrative", "Yves", starts_on=dt.date(2022, 1, 1))
    assert ("rotation", "administrative") in found(old)
    assert ("rotation", "administrative") not in found(held("administrative", "Yves"))


def test_the_load_of_the_weeks_follows_the_dates() -> None:
    rows = [
        held("technical", "Nadia", days=Decimal(4)),
        held(
            "pmo", "Nadia", days=Decimal("1.5"), starts_on=dt.date(2026, 12, 7), ends_on=dt.date(2026, 12, 20)
        ),
        held("communication", "Nadia", days=Decimal(3), is_deputy=True),
    ]
    weeks = rules.weeks_of(rows, today=TODAY)
    assert weeks[0].monday == dt.date(2026, 11, 23)
    assert [week.days for week in weeks[:5]] == [4, 4, Decimal("5.5"), Decimal("5.5"), 4]
    assert [week.monday.day for week in rules.overloaded(weeks)] == [7, 14]


def test_a_team_is_stable_once_its_roles_are_held_and_doubled() -> None:
    rows = [
        *(held(role, "Nadia") for role in ("technical", "administrative", "communication", "sponsor")),
        *(held("logistics", name) for name in ("Hélène", "Samuel")),
    ]
    assert not rules.is_stable(kinds=kinds(), held=rows, singles=["sponsor"])
    rows += [held(role, "Inès", is_deputy=True) for role in ("technical", "administrative", "communication")]
    assert rules.is_stable(kinds=kinds(), held=rows, singles=["sponsor"])
    assert not rules.is_stable(kinds=kinds(), held=rows, singles=[])
