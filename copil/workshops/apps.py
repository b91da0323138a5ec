from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Working groups: who is in them, their three sessions, how participants are shared out."""

    name = "copil.workshops"
    label = "workshops"
