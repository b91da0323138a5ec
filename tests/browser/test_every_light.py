"""The full cross of ``make audit``: every page, on a screen and on a phone, in the light and in the dark."""

import pytest

from tests.browser import page_checks
from tests.browser.conftest import Visitors
from tests.browser.exploration import EVERYBODY, SEEN_ELSEWHERE, Atlas

pytestmark = pytest.mark.audit
NARROW = 390
# What the dark changes: colours, and nothing else.
COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.mark.parametrize("width", [1280, NARROW])
@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in SEEN_ELSEWHERE])
def test_page(name: str, width: int, atlas: Atlas, visitors: Visitors) -> None:
    account, found = atlas[name]
    if found.kind != "text/html" or not found.titles:
        return
    page = visitors.open(account, width=width)
    # Colours that fade from one light to the other would be read half way.
    page.emulate_media(reduced_motion="reduce")
    page.goto(found.url, wait_until="load")
    in_the_light = page_checks.axe(page)
    page.emulate_media(color_scheme="dark")
    in_the_dark = page_checks.axe(page, only=COLOURS)
    assert [*in_the_light, *in_the_dark, *page_checks.spread(page)] == []
