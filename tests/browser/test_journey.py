"""From a file of associations to a sheet in the hand: on a screen, on a phone, without script."""

from pathlib import Path

import pytest

from tests.browser import journey, rna
from tests.browser.conftest import Visitors

pytestmark = pytest.mark.works

WAYS = [
    pytest.param(1, 1280, True, id="screen", marks=pytest.mark.postgres_journey),
    pytest.param(2, 390, True, id="phone"),
    pytest.param(3, 1280, False, id="no-script"),
]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("series", "width", "javascript"), WAYS)
def test_from_a_file_to_a_sheet(
    series: int, width: int, javascript: bool, visitors: Visitors, tmp_path: Path
) -> None:
    page = visitors.open(width=width, javascript=javascript)
    title = f"Garder et accueillir les bénévoles, essai {series}"
    journey.log_in_by_keyboard(page)
    journey.import_associations(page, rna.write(tmp_path / "rna_waldec_94.csv", series=series))
    journey.find_an_association(page, series)
    journey.note_a_need(page, series)
    need = journey.accept_a_proposal(page)
    journey.write_the_problem(page)
    journey.open_an_initiative(page, title, need=need)
    journey.attest_then_adapt(page)
    journey.take_the_sheet_away(page, title)
