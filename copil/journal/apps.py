from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Who did what to what: append-only, chained per workspace."""

    name = "copil.journal"
    label = "journal"
