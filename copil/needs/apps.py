from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Diagnostics, needs, shared needs, problem sheets."""

    name = "copil.needs"
    label = "needs"
