"""A board as a table and as a document: what the group wrote, by lane, to take away or to keep."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from copil.core import typography
from copil.core.typography import french
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Item, Paragraph, Text
from copil.workshops.boarding import Content, Lane, Shown

KIND = "workshops.board"
HEADER = (
    "N°", "Nature", "Texte", "Dit aussi", "Répond à", "Rapprochement", "Remarques", "Rang", "Qui le dit",
    "Écrite le",
)  # fmt: skip  # a table reads by its lines


def rows(content: Content) -> Iterator[tuple[Any, ...]]:
    """Yield the cards shown, in the order of the board."""
    titles = {one.pk: one.title for one in content.clusters}
    for one in content.cards:
        card = one.card
        yield (
            card.number,
            card.get_kind_display(),
            card.text,
            " ; ".join(each.text for each in one.same),
            " ; ".join(each.text for each in one.problems),
            titles.get(card.cluster_id, "") if card.cluster_id else "",
            " ; ".join(each.text for each in one.comments),
            card.priority,
            str(card.author) if card.author else "",
            timezone.localdate(card.created_at),
        )


def board_document(content: Content, lanes: Sequence[Lane], *, organisation: str, date: dt.date) -> Document:
    """Return what a group wrote, lane by lane (no query); what was set aside is left out."""
    board = content.board
    blocks: list[Block] = [
        Facts(
            [
                ("Groupe", french(board.group.theme)),
                ("Réunion", f"{board.rank}. {board.get_rank_display()}"),
                ("Question", french(board.question) or "Aucune"),
                ("Cartes", typography.number(len(content.cards))),
            ]
        )
    ]
    for lane in lanes:
        if lane.cards or lane.problem is not None:
            blocks.append(Heading(1, french(lane.title)))
            blocks.append(_said(lane) if lane.cards else Paragraph("Aucune idée n’y répond encore."))
    if len(blocks) == 1:
        blocks.append(Paragraph("Aucune carte n’est affichée sur ce tableau."))
    return Document(
        title=french(f"{board.group.theme}, réunion {board.rank}"),
        kicker="Tableau du groupe",
        subtitle=board.group.initiative.title,
        organisation=organisation,
        date=date,
        blocks=blocks,
    )


def _said(lane: Lane) -> BulletList:
    return BulletList([_item(one) for one in lane.cards])


def _item(one: Shown) -> Text | Item:
    text = french(f"{one.card.text} ({one.card.author})" if one.card.author else one.card.text)
    under = [f"Dit aussi : {each.text}" for each in one.same]
    under += [f"Remarque : {each.text}" for each in one.comments]
    return Item(text, BulletList([french(each) for each in under])) if under else text
