"""Before something that matters, make sure that it is still the person of the account."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Ask for the password, or a code, when it was not typed in the last quarter of an hour."""
    wrapped: View = reauthentication_required(view)
    return wrapped
