"""The register of the standard: whole, known statuses, reasons, and tests that exist."""

import csv
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = list(
    csv.DictReader((ROOT / "docs" / "security" / "asvs-5-l2.csv").read_text(encoding="utf-8").splitlines())
)
STATUSES = {"conform", "deviation", "not applicable"}
LEAST_TESTED = 0.60
# How many items of levels 1 and 2 each section of ASVS 5.0.0 has.
SECTIONS = {
    section: int(count)
    for section, _, count in (
        word.partition("=")
        for word in """
    1.1=2 1.2=9 1.3=11 1.4=3 1.5=2
    2.1=3 2.2=3 2.3=4 2.4=1
    3.2=2 3.3=4 3.4=6 3.5=5 3.7=2
    4.1=3 4.2=1 4.3=2 4.4=4
    5.1=1 5.2=3 5.3=2 5.4=3
    6.1=3 6.2=12 6.3=4 6.4=4 6.5=5 6.6=3 6.8=4
    7.1=3 7.2=4 7.3=2 7.4=5 7.5=2 7.6=2
    8.1=2 8.2=3 8.3=1 8.4=1
    9.1=3 9.2=4
    10.1=2 10.2=2 10.3=4 10.4=11 10.5=5 10.6=2 10.7=3
    11.1=2 11.2=3 11.3=3 11.4=4 11.5=1 11.6=1
    12.1=3 12.2=2 12.3=4
    13.1=1 13.2=5 13.3=2 13.4=5
    14.1=2 14.2=4 14.3=3
    15.1=3 15.2=3 15.3=7
    16.1=1 16.2=5 16.3=4 16.4=3 16.5=3
    17.1=1 17.2=4 17.3=2
    """.split()
    )
}


def test_every_item_of_the_standard_is_there_once() -> None:
    ids = [row["id"] for row in ROWS]
    wanted = {f"{section}.{rank}" for section, count in SECTIONS.items() for rank in range(1, count + 1)}
    assert len(wanted) == 253
    assert Counter(ids) == Counter(wanted)


def test_every_judgement_is_known_and_has_its_reason() -> None:
    assert {row["status"] for row in ROWS} == STATUSES
    assert [row["id"] for row in ROWS if not row["reason"].endswith((".", ")"))] == []
    assert [row["id"] for row in ROWS if row["status"] == "not applicable" and row["tests"]] == []


def test_every_test_it_names_exists_and_most_items_have_one() -> None:
    named = {name for row in ROWS for name in row["tests"].split()}
    missing = []
    for name in sorted(named):
        path, _, function = name.partition("::")
        file = ROOT / path
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if not re.search(rf"^def {re.escape(function)}\(", text, re.MULTILINE):
            missing.append(name)
    assert missing == []
    applicable = [row for row in ROWS if row["status"] != "not applicable"]
    tied = sum(bool(row["tests"]) for row in applicable)
    assert tied >= LEAST_TESTED * len(applicable), f"{tied} of {len(applicable)}"
