from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Import runs, rows and mappings."""

    name = "copil.exchange"
    label = "exchange"
