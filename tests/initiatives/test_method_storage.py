"""A method as stored: JSON there and back, a digest of its content, verdicts without a file."""

import json
from pathlib import Path

import pytest

from copil.initiatives import method_file

SMALL = Path(__file__).parent / "fixtures" / "methods" / "small.yaml"


def test_a_method_survives_its_storage_as_json() -> None:
    method = method_file.load(SMALL)
    stored = json.loads(json.dumps(method_file.to_json(method)))
    assert method_file.from_json(stored) == method
    assert method_file.digest(method_file.from_json(stored)) == method_file.digest(method)
    assert method_file.check_method(method_file.from_json(stored)) == []


def test_the_digest_follows_the_content_not_the_layout() -> None:
    method = method_file.load(SMALL)
    other = SMALL.read_text(encoding="utf-8").replace("Petite méthode", "Autre méthode")
    assert method_file.digest(method_file.load("# note\n" + SMALL.read_text(encoding="utf-8"))) == (
        method_file.digest(method)
    )
    assert method_file.digest(method_file.load(other)) != (method_file.digest(method))


def test_json_of_another_shape_is_refused() -> None:
    stored = method_file.to_json(method_file.load(SMALL))
    for wrong in ({**stored, "format": 9}, {**stored, "extra": 1}, {**stored, "title": 3}, {}):
        with pytest.raises(ValueError, match="method"):
            method_file.from_json(wrong)


def test_a_method_changed_elsewhere_gets_the_same_verdicts_without_lines() -> None:
    stored = method_file.to_json(method_file.load(SMALL))
    stored["rules"][0]["activities"] = ["7.7"]
    (problem,) = method_file.check_method(method_file.from_json(stored))
    assert (problem.line, problem.field) == (0, "rules[0].activities[0]")
