from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Organisations, people, functions, profiles."""

    name = "copil.directory"
    label = "directory"
