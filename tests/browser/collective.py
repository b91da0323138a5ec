"""A collective experiment in a room: groups, boards, votes, sheets, the common plan; what each page does."""

import datetime as dt
import html
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.journey import confirm, heading, press, write_in
from tests.hand import Hand

THEMES = ("Former les bénévoles", "Partager un local", "Tenir les comptes à plusieurs")
METHODS = (re.compile("^Points"), re.compile("^Grille"), re.compile("^Jugement"))
PEOPLE = 15


@dataclass
class Group:
    """A working group as the test follows it."""

    theme: str
    url: str
    boards: dict[int, str] = field(default_factory=dict)
    best: str = ""
    """The idea that the group puts first."""


def site_url(page: Page) -> str:
    """Return the address of the site that a page is of."""
    return "/".join(page.url.split("/")[:3])


def suffix(address: str) -> str:
    """Return what ends the names of the people gathered for an initiative."""
    return uuid.UUID(address.rstrip("/").rsplit("/", 1)[-1]).hex[-4:]


def open_the_experiment(page: Page, title: str) -> str:
    """Open the initiative under its method; return its address."""
    page.goto(f"{site.HOME}demarches/ouvrir/")
    write_in(page, "Nom de la démarche", title)
    page.get_by_label("Méthode", exact=True).select_option(label="Expérimentation collective, version 1")
    confirm(page, "Ouvrir la démarche")
    heading(page, title)
    return page.url


def form_the_groups(page: Page, address: str) -> list[Group]:
    """Write three themes, each with who leads the group."""
    groups = []
    for number, theme in enumerate(THEMES, start=1):
        page.goto(f"{address}groupes/nouveau/")
        write_in(page, "Thème", theme)
        write_in(page, "Question", f"Comment {theme[0].lower()}{theme[1:]} dès la rentrée ?")
        write_in(page, "Qui anime", f"Camille Association-{number}A {suffix(address)}")
        write_in(page, "Nombre de places", str(PEOPLE))
        confirm(page, "Former le groupe")
        link = page.get_by_role("rowheader").get_by_role("link", name=theme)
        groups.append(Group(theme, site_url(page) + (link.get_attribute("href") or "")))
    return groups


def share_people_out(page: Page, address: str) -> None:
    """Have those of the launch shared out, read why, retain it."""
    page.goto(f"{address}groupes/repartir/")
    event = page.get_by_label("Personnes attendues à")
    event.select_option(value=event.locator("option", has_text="Lancement").get_attribute("value"))
    confirm(page, "Proposer une répartition")
    expect(page.get_by_role("main")).to_contain_text("45 personnes")
    confirm(page, "Retenir cette répartition")
    expect(page.get_by_role("main")).to_contain_text("45 participants ont rejoint leur groupe")


def hold(page: Page, group: Group, rank: int) -> None:
    """Plan a session tonight, since a call is answered beforehand; call the group, open it, close it."""
    page.goto(f"{group.url}reunions/{rank}/")
    write_in(page, "Jour", dt.datetime.now(tz=ZoneInfo("Europe/Paris")).date().isoformat())
    write_in(page, "Heure", f"23:5{rank}")
    page.locator("main form button[type=submit]").last.click()
    heading(page, group.theme)
    press(page.locator("#reunions li", has_text=f"Réunion {rank}").get_by_role("link").first)
    confirm(page, "Convoquer")
    if rank == 1:
        answer_the_call(page, group)
    for gesture in ("Ouvrir la séance", "Lever la séance"):
        confirm(page, gesture)
    expect(page.locator("main .chip", has_text="Compte rendu à finir").first).to_be_visible()


def answer_the_call(page: Page, group: Group) -> None:
    """Have each of those just called say that they come, by the link of their mail."""
    site_part = site_url(page)
    for path in called(page, site_part, group.theme):
        hand = Hand(site_part)
        hand.look(path)
        status, said = hand.post(path, {"reply": "yes"})
        assert status == 302, said


def called(page: Page, site_part: str, theme: str) -> list[str]:
    """Return the personal links of the calls to the first session of a group, once they have left."""
    links: dict[str, str] = {}
    for _ in range(20):
        for number in (1, 2):
            listed = page.request.get(f"{site_part}/demo/courriels/", params={"page": number}).text()
            for mail in re.findall(r"/demo/courriels/[0-9a-f-]{36}/", listed):
                if mail not in links:
                    text = page.request.get(site_part + mail).text()
                    found = re.search(r"/invitation-reunion/[^/\"<]+/", text)
                    links[mail] = found[0] if found and theme in html.unescape(text) else ""
        kept = list(dict.fromkeys(filter(None, links.values())))
        if len(kept) >= PEOPLE:
            return kept[:PEOPLE]
        page.wait_for_timeout(1_000)
    raise AssertionError(f"not everybody was called, in {len(links)} mails")


def open_a_board(page: Page, group: Group, rank: int) -> str:
    """Open the board of a session and its entry; return the address that the phones open."""
    page.goto(group.url)
    confirm(page, re.compile(f"^Ouvrir le tableau de la réunion {rank}"))
    heading(page, re.compile("."))
    group.boards[rank] = page.url
    page.goto(f"{page.url}entree/")
    confirm(page, "Ouvrir l’entrée")
    return page.locator("#contenu a[rel=noopener]").get_attribute("href") or ""


