"""What the screens of initiatives and methods say often: ``{% load initiatives %}``."""

from dataclasses import dataclass, field

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch

from copil.identity.urls_for import to
from copil.initiatives import places, tabs
from copil.initiatives.evidence import Evidence
from copil.initiatives.method_file import Origin, Severity
from copil.initiatives.models import Initiative

register = template.Library()

_ORIGINS = {
    Origin.SOURCE: "D’après le guide",
    Origin.ADAPTED: "Adapté du guide",
    Origin.ADDED: "Ajouté au guide",
}


@register.simple_tag(takes_context=True)
def place_of(context: Context, initiative: Initiative, key: str, fact: Evidence | None = None) -> str:
    """``{% place_of initiative key fact as url %}``: where a fact is seen or completed, or nothing."""
    workspace = context["request"].workspace
    return places.place_of(key=key, fact=fact, initiative=initiative, workspace=workspace)


@dataclass(frozen=True)
class Entry:
    """A link of a line of tabs; ``current`` is what ``aria-current`` says of it."""

    label: str
    url: str
    current: str = ""


@dataclass
class Lines:
    """The line of groups, and the pages of the one where the reader is."""

    groups: list[Entry] = field(default_factory=list)
    label: str = ""
    pages: list[Entry] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def tabs_of(context: Context, initiative: Initiative, here: str) -> Lines:
    """``{% tabs_of initiative tab as line %}``: the groups of pages of an initiative, and those of one group.

    A screen that does not exist gives no link; a group leads to its first page.
    """
    lines = Lines()
    for group in tabs.GROUPS:
        pages = [
            Entry(tab.label, url, "page" if tab.key == here else "")
            for tab in group.tabs
            if (url := _tab_url(context, tab.url_name, initiative))
        ]
        if not pages:
            continue
        inside = group.has(here)
        alone = len(pages) == 1
        current = ("page" if alone else "true") if inside else ""
        lines.groups.append(Entry(group.label, pages[0].url, current))
        if inside and not alone:
            lines.label, lines.pages = group.label, pages
    return lines


def _tab_url(context: Context, name: str, initiative: Initiative) -> str:
    try:
        return to(context["request"], name, pk=initiative.pk)
    except NoReverseMatch:
        return ""


@register.filter
def origin(value: Origin) -> str:
    """Where an item of a method comes from, in words."""
    return _ORIGINS[Origin(value)]


@register.filter
def origin_note(value: Origin) -> str:
    """The same inside a sentence."""
    words = _ORIGINS[Origin(value)]
    return words[0].lower() + words[1:]


@register.filter
def severity(value: Severity) -> str:
    """How much a minimum rule is asked: it never blocks."""
    return "conseillé" if Severity(value) is Severity.ADVICE else "attendu"


@register.filter
def inside(sentence: str) -> str:
    """A sentence continued after other words: no capital, no full stop."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


@register.filter
def sheet_name(key: str) -> str:
    """« fiche pratique 3 » for FP3, « fiche expérience 1 » for FE1."""
    kind = "fiche expérience" if key.startswith("FE") else "fiche pratique"
    return f"{kind}\N{NO-BREAK SPACE}{key.lstrip('FPE')}"


@register.filter(is_safe=True)
def unwrapped(html: str) -> str:
    """A text of one paragraph without its paragraph, for a list item."""
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html
