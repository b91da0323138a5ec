"""Every page of the access matrix, opened once: accessible, light, narrow, in French."""

import json
from dataclasses import asdict

import pytest
from django.urls import NoReverseMatch, reverse

from tests.browser import page_checks, site
from tests.browser.atlas import Sheet, crawl, name_of, names_for
from tests.browser.conftest import Visitors
from tests.browser.site import Site
from tests.browser.weight import Weight

PUBLIC = names_for("anonymous") - names_for("coordinator")
EVERYBODY = sorted(PUBLIC | names_for("coordinator") | names_for("admin"))
# Pages that no link leads to, and why: they are seen elsewhere in this folder.
SEEN_ELSEWHERE = {
    "account_reset_password_from_key": "the link is in a mail",
    "mfa_deactivate_totp": "only with a second factor",
    "mfa_view_recovery_codes": "only with a second factor",
    "mfa_generate_recovery_codes": "only with a second factor",
    "mfa_download_recovery_codes": "only with a second factor",
    "initiatives:restore": "only for an initiative in the archives",
    "initiatives:archived_document": "a file, once somebody archived one",
    "initiatives:presentation_file": "a file: the journey downloads it",
    "directory:import_report": "a file, once an import refused rows",
    "accounts:mail": "there is none before an invitation",
}
SHOWS_A_MAP = {"territories:territory"}
# Not lists: all the components; the same twenty choices for each column of a file.
SHOWS_EVERYTHING = {"pages:components", "directory:import_mapping"}

Atlas = dict[str, tuple[str | None, Sheet]]


@pytest.fixture(scope="session")
def found_pages() -> Atlas:
    """The pages found so far; filled by the first test that asks."""
    return {}


@pytest.fixture
def atlas(found_pages: Atlas, visitors: Visitors, running_site: Site) -> Atlas:
    """The account and the page of each name.

    All the workers of a run serve copies of the same installation: the first one explores for all.
    """
    if not found_pages:
        with site.locked(running_site.shared / "atlas.lock"):
            kept = running_site.shared / "atlas.json"
            if kept.exists():
                pages = json.loads(kept.read_text(encoding="utf-8"))
                found_pages.update(
                    {name: (account, Sheet(**page)) for name, (account, page) in pages.items()}
                )
            else:
                found_pages.update(explore(visitors, running_site))
                pages = {name: (account, asdict(page)) for name, (account, page) in found_pages.items()}
                kept.write_text(json.dumps(pages), encoding="utf-8")
    return found_pages


def explore(visitors: Visitors, running_site: Site) -> Atlas:
    """Follow the links as the coordinator, then as the administrator, then as nobody.

    Pages that need no object are opened too, once the links of the first page are known.
    """
    found: Atlas = {}
    for account, names, per_name in (
        # Pages of one name are not all alike: a finished initiative leads elsewhere than one under way.
        (site.COORDINATOR, names_for("coordinator"), 4),
        (site.ADMIN, names_for("admin"), 1),
        (None, PUBLIC, 1),
    ):
        state = visitors.session_of(account) if account else {}
        cookies = {cookie["name"]: cookie["value"] for cookie in state.get("cookies", [])}
        home = site.HOME if account else "/connexion/"
        alone = filter(None, map(without_arguments, sorted(names)))
        pages = crawl(running_site.url, starts=[home, *alone], cookies=cookies, per_name=per_name)
        for name in names & set(pages):
            found.setdefault(name, (account, pages[name]))
    return found


def without_arguments(name: str) -> str:
    """Return the address of a page that needs no object; empty otherwise."""
    for arguments in ({}, {"workspace": "reseau-marne"}):
        try:
            return reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
    return ""


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
        *page_checks.words(page, long=name in SHOWS_EVERYTHING),
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
