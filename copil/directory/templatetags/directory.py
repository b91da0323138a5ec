"""How the directory writes numbers, and what its tabs count: ``{% load directory %}``."""

from typing import Any

from django import template

from copil.directory import doubles
from copil.directory.rules import contact, identifiers

register = template.Library()

register.filter("siren", identifiers.shown_siren)
register.filter("siret", identifiers.shown_siret)
register.filter("phone", contact.shown_phone)
register.filter("phone_address", contact.phone_address)


@register.simple_tag(takes_context=True)
def doubles_count(context: dict[str, Any]) -> int:
    """Return how many pairs of organisations are left to look at, as last counted."""
    return doubles.count(context["request"].workspace)
