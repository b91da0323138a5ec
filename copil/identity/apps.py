from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Who is who: users, workspaces, memberships, signed links, and what every owned row is made of."""

    name = "copil.identity"
    label = "identity"
