"""What is found of working groups by the search of a workspace."""

from collections.abc import Iterable, Iterator
from itertools import chain

from copil.core.markdown import plain
from copil.identity.models import Workspace
from copil.search.actions import Entry
from copil.workshops.models import Board, Card, WorkingGroup
from copil.workshops.verbs import BOARD, GROUP


def entry_of(group: WorkingGroup) -> Entry:
    """Return what is found of one group (initiative and people fetched)."""
    led = f"Animé par {group.facilitator}" if group.facilitator else "Groupe de travail"
    return Entry(
        kind=GROUP,
        object_id=group.pk,
        title=group.theme,
        excerpt=f"{led} · {group.initiative.title}",
        text=plain(group.question),
        archived=group.is_archived,
        passages=False,
    )


def entry_of_board(board: Board, texts: Iterable[str]) -> Entry:
    """Return what is found of one board (group and initiative fetched): what its cards say."""
    return Entry(
        kind=BOARD,
        object_id=board.pk,
        title=f"Tableau : {board}",
        excerpt=board.question or board.group.initiative.title,
        text="\n".join(texts),
        archived=board.is_archived or board.group.is_archived,
        passages=False,
    )


def texts_of(board: Board) -> list[str]:
    """Return what the cards of a board say, those set aside left out (one query)."""
    return list(Card.objects.shown().filter(board=board).in_order().values_list("text", flat=True))


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows: Iterable[WorkingGroup] = (
        WorkingGroup.objects.in_workspace(workspace).current().with_surroundings().iterator(200)
    )
    boards: Iterable[Board] = Board.objects.in_workspace(workspace).current().with_surroundings()
    return chain(map(entry_of, rows), (entry_of_board(one, texts_of(one)) for one in boards))
