"""What a page gives to the script of passkeys."""

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Write the options of a passkey for an attribute of the page; nothing for nothing."""
    return json.dumps(value) if value else ""