def write_by_hand(hand: Hand, path: str, text: str, **more: object) -> None:
    """Write a card as the phone of somebody without a browser of ours does."""
    status, said = hand.post(path, {"text": text, "once": uuid.uuid4(), **more})
    assert status == 302, said


def keys_of(page: str) -> dict[str, str]:
    """Return what the choices of a phone say, with their keys."""
    found = re.findall(r'<option value="([0-9a-f-]{36})"[^>]*>([^<]+)</option>', page)
    return {said.strip(): key for key, said in found}


def ask_for_priorities(page: Page, group: Group, method: re.Pattern[str]) -> str:
    """Prepare a vote on the ideas of a group, open it, print the slips; return the address of the vote."""
    page.goto(group.boards[2])
    press(page.get_by_role("main").get_by_role("link", name="Mettre en priorité"))
    heading(page, "Mettre en priorité")
    others = page.locator("#voter details")
    if not page.get_by_role("button", name=method).is_visible():
        others.locator("summary").click()
    press(page.get_by_role("button", name=method))
    confirm(page, "Ouvrir le vote")
    expect(page.get_by_role("main")).to_contain_text(f"0 bulletin sur {PEOPLE}")
    return page.url


def slips(page: Page, vote: str) -> list[str]:
    """Print a slip for each person; return the addresses that they carry."""
    page.goto(f"{vote}liste/")
    confirm(page, re.compile("^Imprimer des talons"))
    heading(page, "Talons de vote")
    return page.locator(".slips li .text-break").all_inner_texts()


def vote_by_phone(url: str, *, best: str, rank: int) -> None:
    """Vote by a slip: the best idea first, the others by turns."""
    site_part, _, path = url.partition("/vote/")
    hand = Hand(site_part)
    paper = hand.look(f"/vote/{path}")
    status, said = hand.post(f"/vote/{path}", paper_of(paper, best=best, rank=rank))
    assert status == 302, said


def paper_of(page: str, *, best: str, rank: int) -> Mapping[str, str]:
    """Fill a paper as its fields ask: points, notes of a grid, or grades; ``rank`` makes papers differ."""
    paper, idea = {}, ""
    form = html.unescape(page[page.index("<form") :])
    for number, found in enumerate(
        re.finditer(r'aria-label="([^"]+)"|<label for="id_([^"]+)">([^<]+)<', form)
    ):
        group, name, label = found.groups()
        if group:
            idea = group
            continue
        first = (idea or label.strip()) == best
        if "<select" not in form:
            paper[name] = "3" if first else str(int(number % 4 == rank % 4))
        elif idea:
            paper[name] = "5" if first else str((number + rank) % 4)
        else:
            paper[name] = "6" if first else str((number + rank) % 5)
    return paper


def report(page: Page, group: Group, vote: str, best: str) -> None:
    """Close a vote, read who comes first, bring the result back to the cards."""
    page.goto(vote)
    expect(page.get_by_role("main")).to_contain_text(f"{PEOPLE} bulletins sur {PEOPLE} personnes inscrites")
    confirm(page, "Clore le vote")
    expect(page.locator("#resultat")).to_contain_text(best)
    confirm(page, "Publier le résultat")
    page.goto(group.boards[2])
    press(page.get_by_role("main").get_by_role("link", name="Mettre en priorité"))
    confirm(page, re.compile("^Reporter sur les cartes"))
    first = page.locator("#cartes li").first
    expect(first).to_contain_text(best)
    expect(first).to_contain_text("Rang 1")
    expect(page.locator("#pourquoi")).to_be_visible()
    group.best = best


def begin_a_sheet(page: Page, address: str, idea: str) -> str:
    """Begin a sheet with the words of an idea; return its address."""
    page.goto(f"{address}fiches-action/")
    press(page.get_by_role("button", name=re.compile(f"^En faire une fiche : {re.escape(idea)}")))
    heading(page, idea)
    return page.url


def fill_the_sheet(page: Page, sheet: str, *, lead: str, month: int) -> None:
    """Write what a sheet lacks, until nothing is missing."""
    page.goto(f"{sheet}modifier/")
    year = dt.datetime.now(tz=dt.UTC).year + 1
    values = {
        "description": "Un calendrier commun, tenu à jour par chaque association à tour de rôle.",
        "objectives": "Que chaque association sache où elle peut se réunir.",
        "targets": "Les associations du mail et leurs bénévoles.",
        "lead_person": lead,
        "days": "6",
        "amount": str(400 + 100 * month),
        "means": "Une salle, un ordinateur.",
        "start_date": f"{year}-{month:02}-01",
        "end_date": f"{year}-{month + 4:02}-28",
    }
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)
    confirm(page, "Enregistrer la fiche")
    page.goto(f"{sheet}indicateurs/nouveau/")
    for name, value in (
        ("label", "Réservations tenues"),
        ("unit", "par mois"),
        ("baseline", "0"),
        ("target", "20"),
    ):
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main [name=due_date]").fill(f"{year}-12-31")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("main")).not_to_contain_text("Il manque")
