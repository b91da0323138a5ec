"""Real territories: three départements and everything they belong to."""

from pathlib import Path

import pytest

from copil.territories import actions
from tests.factories.territories import cut_down


@pytest.fixture(scope="session")
def small_france(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The official files cut down to Paris, the Val-de-Marne, the Indre and La Réunion."""
    return cut_down(tmp_path_factory.mktemp("france"), departements={"36", "75", "94", "974"})


@pytest.fixture
def france(db: None, small_france: Path) -> None:
    """Those territories, loaded."""
    actions.load(source=small_france)
