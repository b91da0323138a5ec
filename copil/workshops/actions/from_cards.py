"""Write an action sheet from an idea of a board, in one gesture."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.workshops.actions.sheet_common import record
from copil.workshops.actions.sheets import create_sheet
from copil.workshops.models import ActionSheet, Card, CardAnswer, SheetSource

_TITLE = 160


@transaction.atomic
def create_sheet_from_card(*, card: Card, by: User | None, at: dt.datetime) -> ActionSheet:
    """Begin the sheet of an idea: its words, its group, the problems it answers; one sheet for one idea."""
    held = (
        Card.objects.select_for_update(of=("self",))
        .select_related("board__group__initiative")
        .get(pk=card.pk)
    )
    if held.is_archived or held.is_problem or held.merged_into_id is not None:
        raise ActionRefused("Une fiche action part d’une idée encore affichée sur le tableau.")
    if SheetSource.objects.current().filter(card=held, sheet__archived_at=None).exists():
        raise ActionRefused("Cette idée a déjà sa fiche action.")
    group = held.board.group
    words = " ".join(held.text.split())
    short = len(words) <= _TITLE
    sheet = create_sheet(
        workspace=held.workspace,
        initiative=group.initiative,
        group=group,
        values={
            "title": words if short else f"{words[: _TITLE - 1]}…",
            "description": "" if short else words,
        },
        by=by,
        at=at,
    )
    answers = CardAnswer.objects.current().filter(card=held).values_list("problem", flat=True)
    for pk in (held.pk, *answers.order_by("pk")):
        SheetSource.objects.create(workspace=held.workspace, sheet=sheet, card_id=pk, created_at=at)
    record(sheet, verb="from_card", by=by, at=at, changes={"card": words})
    return sheet
