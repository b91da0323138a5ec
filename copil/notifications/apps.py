from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Jobs and the outbox."""

    name = "copil.notifications"
    label = "notifications"
