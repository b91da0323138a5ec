"""How many times one network address may send a public form, counted across processes.

Counts live in the cache, which is a table of the database, for an hour at most: nothing else keeps addresses.
The limits are wide enough for a room where everybody shares one connection (``settings``).
"""

from allauth.core import ratelimit
from django.http import HttpRequest

ACTION = "public_form"


def allows(request: HttpRequest, *, action: str = ACTION) -> bool:
    """Count one more sending; tell whether it may pass the limits of ``action``."""
    return bool(ratelimit.consume(request, action=action))
