"""Every page of the access matrix, opened once: accessible, light, narrow, in French."""

import pytest

from tests.browser import page_checks
from tests.browser.atlas import name_of
from tests.browser.conftest import Visitors
from tests.browser.exploration import EVERYBODY, SEEN_ELSEWHERE, Atlas
from tests.browser.weight import Weight

SHOWS_A_MAP = {"territories:territory", "directory:organisations_map"}
# Not lists: all the components; the same twenty choices for each column of a file; a panel of each app.
SHOWS_EVERYTHING = {"pages:components", "directory:import_mapping", "pages:initiative"}
TEACHES_MARKS = {"documents:template"}


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in SEEN_ELSEWHERE])
def test_page(name: str, atlas: Atlas, visitors: Visitors) -> None:
    assert name in atlas, f"no page leads to {name}"
    account, found = atlas[name]
    assert found.status == 200, f"{found.url}: {found.status}"
    if found.kind != "text/html" or not found.titles:
        return
    page = visitors.open(account)
    weight = Weight(page)
    page.goto(found.url, wait_until="load")
    assert name_of(page.url.removeprefix(visitors.site.url).split("?")[0]) == name
    problems = [
        *page_checks.words(page, long=name in SHOWS_EVERYTHING, marks=name in TEACHES_MARKS),
        *page_checks.axe(page),
        *weight.problems(heavy=name in SHOWS_A_MAP),
        *page_checks.narrow(page),
    ]
    assert problems == []


def test_every_title_says_which_page_it_is(atlas: Atlas) -> None:
    titles: dict[str, list[str]] = {}
    for name, (_, sheet) in atlas.items():
        if sheet.titles:
            titles.setdefault(sheet.titles[0], []).append(name)
    assert len(titles) > 10
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}
