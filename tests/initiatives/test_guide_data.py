"""Evidence catalogue, practice sheets, reference lists and experiences: what the guide's figures demand."""

from decimal import Decimal

import pytest

from copil.initiatives import experience_data, guide_data, method_file
from copil.initiatives.experience_data import CarrierRole
from copil.initiatives.guide_data import Level
from copil.initiatives.method_file import Origin

APPS = {
    *("directory", "needs", "initiatives", "documents", "governance", "budget", "partners", "intervention"),
    *("plan", "meetings", "workshops", "procurement", "foresight", "evaluation", "library"),
}


def rows(sheet: str, section: int) -> int:
    table = guide_data.practice_sheets()[sheet].sections[section].table
    return len(table.rows) if table else 0


def test_the_catalogue_names_each_fact_once() -> None:
    catalogue = method_file.catalogue()
    assert len(catalogue) == 108
    assert {item.app for item in catalogue.values()} == APPS
    assert len({item.label for item in catalogue.values()}) == len(catalogue)
    assert not [item.key for item in catalogue.values() if item.label.endswith(".")]


def test_a_key_without_provider_is_attested_by_hand() -> None:
    method = method_file.load(method_file.DATA / "methods" / "ingenierie-collective.yaml")
    left = method_file.attested_by_hand(method, provided=method.evidence_keys() - {"budget.balanced"})
    assert left == {"budget.balanced"}


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("evidence:\n  - {key: Budget, label: Un, covered_by: Deux}\n", 2, "evidence[0].key"),
        (
            "evidence:\n  - {key: a.b, label: U, covered_by: D}\n  - {key: a.b, label: V, covered_by: D}\n",
            3,
            "",
        ),
        ("evidence:\n  - {key: a.b, covered_by: Deux}\n", 2, "evidence[0].label"),
        ("preuves: []\n", 1, "evidence"),
    ],
)
def test_a_wrong_catalogue_is_refused(text: str, line: int, field: str) -> None:
    with pytest.raises(method_file.MethodFileError) as caught:
        method_file.read_catalogue(text)
    first = caught.value.problems[0]
    assert (first.line, first.field) == (line, field or "evidence[1].key")


def test_every_sheet_is_there_and_readable() -> None:
    sheets = guide_data.practice_sheets()
    assert set(sheets) == {"FP1", "FP2", "FP3", "FP4", "FP5", "FP6", "FP7", "FE1", "FE2"}
    for sheet in sheets.values():
        assert sheet.title
        assert sheet.lead
        assert all(ref in sheets for section in sheet.sections for ref in section.refs)
        assert all(s.paragraphs or s.items or s.table for s in sheet.sections), sheet.key


def test_the_sheets_hold_what_the_guide_counts() -> None:
    assert rows("FP2", 0) == 3
    assert rows("FP3", 0) == 4
    assert rows("FP4", 1) == 5
    assert len(guide_data.practice_sheets()["FP4"].sections[5].items) == 4
    assert rows("FP5", 1) == 4 + 6
    assert rows("FP7", 2) == 7


def test_the_results_grid_has_eight_headings_and_thirty_questions() -> None:
    tables = [section.table for section in guide_data.practice_sheets()["FP6"].sections if section.table]
    numbers = [row[0] for table in tables for row in table.rows]
    assert [len(table.rows) for table in tables] == [10, 2, 4, 3, 4, 3, 2, 2]
    assert numbers == [
        f"g{h}.{q}" for h, table in enumerate(tables, 1) for q in range(1, len(table.rows) + 1)
    ]
    ticks = [int(row[2]) for table in tables for row in table.rows]
    assert ticks == [*[1] * 10, 4, 1, *[1] * 4, *[1] * 3, 4, 4, 4, 5, 5, 5, 5, 2, 2, 3, 4]


def test_the_reference_objectives_are_four_and_six() -> None:
    objectives = guide_data.objectives()
    levels = [objective.level for objective in objectives.values()]
    assert levels == [Level.STRATEGIC] * 4 + [Level.OPERATIONAL] * 6
    assert objectives["competences"].also_level is Level.OPERATIONAL
    assert "Anticiper et accompagner le changement" in objectives["adaptabilite-mutations"].aliases
    without = {key for key, objective in objectives.items() if not objective.results_heading}
    assert without == {"priorites-porteur", "specificites-territoire"}


def test_the_short_lists_have_their_entries() -> None:
    assert {key: len(item.entries) for key, item in guide_data.reference_lists().items()} == {
        "typology": 3,
        "partner_families": 4,
        "profile_criteria": 5,
        "contact_questions": 4,
        "vigilance": 4,
        "funding_kinds": 7,
        "content_themes": 7,
        "historic_names": 8,
    }


# key: beneficiaries, days, cost, per structure, per day, carriers
FIGURES = {
    "E1": (30, 3, 2500, "83.33", "833.33", 1),
    "E2": (36, 4, 7700, "213.89", "1925.00", 4),
    "E3": (22, 10, 9000, "409.09", "900.00", 2),
    "E4": (60, 16, 15000, "250.00", "937.50", 6),
    "E5": (5, 3, 3600, "720.00", "1200.00", 1),
    "E6": (3, 4, 5400, "1800.00", "1350.00", 1),
}


def test_the_experiences_keep_the_figures_of_the_guide() -> None:
    found = {
        item.key: (
            *(item.beneficiaries.count, item.days, int(item.cost)),
            *(str(item.cost_per_structure), str(item.cost_per_day), len(item.carriers)),
        )
        for item in experience_data.experiences().values()
    }
    assert found == FIGURES


def test_the_totals_of_the_experiences() -> None:
    items = experience_data.experiences().values()
    assert sum(item.beneficiaries.count for item in items) == 156
    assert sum(item.days for item in items) == 40
    assert sum(item.cost for item in items) == Decimal(43200)


def test_the_experiences_agree_with_their_own_parts() -> None:
    lists, objectives = guide_data.reference_lists(), guide_data.objectives()
    themes = {entry.key for entry in lists["content_themes"].entries}
    shown = {
        key: sheet.experiences for key, sheet in guide_data.practice_sheets().items() if sheet.experiences
    }
    for item in experience_data.experiences().values():
        assert item.days == sum(part.times * part.days for part in item.interventions)
        assert set(item.objectives) <= set(objectives)
        assert set(item.themes) <= themes
        assert item.key in shown[item.sheet]
        assert [carrier.role for carrier in item.carriers].count(CarrierRole.LEAD) == 1
        assert len({carrier.name for carrier in item.carriers}) == len(item.carriers)
        assert (item.solution is None) == (item.kind.value == "A")
    assert sum(map(len, shown.values())) == 6


def test_what_the_source_does_not_say_stays_empty() -> None:
    experiences = experience_data.experiences()
    assert experiences["E5"].validation == ""
    assert [key for key, item in experiences.items() if item.duration] == ["E3"]
    assert [key for key, item in experiences.items() if item.days_derived] == ["E3", "E4"]
    assert [key for key, item in experiences.items() if item.lead_origin is Origin.ADAPTED] == [
        "E2",
        "E3",
        "E4",
    ]
