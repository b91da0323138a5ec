from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What other programs come in and are told by: tokens, the frame of the API, webhooks."""

    name = "copil.api"
    label = "api"
