from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Experience sheets: written, reviewed, published, found again, started from."""

    name = "copil.library"
    label = "library"
