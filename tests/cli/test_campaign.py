"""Kill -9 of web server, worker, all of it or database: no acknowledged write is lost, doubled or torn."""

import dataclasses
import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.cli import campaign
from tests.cli.campaign import Campaign
from tests.cli.conftest import POPULATE, Installation, installation


def settled(fight: Campaign, kept: list[str], doubtful: set[str]) -> None:
    """Check what the database holds against what was acknowledged."""
    state = fight.installation.inside(campaign.STATE)
    texts = state["texts"]
    assert len(kept) == len(set(kept))
    assert set(kept) - set(texts) == set(), "acknowledged, then lost"
    assert len(texts) == len(set(texts)), "written twice"
    assert set(texts) - set(kept) <= doubtful
    assert state["whole"] == [True, True, True], "torn"
    assert (state["faults"], state["sound"]) == (0, "ok")


@contextmanager
def left_alone(fight: Campaign) -> Iterator[Campaign]:
    """Leave nothing running."""
    try:
        yield fight
    finally:
        fight.stop()


def founded(fight: Campaign) -> Campaign:
    """Create the tables, a space and its people: a backup is of one engine only."""
    program = f"answer = copil('migrate')\n{POPULATE}\n{campaign.PEOPLE.replace('answer = True', '')}"
    assert fight.installation.inside(program)[0] == 0
    return fight


@pytest.fixture
def fought(backup: Path, empty: Installation) -> Iterator[Campaign]:
    """An installation with a space, an administrator and a structure."""
    with left_alone(Campaign(empty)) as fight:
        assert fight.installation.copil("restore", str(backup)).returncode == 0
        assert fight.installation.inside(campaign.PEOPLE)
        yield fight


@pytest.mark.once
def test_three_kills_lose_and_double_nothing(fought: Campaign) -> None:
    kept, doubtful = campaign.fight(fought, kills=3, writes=60, seed=3)
    assert len(kept) >= 60
    settled(fought, kept, doubtful)


@pytest.mark.soak
@pytest.mark.timeout(10_800)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_fifty_kills_and_ten_thousand_writes(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as stack:
        made, database = dataclasses.replace(installation(tmp_path / "campaign"), patience=1200), None
        if engine == "postgresql":
            database = stack.enter_context(campaign.durable_postgres())
            url = f"postgresql://postgres@/copil?host={database.get_postmaster_info().socket_dir}"
            made.environment["DATABASE_URL"] = url
        else:
            made.environment.pop("DATABASE_URL", None)
        fight = founded(stack.enter_context(left_alone(Campaign(made, database))))

        def tell(words: str) -> None:
            with capsys.disabled():
                sys.stdout.write(f"{engine}: {words}\n")
                sys.stdout.flush()

        kept, doubtful = campaign.fight(fight, kills=50, writes=10_000, seed=2026, tell=tell)
        tell(f"{len(kept)} acknowledged, {len(doubtful)} without an answer; the database is being read")
        settled(fight, kept, doubtful)
        tell(
            f"50 kills, 0 lost, 0 doubled; before somebody wrote again: median"
            f" {statistics.median(fight.waits):.1f} s, longest {fight.longest:.1f} s ({os.cpu_count()} cores)"
        )
