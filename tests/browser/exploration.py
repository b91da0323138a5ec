"""Every page that somebody of the demonstration can reach, and those that are seen elsewhere."""

import json
from collections.abc import Callable
from dataclasses import asdict

from django.urls import NoReverseMatch, reverse
from playwright.sync_api import StorageState

from tests.access.cases.api import PROGRAMS
from tests.browser import site
from tests.browser.atlas import Sheet, crawl, names_for
from tests.browser.site import Site

PUBLIC = names_for("anonymous") - names_for("coordinator")
EVERYBODY = sorted(PUBLIC | names_for("coordinator") | names_for("admin"))
# Pages that no link leads to, and why: they are seen elsewhere in this folder.
SEEN_ELSEWHERE = {
    **dict.fromkeys(PROGRAMS, "asked by programs, with a token"),
    "account_reset_password_from_key": "the link is in a mail",
    "accounts:federation_start": "only with an identity provider",
    "accounts:federation_back": "only with an identity provider",
    "accounts:federation_join": "only with an identity provider",
    "mfa_deactivate_totp": "only with a second factor",
    "mfa_edit_webauthn": "only with a passkey",
    "mfa_remove_webauthn": "only with a passkey",
    "mfa_reauthenticate_webauthn": "only with a passkey",
    "mfa_login_webauthn": "questions and answers of a script",
    "mfa_generate_recovery_codes": "only with a second factor",
    "workshops:bilan_file": "a file",
    "workshops:plan_edition_file": "a file",
    "workshops:plan_edition_table": "a file",
    "workshops:plan_export": "a file",
    "workshops:plan_action_go": "leads to the action of the plan",
    "documents:charter_example": "a file, written as that of the presentation sheet",
    "documents:template_example": "a file",
    "documents:template_version": "a file, once somebody brought one",
    "initiatives:existing_file": "a file, once somebody attached one",
    "documents:charter_preview": "a picture",
    "meetings:document": "a file, once somebody joined one",
    "meetings:amendment_add": "only once minutes are sent",
    "meetings:amendment_answer": "only once somebody asked for an amendment",
    "directory:bulk": "a choice made in the list leads there",
    "initiatives:restore": "only for an initiative in the archives",
    "initiatives:archived_document": "a file, once somebody archived one",
    "initiatives:paper_file": "a file, written as that of the presentation sheet",
    "initiatives:one_page": "a file, written as that of the presentation sheet",
    "initiatives:presentation_file": "a file: the journey downloads it",
    "directory:import_report": "a file, once an import refused rows",
    "library:of_initiative": "leads to the sheet of an initiative once it is begun",
    "library:experience_file": "a file",
    "library:public_file": "a file",
    "notifications:stop": "the link is in a mail",
    "needs:problem_sheet_file": "a file, written as that of the presentation sheet",
    "pages:sponsor_file": "a file, written as that of the presentation sheet",
    "pages:sponsor_archived": "a file, once somebody archived one",
    "governance:followup_export": "a file",
    "governance:decisions_scdl": "a file, for a body of a collectivité",
    "governance:decisions_export": "a file",
    "governance:decision_file": "a file",
    "governance:gate_file": "a file",
    "governance:letter_file": "a file",
    "governance:letter_answer": "the link is in a mail",
    "workshops:lead_answer": "the link is in a mail",
    "workshops:sheet_update": "the link is in a mail",
    "workshops:sheets_file": "a file",
    "workshops:sheets_export": "a file",
    "workshops:sheet_file": "a file",
    "governance:light_sheets_file": "a file",
    "governance:condition": "leads to the gate that asked for it",
    "governance:review": "leads to the gate that was decided",
    "accounts:second_factor": "only for a role of which it is asked",
    "accounts:mail": "there is none before an invitation",
    "ballots:by_link": "the link is in a mail",
    "meetings:reply": "the link is in a mail",
    "meetings:read": "the link is in a mail",
    "meetings:poll_answer": "the link is in a mail",
    "meetings:arrive": "the code is in a mail or on a badge",
    "meetings:arrival_window": "only while a meeting is called or prepared: a short form like the others",
    "meetings:visitor_add": "a short form like the others",
    "meetings:poll_copy": "the form of one field that other short forms show",
    "meetings:poll_reopen": "only once a poll is closed",
    "meetings:poll_mine": "the dates as the page that notes the answers of somebody shows them",
    "meetings:desk": "its address is given once: three devices open it in test_desk",
    "meetings:feed": "a file, at a secret address",
    "meetings:checklist": "a file",
    "meetings:sheet": "a file",
    "meetings:minutes_file": "a file",
    "meetings:compiled_file": "a file",
    "meetings:certificate": "a file",
    "meetings:statistics_export": "a file",
    "meetings:registration_export": "a file",
    "meetings:register_thanks": "shown once a registration is sent",
    "meetings:my_registration": "the link is in a mail",
    "workshops:script_file": "a file",
    "workshops:room": "the code is on the wall, or on the page of the entry while it is open",
    "workshops:board_pulse": "two words that a screen asks for",
    "workshops:board_file": "a file",
    "workshops:board_export": "a file",
    "workshops:cards_add": "the form of the board, alone when it is refused",
    "workshops:comment_add": "the form of a card, alone when it is refused",
    "workshops:session_clock": "a part of the page of a session, asked again by itself",
    "surveys:personal": "the link is in a mail",
    "surveys:export": "a file",
}

Atlas = dict[str, tuple[str | None, Sheet]]
"""The account and the page of each name."""


def explored(running_site: Site, session_of: Callable[[str], StorageState]) -> Atlas:
    """Return the pages of an installation that nobody works in.

    All the workers of a run serve copies of the same one: the first of them explores for all.
    """
    with site.locked(running_site.shared / "atlas.lock"):
        kept = running_site.shared / "atlas.json"
        if kept.exists():
            pages = json.loads(kept.read_text(encoding="utf-8"))
            return {name: (account, Sheet(**page)) for name, (account, page) in pages.items()}
        found = explore(running_site, session_of)
        kept.write_text(json.dumps({name: (who, asdict(page)) for name, (who, page) in found.items()}))
        return found


def explore(running_site: Site, session_of: Callable[[str], StorageState]) -> Atlas:
    """Follow the links as the coordinator, then as the administrator, then as nobody: each for what is left.

    Pages that need no object are opened too, and those that show work half done.
    """
    found: Atlas = {}
    for account, names, per_name in (
        (site.NEIGHBOUR, {"needs:network_confirm"}, 1),
        # Pages of one name are not all alike: a finished initiative leads elsewhere than one under way.
        (site.COORDINATOR, names_for("coordinator"), 4),
        (site.ADMIN, names_for("admin"), 1),
        (None, PUBLIC, 1),
    ):
        wanted = names - SEEN_ELSEWHERE.keys() - found.keys()
        state: StorageState = session_of(account) if account else {}
        cookies = {cookie["name"]: cookie["value"] for cookie in state.get("cookies", [])}
        home = site.HOME if account else "/connexion/"
        begun = json.loads((running_site.data_dir / site.BEGUN).read_text(encoding="utf-8"))
        alone = filter(None, map(without_arguments, sorted(wanted)))
        starts = [home, *begun.get(account, []), *alone]
        pages = crawl(running_site.url, starts=starts, cookies=cookies, per_name=per_name, wanted=wanted)
        for name in names & pages.keys():
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
