from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives, their carriers and the method engine."""

    name = "copil.initiatives"
    label = "initiatives"
