"""What a rule of a method file may read: every mistake is told once, at its line."""

from pathlib import Path

import pytest

from copil.initiatives import method_file

SMALL = Path(__file__).parent / "fixtures" / "methods" / "small.yaml"
READS = "reads: {facts: [needs.shared_confirmed]}"
WHERE = "rules[1].reads"


@pytest.mark.parametrize(
    ("reads", "where"),
    [
        ("reads: {facts: [needs.shared_confirmd]}", f"{WHERE}.facts[0]"),
        ("reads: {facts: []}", f"{WHERE}.facts"),
        ("reads: {}", WHERE),
        ("reads: {facts: [needs.shared_confirmed], settled: [1.1.1]}", WHERE),
        ("reads: {order: [[1.1.1], [9.9]]}", f"{WHERE}.order[1][0]"),
        ("reads: {order: [[1.1.1]]}", f"{WHERE}.order"),
        ("reads: {order: [[1.1.1], []]}", f"{WHERE}.order"),
        ("reads: {settled: [1.1.1]}", f"{WHERE}.stage"),
        ("reads: {stage: prepare, settled: [1.1.1]}", f"{WHERE}.stage"),
        ("reads: {stage: preparer, settled: [9.9]}", f"{WHERE}.settled[0]"),
        ("reads: {stage: preparer, months: {at_least: 6, at_most: 3}}", f"{WHERE}.months.at_most"),
        ("reads: {stage: preparer, months: {at_least: 6}}", f"{WHERE}.months.at_most"),
        ("reads: {facts: [needs.shared_confirmed], stage: preparer}", f"{WHERE}.stage"),
    ],
)
def test_a_mistake_in_what_a_rule_reads_has_its_line(reads: str, where: str) -> None:
    text = SMALL.read_text(encoding="utf-8")
    assert READS in text
    line = 1 + text[: text.index(READS)].count("\n")
    found = method_file.check(text.replace(READS, reads))
    assert {(one.line, one.field) for one in found} == {(line, where)}


@pytest.mark.parametrize(
    ("find", "replace"), [(f"    {READS}\n", ""), ("status: reminder", f"status: reminder\n    {READS}")]
)
def test_a_rule_is_verified_exactly_when_it_reads(find: str, replace: str) -> None:
    text = SMALL.read_text(encoding="utf-8")
    (problem,) = method_file.check(text.replace(find, replace))
    assert problem.field.endswith(".status")


@pytest.mark.parametrize(
    "reads",
    [
        "reads: {order: [[1.1.1], [1.1.2, x2.1]]}",
        "reads: {stage: preparer, settled: [1.1.1]}",
        "reads: {stage: preparer, months: {at_least: 6, at_most: 18}}",
    ],
)
def test_each_way_to_read_is_accepted_and_stored(reads: str) -> None:
    method = method_file.load(SMALL.read_text(encoding="utf-8").replace(READS, reads))
    assert method.rules[1].reads is not None
    assert method_file.from_json(method_file.to_json(method)) == method


def test_a_method_stored_before_rules_could_read_is_still_read() -> None:
    stored = method_file.to_json(method_file.load(SMALL))
    for rule in stored["rules"]:
        del rule["reads"]
    assert [rule.reads for rule in method_file.from_json(stored).rules] == [None, None]
