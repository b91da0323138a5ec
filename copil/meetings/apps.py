from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings: their agenda, who is expected, what was said there."""

    name = "copil.meetings"
    label = "meetings"
