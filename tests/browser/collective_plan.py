"""From action sheets to what is announced: leads, the common plan, its public page, follow-up, the review."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from tests.browser.journey import confirm, heading, press, write_in


def mailed(page: Page, path: str) -> str:
    """Return the personal link of the latest mail of the demonstration that leads to a path."""
    page.goto("/demo/courriels/")
    mails = page.locator("main a[href*='/demo/courriels/']").evaluate_all("all => all.map((one) => one.href)")
    for mail in mails[:4]:
        page.goto(mail)
        link = page.locator(f"main a[href*='{path}']")
        if link.count():
            return link.first.get_attribute("href") or ""
    raise AssertionError(f"no mail leads to {path}")


def ask_the_lead(page: Page, sheet: str, phone: Page) -> None:
    """Ask whoever is thought of, who accepts from a phone."""
    page.goto(sheet)
    press(page.get_by_role("link", name="Demander son accord"))
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#porteur")).to_contain_text("Proposée à")
    phone.goto(mailed(page, "porter-une-action"))
    confirm(phone, "J’accepte de porter l’action")
    expect(phone.get_by_role("heading", name="Vous portez cette action")).to_be_visible()
    page.goto(sheet)
    expect(page.locator("#porteur")).to_contain_text("Accepté", ignore_case=True)


def gather_the_plan(page: Page, address: str, *, kept: str, twin: str, actions: int) -> None:
    """Bring the sheets together, make one action of two that say the same."""
    page.goto(f"{address}plan-commun/reunir/")
    confirm(page, "Réunir dans le plan")
    expect(page.locator("#actions tbody tr")).to_have_count(actions)
    press(page.locator("#actions").get_by_role("link", name=kept, exact=True))
    heading(page, kept)
    other = page.locator("main select[name=autre]")
    other.select_option(value=other.locator("option", has_text=twin).get_attribute("value"))
    other.locator("xpath=ancestor::form").get_by_role("button").click()
    confirm(page, "Réunir les deux actions")
    page.goto(f"{address}plan-commun/")
    expect(page.locator("#actions tbody tr")).to_have_count(actions - 1)


def publish_the_plan(page: Page, address: str, visitor: Page, titles: list[str]) -> None:
    """Publish an edition, open its public page, read it as anybody, take it away as files."""
    page.goto(f"{address}plan-commun/publier/")
    confirm(page, re.compile("^Publier l’édition 1"))
    page.goto(f"{address}plan-commun/editions/")
    confirm(page, "Ouvrir la page publique")
    visitor.goto(page.locator("#partage a").first.get_attribute("href") or "")
    for title in titles:
        expect(visitor.get_by_role("main")).to_contain_text(title)
    for end, start in (("fichier/pdf/", b"%PDF"), ("export.xlsx", b"PK")):
        where = f"{address}plan-commun/{'editions/1/' if end.endswith('/') else ''}{end}"
        answer = page.request.get(where)
        assert answer.ok, where
        assert answer.body().startswith(start)


def follow(page: Page, address: str, sheet: str, phone: Page, *, title: str) -> None:
    """Give the lead a link; what is said by it is on the plan."""
    page.goto(sheet)
    press(page.get_by_role("link", name="Donner un lien de suivi"))
    page.locator("main form button[type=submit]").last.click()
    phone.goto(mailed(page, "avancement-action"))
    phone.locator("[name=state]").select_option(index=1)
    phone.locator("[name=progress]").fill("40")
    phone.locator("[name=sentence]").fill("Le calendrier est ouvert, huit associations y sont.")
    confirm(phone, "Envoyer")
    page.goto(f"{address}plan-commun/")
    expect(page.get_by_role("row").filter(has_text=title)).to_contain_text("40")


def where_it_comes_from(page: Page, address: str, *, title: str, problem: str, theme: str) -> None:
    """Read, from an action, the problem that it answers and the group that said it; then back."""
    page.goto(f"{address}plan-commun/")
    press(page.locator("#actions").get_by_role("link", name=title, exact=True))
    main = page.get_by_role("main")
    expect(main).to_contain_text(problem)
    expect(main).to_contain_text(theme)
    page.goto(f"{address}plan-commun/problemes/")
    expect(page.get_by_role("main")).to_contain_text(problem)
    expect(page.get_by_role("main")).to_contain_text(title)


def draft_a_meeting(page: Page, address: str, kind: str, title: str, *, days: int, hour: str) -> str:
    """Write the draft of a meeting, so many days from now; return its address."""
    page.goto(f"{address}reunions/nouvelle/")
    page.get_by_label("Type de réunion", exact=True).select_option(label=kind)
    write_in(page, "Intitulé", title)
    day = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=days)
    write_in(page, "Jour", day.isoformat())
    write_in(page, "Heure", hour)
    confirm(page, "Écrire le brouillon")
    heading(page, title)
    return page.url


def draw_the_lessons(page: Page, address: str) -> None:
    """Note what was learnt, propose to go on, choose the last committee and the restitution."""
    page.goto(f"{address}bilan/enseignements/nouveau/")
    page.locator("main [name=kind]").first.check()
    page.locator("main [name=text]").fill("Un thème par groupe suffit.")
    page.locator("main [name=evidence]").fill("Les trois groupes ont tenu leurs trois réunions.")
    confirm(page, "Noter l’enseignement")
    expect(page.locator("#enseignements")).to_contain_text("1 enseignement")
    page.goto(f"{address}bilan/ecrire/")
    page.get_by_role("radio").nth(1).check()
    page.locator("main [name=manner]").fill("Le réseau porte le calendrier une année de plus.")
    for name, title in (("committee", "Dernier comité"), ("restitution", "Restitution")):
        choice = page.locator(f"main select[name={name}]")
        choice.select_option(value=choice.locator("option", has_text=title).get_attribute("value"))
    confirm(page, "Enregistrer le bilan")
    expect(page.locator("#etapes")).to_contain_text("Au bon moment")


def decide_and_announce(page: Page, address: str, body: str) -> None:
    """Have the last committee decide, put the decision on the agenda of the restitution."""
    page.goto(f"{address}bilan/decision/")
    choice = page.get_by_label("Instance")
    choice.select_option(value=choice.locator("option", has_text=body).get_attribute("value"))
    write_in(page, "Décidée le", dt.datetime.now(tz=dt.UTC).date().isoformat())
    confirm(page, "Écrire le projet")
    page.goto(f"{address}bilan/")
    page.locator("#etapes a[href*='/decisions/']").click()
    press(page.get_by_role("main").get_by_role("link", name="Modifier"))
    write_in(page, "Pourquoi", "Les trois groupes veulent continuer ensemble.")
    confirm(page, "Enregistrer")
    confirm(page, "Adopter la décision")
    page.goto(f"{address}bilan/")
    press(page.get_by_role("link", name="Inscrire la décision à l’ordre du jour"))
    put_on_the_agenda(page)
    page.goto(f"{address}bilan/")
    expect(page.locator("#etapes")).to_contain_text("À l’ordre du jour")


def put_on_the_agenda(page: Page) -> None:
    """Choose the restitution among the meetings that come."""
    choice = page.locator("main select").first
    choice.select_option(value=choice.locator("option", has_text="Restitution").get_attribute("value"))
    page.locator("main form button[type=submit]").last.click()
