"""The request as views know it: a logged-in user, in a workspace, with a membership."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from copil.identity.models import Membership, User, Workspace


class Request(HttpRequest):
    """A request inside a workspace. Only the type checker ever sees this class."""

    user: User
    workspace: Workspace
    membership: Membership
    htmx: HtmxDetails


class UserRequest(HttpRequest):
    """A request of a logged-in person, outside any workspace."""

    user: User
    htmx: HtmxDetails
