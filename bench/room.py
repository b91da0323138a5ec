"""``python -m bench.room``: open the board of a session with some cards, print where its phones go."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "copil.settings")
django.setup()

from django.urls import reverse  # noqa: E402  # models: Django is set up above
from django.utils import timezone  # noqa: E402  # models: Django is set up above

from bench.phones import SAYS  # noqa: E402  # models: Django is set up above
from copil.workshops.actions import entry  # noqa: E402  # models: Django is set up above
from tests.factories.identity import WorkspaceFactory  # noqa: E402  # models: Django is set up above
from tests.workshops.boards import board_of, group_of, problem  # noqa: E402  # models: Django is set up above

WRITTEN_BEFORE = 40


def main() -> int:
    """Write in the installation that the environment names."""
    board = board_of(group_of(WorkspaceFactory.create(slug="salle")))
    for number in range(WRITTEN_BEFORE):
        problem(board, SAYS.format(number=number))
    token = entry.open_entry(board=board, by=None, at=timezone.now())
    print(reverse("workshops:room", args=[token]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
