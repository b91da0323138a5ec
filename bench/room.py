"""``python -m bench.inside bench.room``: open the board of a session with cards, print where phones go."""

from django.urls import reverse
from django.utils import timezone

from bench.phones import SAYS
from copil.workshops.actions import entry
from tests.factories.identity import WorkspaceFactory
from tests.workshops.boards import board_of, group_of, problem

WRITTEN_BEFORE = 40


def main() -> None:
    """Write in the installation that the environment names."""
    board = board_of(group_of(WorkspaceFactory.create(slug="salle")))
    for number in range(WRITTEN_BEFORE):
        problem(board, SAYS.format(number=number))
    token = entry.open_entry(board=board, by=None, at=timezone.now())
    print(reverse("workshops:room", args=[token]))


if __name__ == "__main__":
    main()
