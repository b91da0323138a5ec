"""What the commands print agrees with one as with several."""

import argparse
from collections import Counter
from pathlib import Path

import pytest

from copil.cli import installation
from copil.cli.commands import check, export
from copil.pages.full_export.writing import Outcome


@pytest.mark.parametrize(("number", "said"), [
    (1, ["1 fichier n’était plus sur le disque", "le nomme", "1 mention", "n’y est pas", "laquelle"]),
    (2, ["2 fichiers n’étaient plus sur le disque", "les nomme", "2 mentions", "n’y sont pas", "lesquelles"]),
])  # fmt: skip  # a table reads by its lines
def test_an_export_agrees_with_what_it_left(number: int, said: list[str]) -> None:
    outcome = Outcome(counts={"a": 1}, left=Counter({"b": number}), lost=["c"] * number, size=1)
    text = export.sentence(Path("a.zip"), outcome).replace("\u00a0", " ")
    for words in said:
        assert words in text


@pytest.mark.parametrize(("number", "said"), [(0, ""), (1, "1 étape de mise"), (2, "2 étapes de mise")])
def test_the_check_agrees_with_what_waits(monkeypatch: pytest.MonkeyPatch, number: int, said: str) -> None:
    monkeypatch.setattr(installation, "pending_migrations", lambda: number)
    text = check.migrations_problem(argparse.Namespace()).replace("\u00a0", " ")
    assert text.startswith(said)
    assert bool(text) == bool(number)
