"""What is asked of any page, in any state: each check returns the sentences of what is wrong."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
MAX_NODES = 600
ENGLISH = re.compile(
    r"\b(?:the|and|with|your|please|submit|delete|update|search|password|login|log ?out|sign (?:in|out|up)|"
    r"save|cancel|back to|previous|settings|required|this field|choose|browse|click here|not found|forbidden|"
    r"welcome|home page|edit|add|remove|unknown|january|february|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)\b",
    re.IGNORECASE,
)
LEFTOVERS = re.compile(r"\bundefined\b|\bNaN\b|\bNone\b|\{\{|\{%|&(?:amp|nbsp|#\d+);|\bl10n\b")
STRAIGHT = re.compile(r"[a-zàâçéèêëîïôûù]'[a-zàâçéèêëîïôûù]|[^ \s][;?!]\s|[^  \s\d/]:\s", re.IGNORECASE)

OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
  if (wide <= room) return [];
  const over = [...document.body.querySelectorAll("*")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.right > room + 1 && !one.closest(".scroll, .visually-hidden");
  });
  return [`${wide} px wide in ${room}`, ...over.slice(0, 5).map((one) => one.outerHTML.slice(0, 160))];
}"""
TARGETS = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const small = [];
  for (const one of document.querySelectorAll(wanted)) {
    const style = getComputedStyle(one);
    const clipped = one.closest(".visually-hidden, .skip");
    if (clipped || !one.checkVisibility({ visibilityProperty: true }) || style.opacity === "0") continue;
    const label = one.matches("input[type=checkbox], input[type=radio]") && one.labels?.[0];
    const boxes = [one, label].filter(Boolean).map((part) => part.getBoundingClientRect());
    // A link inside a sentence is as high as its line: it may be smaller (WCAG 2.5.8, inline).
    const inline = one.matches("a") && style.display === "inline";
    const fits = boxes.some((box) => box.height >= 23.5 && box.width >= 23.5);
    if (!fits && !inline) {
      small.push(`${boxes.map((box) => `${box.width} x ${box.height}`)}: ${one.outerHTML.slice(0, 160)}`);
    }
  }
  return small;
}"""
SPREAD = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-bottom: 2em !important; }"""
WEAR = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
ANATOMY = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  // What is written for a machine is not read as French.
  const codes = [...document.querySelectorAll("pre, code")].filter((one) => seen(one));
  const text = codes.reduce((all, one) => all.replace(one.innerText, "…"), document.body.innerText);
  return {
    h1: [...document.querySelectorAll("h1")].filter(seen).length,
    lang: document.documentElement.lang,
    nodes: document.querySelectorAll("*").length,
    text,
    title: document.title,
    attributes: [...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].map((one) =>
      ["aria-label", "title", "placeholder", "alt"].map((name) => one.getAttribute(name) || "").join("\\n")),
  };
}"""


@cache
def axe_source() -> str:
    """Return the script of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, *, only: list[str] | None = None) -> list[str]:
    """Run the accessibility rules on the page as it is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_source())
    chosen: dict[str, Any] = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    # The rules that read style sheets and sounds are experimental or have nothing to listen to here.
    options = json.dumps({"runOnly": chosen, "resultTypes": ["violations"], "preload": False})
    results = page.evaluate(f"() => axe.run(document, {options})")
    assert only or len(results["passes"]) > 5, "axe looked at nothing"
    return [
        f"axe {one['id']}: {one['help']} ({node['target']}) {node['html'][:200]}"
        for one in results["violations"]
        for node in one["nodes"][:4]
    ]


def narrow(page: Page, *, width: int = 320) -> list[str]:
    """Fold the page to the width of a small phone: nothing sticks out, everything can be touched."""
    page.set_viewport_size({"width": width, "height": 640})
    too_wide = [f"overflow: {one}" for one in page.evaluate(OVERFLOW)]
    too_small = [f"target under 24 px: {one}" for one in page.evaluate(TARGETS)]
    return too_wide + too_small + axe(page, only=["target-size"])


def spread(page: Page) -> list[str]:
    """Space the text out as WCAG 1.4.12 asks: nothing sticks out of the page."""
    page.evaluate(WEAR, SPREAD)
    return [f"overflow: {one}" for one in page.evaluate(OVERFLOW)]


def words(page: Page, *, long: bool = False, marks: bool = False) -> list[str]:
    """Look at the anatomy of the page and at its words.

    A ``long`` page may have any number of nodes; one that teaches ``marks`` shows those of a template.
    """
    seen = page.evaluate(ANATOMY)
    problems = []
    if seen["h1"] != 1:
        problems.append(f"{seen['h1']} main headings")
    if seen["lang"] != "fr":
        problems.append(f"language {seen['lang']!r}")
    if seen["nodes"] > MAX_NODES and not long:
        problems.append(f"{seen['nodes']} nodes")
    text = "\n".join([seen["title"], seen["text"], *seen["attributes"]])
    problems += [f"narrow space: {around(text, at)}" for at in positions(text, "\u202f")]
    if marks:
        text = re.sub(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}", "…", text)
    for rule, name in ((ENGLISH, "English"), (LEFTOVERS, "leftover"), (STRAIGHT, "typography")):
        problems += [f"{name}: {around(text, match.start())}" for match in rule.finditer(text)]
    return problems


def positions(text: str, wanted: str) -> list[int]:
    """Return where a character stands."""
    return [at for at, character in enumerate(text) if character == wanted]


def around(text: str, at: int) -> str:
    """Return what surrounds a position, on one line."""
    return repr(text[max(0, at - 30) : at + 30])
