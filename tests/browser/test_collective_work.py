"""A collective experiment, whole: three groups, nine sessions, forty-five phones, then what is announced."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import collective, collective_plan, page_checks, site
from tests.browser.collective import METHODS, PEOPLE, Group
from tests.browser.conftest import Visitors
from tests.browser.journey import confirm
from tests.hand import Hand

pytestmark = [pytest.mark.works, pytest.mark.audit, pytest.mark.timeout(1_200)]
TITLE = "Faire vivre le mail"
IDEAS = ("Un calendrier partagé", "Une boîte à clés", "Un tour de garde")
RULES = (
    "Thèmes, participants, animateurs et calendrier des groupes sont réglés pendant la préparation.",
    "Chaque groupe réunit des associations, des entreprises et des collectivités.",
    "Chaque groupe tient ses trois réunions, dans l’ordre.",
    "Toutes les fiches action des groupes se retrouvent dans le plan commun.",
)


def problem_of(group: Group, number: int) -> str:
    return f"Difficulté {number} pour {group.theme.lower()}"


def ideas_of(group: Group) -> list[str]:
    return [f"{idea} pour {group.theme.lower()}" for idea in IDEAS]


def say_the_problems(visitors: Visitors, group: Group, entry: str) -> None:
    """Have fifteen phones write a problem each, one of them a browser."""
    phone = visitors.open(width=390)
    phone.goto(entry)
    phone.get_by_label("Votre problème").fill(problem_of(group, 0))
    phone.get_by_role("button", name="Envoyer au tableau").click()
    for number in range(1, PEOPLE):
        hand = Hand(visitors.site.url)
        path = entry.removeprefix(hand.url)
        hand.look(path)
        collective.write_by_hand(hand, path, problem_of(group, number))
    expect(phone.locator("#cartes .idea", has_text=problem_of(group, PEOPLE - 1))).to_have_count(1)


def find_ideas(visitors: Visitors, group: Group, entry: str) -> None:
    """Have three phones tie an idea each to the first problem."""
    for idea in ideas_of(group):
        hand = Hand(visitors.site.url)
        path = entry.removeprefix(hand.url) + "?ecrire=idee"
        problems = collective.keys_of(hand.look(path))
        answered = next(key for said, key in problems.items() if said.endswith(problem_of(group, 0)))
        collective.write_by_hand(hand, path, idea, problem=answered)


def work_of(visitors: Visitors, page: Page, group: Group, method: re.Pattern[str]) -> None:
    """Hold the three sessions of a group: problems, then ideas put in order by a vote, then sheets."""
    collective.hold(page, group, 1)
    say_the_problems(visitors, group, collective.open_a_board(page, group, 1))
    page.goto(group.boards[1])
    expect(page.locator("[data-card]")).to_have_count(PEOPLE)
    assert page_checks.axe(page) == []
    collective.hold(page, group, 2)
    find_ideas(visitors, group, collective.open_a_board(page, group, 2))
    vote = collective.ask_for_priorities(page, group, method)
    best = ideas_of(group)[1]
    slips = collective.slips(page, vote)
    assert len(slips) == PEOPLE
    for rank, slip in enumerate(slips):
        collective.vote_by_phone(slip, best=best, rank=rank)
    collective.report(page, group, vote, best)
    assert page_checks.axe(page) == []
    collective.hold(page, group, 3)


def test_from_groups_to_what_is_announced(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    address = collective.open_the_experiment(page, TITLE)
    env = site.environment(visitors.site.data_dir, port=0, database_url="")
    site.run("tests.browser.gathered", address.rstrip("/").rsplit("/", 1)[-1], env=env)
    groups = collective.form_the_groups(page, address)
    collective.share_people_out(page, address)
    for group, method in zip(groups, METHODS, strict=True):
        work_of(visitors, page, group, method)
    phone, sheets = visitors.open(width=390), []
    for number, group in enumerate(groups, start=1):
        sheet = collective.begin_a_sheet(page, address, group.best)
        lead = f"Camille Mairie-{number}A {collective.suffix(address)}"
        collective.fill_the_sheet(page, sheet, lead=lead, month=number)
        collective_plan.ask_the_lead(page, sheet, phone)
        sheets.append(sheet)
    first, second, third = (group.best for group in groups)
    collective_plan.gather_the_plan(page, address, kept=first, twin=second, actions=3)
    assert page_checks.axe(page) == []
    problem = problem_of(groups[0], 0)
    collective_plan.where_it_comes_from(page, address, title=first, problem=problem, theme=groups[0].theme)
    collective_plan.publish_the_plan(page, address, visitors.open(), [first, third])
    collective_plan.follow(page, address, sheets[2], phone, title=third)
    page.goto(f"{address}instances/")
    confirm(page, re.compile("^Constituer Comité de pilotage"))
    collective_plan.draft_a_meeting(
        page, address, "Comité de pilotage", "Dernier comité", days=1, hour="18:00"
    )
    collective_plan.draft_a_meeting(
        page, address, "Événement de restitution", "Restitution", days=9, hour="18:00"
    )
    collective_plan.draw_the_lessons(page, address)
    collective_plan.decide_and_announce(page, address, "Comité de pilotage")
    page.goto(f"{address}chemin/regles/")
    for rule in RULES:
        expect(page.get_by_role("listitem").filter(has_text=rule)).to_contain_text("Tenue")
    assert page_checks.axe(page) == []
