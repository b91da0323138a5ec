"""Undo what was last done on a board: the rows take back what they held, unless they changed since."""

import datetime as dt
from typing import Any

from django.db import models, transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.workshops.actions.on_board import locked_board, touched
from copil.workshops.models import Board, BoardAct, Card, CardAnswer, CardComment, Cluster

_MODELS: dict[str, type[models.Model]] = {
    one._meta.model_name: one  # type: ignore[misc]  # a concrete model has a name
    for one in (Card, CardAnswer, CardComment, Cluster)
}
_CHANGED = "Ce qui suivait a changé depuis : cette action ne s’annule plus d’un geste."


def last_act(board: Board) -> BoardAct | None:
    """Return the last thing done on a board that is not undone, by whoever facilitates it."""
    rows = BoardAct.objects.filter(board=board, undone_at=None)
    found: BoardAct | None = rows.order_by("-created_at", "-pk").first()
    return found


@transaction.atomic
def undo(*, act: BoardAct, by: User, at: dt.datetime) -> None:
    """Undo the last act: each row takes back what it held; refused when one changed since."""
    held = locked_board(act.board_id)
    last = last_act(held)
    if last is None or last.pk != act.pk:
        raise ActionRefused("Seule la dernière action sur ce tableau s’annule : relisez-le.")
    for row in reversed(act.before):
        _put_back(row, at=at)
    BoardAct.objects.filter(pk=act.pk).update(undone_at=at)
    touched(held, verb="undo", by=by, at=at, changes={"said": act.said})


def _put_back(row: dict[str, Any], *, at: dt.datetime) -> None:
    model = _MODELS[row["model"]]
    before = row["before"]
    values: dict[str, Any] = {"archived_at": at} if before is None else _read(model, before)
    rows = model._default_manager.filter(pk=row["pk"], version=row["version"])
    if not rows.update(version=models.F("version") + 1, **values):
        raise ActionRefused(_CHANGED)


def _read(model: type[models.Model], before: dict[str, Any]) -> dict[str, Any]:
    fields = {one.attname: one for one in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in before.items()}
