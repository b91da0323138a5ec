"""Cards: written in the room, from a phone or from paper; corrected, tied to problems, remarked on."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet

from copil.core import typography
from copil.core.errors import ActionRefused, Conflict
from copil.core.text import name_key
from copil.directory.models import Person
from copil.identity.models import User
from copil.workshops.actions.on_board import Way, locked_board, short, touched
from copil.workshops.enums.groups import CardKind, CardState
from copil.workshops.models import Board, Card, CardAnswer, CardComment, Cluster, GroupMember
from copil.workshops.rules import groups as group_rules

FULL = f"Ce tableau garde {group_rules.MOST_CARDS} cartes au plus."
_TALKED_OUT = f"Une carte garde {group_rules.MOST_COMMENTS} remarques au plus."
_SAID = "« {card} » est déjà sur le tableau, mot pour mot."


@dataclass(frozen=True, kw_only=True)
class Written:
    """A card as it was written: what it says, which problems it answers, by whom when the board keeps it.

    ``once`` makes one card of a page sent twice; ``paper`` is a card copied from one written by hand.
    """

    kind: CardKind
    text: str
    problems: Sequence[Card] = ()
    author: Person | None = None
    cluster: Cluster | None = None
    once: uuid.UUID | None = None
    paper: bool = False


@transaction.atomic
def add_card(*, board: Board, written: Written, by: User | None, at: dt.datetime) -> Card:
    """Put a card on an open board: one from a phone is read first when the board is moderated.

    Sent twice, it is one. An anonymous board keeps no author, whoever sends one.
    """
    held = locked_board(board.pk)
    once = written.once or uuid.uuid4()
    before: Card | None = Card.objects.filter(board=held, once=once).first()
    if before is not None:
        return before
    numbers = Card.objects.filter(board=held).aggregate(number=Max("number"), position=Max("position"))
    if (numbers["number"] or 0) >= group_rules.MOST_CARDS:
        raise ActionRefused(FULL)
    same = Card.objects.current().filter(board=held, kind=written.kind).exclude(state=CardState.ASIDE)
    if name_key(written.text) in {name_key(text) for text in same.values_list("text", flat=True)}:
        raise ActionRefused(typography.french(_SAID.format(card=short(written.text))))
    card: Card = Card.objects.create(
        workspace=held.workspace,
        board=held,
        number=(numbers["number"] or 0) + 1,
        position=(numbers["position"] or 0) + 1,
        kind=written.kind,
        text=written.text,
        state=CardState.PROPOSED if held.moderated and by is None else CardState.SHOWN,
        author=None if held.anonymous else _of_group(held, written.author),
        cluster=_of_board(held, written.cluster),
        typed_by=by if written.paper else None,
        once=once,
        created_at=at,
    )
    way = Way()
    way.made(card)
    if written.problems:
        _tie(held, card, written.problems, way, at=at)
    verb, said = ("receive", "") if by is None else ("add", f"carte n° {card.number} ajoutée")
    touched(held, verb=verb, by=by, at=at, changes={"card": short(card.text)}, way=way, said=said)
    return card


@transaction.atomic
def add_cards(*, board: Board, written: Sequence[Written], by: User | None, at: dt.datetime) -> list[Card]:
    """Put several cards on a board, or none when one is refused."""
    return [add_card(board=board, written=one, by=by, at=at) for one in written]


@transaction.atomic
def edit_card(*, card: Card, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> Card:
    """Correct a card: its words, its kind, the problems it answers; raise ``Conflict`` on a stale version."""
    held = locked_board(card.board_id)
    stored = stored_card(held, card.pk)
    if stored.version != expected:
        raise Conflict
    way = Way()
    way.change(stored, text=values["text"], kind=values.get("kind", stored.kind))
    if "author" in values and not held.anonymous:
        Card.objects.filter(pk=stored.pk).update(author=_of_group(held, values["author"]))
    if "problems" in values:
        _tie(held, stored, [] if stored.is_problem else values["problems"], way, at=at)
    said = f"carte n° {stored.number} corrigée"
    touched(held, verb="edit", by=by, at=at, changes={"card": short(stored.text)}, way=way, said=said)
    return stored


@transaction.atomic
def tie(*, card: Card, problems: Sequence[Card], by: User, at: dt.datetime) -> None:
    """Say which problems an idea answers, in place of those said before."""
    held = locked_board(card.board_id)
    stored, way = stored_card(held, card.pk), Way()
    if stored.is_problem:
        raise ActionRefused("Un problème ne répond pas à un autre : rapprochez-les plutôt.")
    _tie(held, stored, problems, way, at=at)
    said = f"carte n° {stored.number} reliée"
    touched(held, verb="tie", by=by, at=at, changes={"card": short(stored.text)}, way=way, said=said)


@transaction.atomic
def add_comment(
    *,
    card: Card,
    text: str,
    by: User | None,
    at: dt.datetime,
    author: Person | None = None,
    once: uuid.UUID | None = None,
) -> CardComment:
    """Note a remark on a card; sent twice, it is one; without an author on an anonymous board."""
    held = locked_board(card.board_id)
    stored, once = stored_card(held, card.pk), once or uuid.uuid4()
    there = CardComment.objects.filter(card=stored)
    before: CardComment | None = there.filter(once=once).first()
    if before is not None:
        return before
    if there.count() >= group_rules.MOST_COMMENTS:
        raise ActionRefused(_TALKED_OUT)
    comment: CardComment = CardComment.objects.create(
        workspace=held.workspace,
        card=stored,
        text=text,
        state=CardState.PROPOSED if held.moderated and by is None else CardState.SHOWN,
        author=None if held.anonymous else _of_group(held, author),
        once=once,
        created_at=at,
    )
    way = Way()
    way.made(comment)
    said = f"remarque sur la carte n° {stored.number}" if by else ""
    touched(held, verb="comment", by=by, at=at, changes={"card": short(stored.text)}, way=way, said=said)
    return comment


def stored_card(board: Board, pk: uuid.UUID) -> Card:
    """Return a card of a board as it is stored; refuse one that somebody took away meanwhile."""
    found: Card | None = Card.objects.current().filter(board=board, pk=pk).first()
    if found is None:
        raise ActionRefused("Cette carte a été retirée du tableau entre-temps.")
    return found


def problems_open_to(board: Board) -> QuerySet[Card]:
    """Return the problems that an idea of a board may answer: those of its group's boards."""
    rows = Card.objects.shown().problems().of_group(board.group)
    return rows.order_by(F("priority").asc(nulls_last=True), "board__rank", "position", "number", "pk")


def _tie(board: Board, card: Card, problems: Sequence[Card], way: Way, *, at: dt.datetime) -> None:
    wanted = {one.pk for one in problems}
    allowed = set(problems_open_to(board).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - allowed:
        raise ActionRefused("Choisissez des problèmes affichés sur les tableaux de ce groupe.")
    for one in CardAnswer.objects.current().filter(card=card):
        if one.problem_id in wanted:
            wanted.discard(one.problem_id)
        else:
            way.change(one, archived_at=at)
    for pk in [one.pk for one in problems if one.pk in wanted]:
        values = {"workspace": board.workspace, "card": card, "problem_id": pk, "created_at": at}
        way.made(CardAnswer.objects.create(**values))


def _of_group(board: Board, author: Person | None) -> Person | None:
    """Return somebody when they are in the group; a page cannot make anybody else speak."""
    if author is None:
        return None
    return author if GroupMember.objects.current().filter(group=board.group, person=author).exists() else None


def _of_board(board: Board, cluster: Cluster | None) -> Cluster | None:
    return cluster if cluster is not None and cluster.board_id == board.pk else None
