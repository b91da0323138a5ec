from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Votes and criteria grids: prepared, open, closed, published, recountable."""

    name = "copil.ballots"
    label = "ballots"
