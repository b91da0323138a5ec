"""What the screens of initiatives and methods say often: ``{% load initiatives %}``."""

from django import template
from django.template.context import Context

from copil.initiatives import places
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
