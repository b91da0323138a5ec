"""What a newcomer types: make, and what the checks need."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests import postgres
from tools import ensure_chromium

ROOT = Path(__file__).parents[2]
TARGETS = ("run", "test", "lint", "types", "demo", "screenshots", "bench", "audit", "soak", "lock", "help")


def test_make_alone_lists_every_command() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [target for target in TARGETS if f"make {target} " not in shown] == []


def test_continuous_integration_runs_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().splitlines()[-1] == "exec make test"


def test_a_browser_that_cannot_be_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ensure_chromium, "find", lambda: None)
    monkeypatch.setattr(ensure_chromium, "install", lambda: False)
    assert ensure_chromium.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_a_browser_that_was_installed_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([None, "/usr/bin/chromium"])
    monkeypatch.setattr(ensure_chromium, "find", lambda: next(answers))
    monkeypatch.setattr(ensure_chromium, "install", lambda: True)
    assert ensure_chromium.main() == 0


def test_nothing_is_installed_without_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert ensure_chromium.install() is False


def test_a_postgresql_that_is_given_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ana@db.example/copil")
    with postgres.server() as url:
        assert url == "postgresql://ana@db.example/copil"
