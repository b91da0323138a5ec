"""What pages of login need: options for the script of passkeys, the identity provider."""

import json
from typing import Any

from django import template

from copil.accounts.federation import provider
from copil.accounts.federation.provider import Provider

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Write the options of a passkey for an attribute of the page; nothing for nothing."""
    return json.dumps(value) if value else ""


@register.simple_tag
def identity_provider() -> Provider | None:
    """Return the identity provider of the installation; None without one."""
    return provider.current()
