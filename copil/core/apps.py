from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base template, components, errors, paging, optimistic lock, French text."""

    name = "copil.core"
    label = "core"
