from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Typed blocks, four writers, archive."""

    name = "copil.documents"
    label = "documents"
