from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Forms answered by people without an account: written, opened, answered, counted, purged."""

    name = "copil.surveys"
    label = "surveys"
