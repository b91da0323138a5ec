from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Everything that is assigned: to whom, for when, and where it stands."""

    name = "copil.tasks"
    label = "tasks"
