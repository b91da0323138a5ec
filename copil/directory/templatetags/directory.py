"""How the directory writes numbers: ``{% load directory %}``."""

from django import template

from copil.directory.rules import contact, identifiers

register = template.Library()

register.filter("siren", identifiers.shown_siren)
register.filter("siret", identifiers.shown_siret)
register.filter("phone", contact.shown_phone)
register.filter("phone_address", contact.phone_address)
