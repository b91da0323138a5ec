from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index for everything."""

    name = "copil.search"
    label = "search"
