from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Screens that need several apps."""

    name = "copil.pages"
    label = "pages"
