"""What the verbs of boards share: the lock, the way back, the beat that screens follow, index and journal."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from copil.core.errors import ActionRefused
from copil.identity.models import Owned, User, reference
from copil.journal import actions as journal
from copil.search import actions as search
from copil.workshops.entries.groups import entry_of_board, texts_of
from copil.workshops.models import Board, BoardAct

CLOSED = "Ce tableau est fermé : rouvrez-le pour y écrire."
_SAID = 100


def locked_board(board_id: uuid.UUID, *, closed: bool = False) -> Board:
    """Return a board as it is stored, held until the end of the transaction; refuse one that is closed."""
    rows = Board.objects.select_for_update(of=("self",)).with_surroundings()
    held: Board = rows.get(pk=board_id)
    if not closed and (not held.is_open or held.group.is_archived):
        raise ActionRefused(CLOSED)
    return held


@dataclass
class Way:
    """Rows being changed, with what they held before: what « Annuler » needs."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def change(self, obj: Owned, **values: Any) -> None:
        """Write fields of a row, and keep what they held."""
        before = {name: _plain(getattr(obj, name)) for name in values}
        type(obj)._default_manager.filter(pk=obj.pk).update(version=models.F("version") + 1, **values)
        obj.version += 1
        for name, value in values.items():
            setattr(obj, name, value)
        self._keep(obj, before)

    def made(self, obj: Owned) -> None:
        """Keep that a row is new: the way back puts it aside."""
        self._keep(obj, None)

    def _keep(self, obj: Owned, before: dict[str, Any] | None) -> None:
        name = obj._meta.model_name
        self.rows.append({"model": name, "pk": str(obj.pk), "version": obj.version, "before": before})


def touched(
    board: Board,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: Mapping[str, Any] | None = None,
    way: Way | None = None,
    said: str = "",
) -> None:
    """End a verb: raise the beat, keep the way back, write the index and the journal.

    ``said`` names what was done to whoever may undo it: without it there is no way back.
    """
    Board.objects.filter(pk=board.pk).update(beat=models.F("beat") + 1)
    board.beat += 1
    if said and way is not None:
        BoardAct.objects.create(
            workspace=board.workspace,
            board=board,
            verb=verb,
            said=said[:_SAID],
            before=way.rows,
            by=by,
            created_at=at,
        )
    entry = entry_of_board(board, texts_of(board))
    search.index_many(workspace=board.workspace, entries=[entry], at=at)
    record(board, verb=verb, by=by, at=at, changes=changes)


def record(
    board: Board, *, verb: str, by: User | None, at: dt.datetime, changes: Mapping[str, Any] | None = None
) -> None:
    """Write the line of an act, in the history of the initiative too."""
    journal.record(
        by=by,
        at=at,
        workspace=board.workspace,
        verb=verb,
        obj=reference(board),
        label=str(board),
        changes=dict(changes or {}),
        initiative_id=board.group.initiative_id,
    )


def short(text: str) -> str:
    """Return the beginning of a card, enough to know which it is."""
    return text if len(text) <= _SAID // 2 else f"{text[: _SAID // 2].rstrip()}…"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value
