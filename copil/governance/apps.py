from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Who decides, who does what, and what was decided."""

    name = "copil.governance"
    label = "governance"
