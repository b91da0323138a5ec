from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads, kept once by content."""

    name = "copil.files"
    label = "files"
