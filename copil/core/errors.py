"""The one way for a verb to refuse."""


class ActionRefused(Exception):
    """A rule of the trade refuses the act. The message is French, for the person who tried."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Conflict(Exception):
    """Somebody saved the same object in between: the version given is not the one stored."""
