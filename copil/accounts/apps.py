from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Screens and verbs of login, workspaces, members and invitations."""

    name = "copil.accounts"
    label = "accounts"
