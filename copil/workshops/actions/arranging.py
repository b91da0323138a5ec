"""Arrange a board: move cards, bring them together, say which say the same, show them or set them aside."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.workshops import likeness
from copil.workshops.actions.cards import stored_card
from copil.workshops.actions.on_board import Way, locked_board, short, touched
from copil.workshops.enums.groups import CardState
from copil.workshops.models import Board, Card, CardComment, Cluster
from copil.workshops.rules import groups as group_rules

_WORDS = {
    CardState.SHOWN: ("approve", "affichée"),
    CardState.ASIDE: ("set_aside", "mise de côté"),
}


@transaction.atomic
def move(*, card: Card, cluster: Cluster | None, before: Card | None, by: User, at: dt.datetime) -> None:
    """Put a card in a cluster, or out of any, before another card or at the end."""
    held = locked_board(card.board_id)
    stored, way = stored_card(held, card.pk), Way()
    if cluster is not None and (cluster.board_id != held.pk or cluster.is_archived):
        raise ActionRefused("Ce rapprochement n’est plus sur le tableau.")
    rows = Card.objects.current().filter(board=held).exclude(pk=stored.pk).in_order()
    others = list(rows.values_list("pk", "position"))
    known = [pk for pk, _ in others]
    place = known.index(before.pk) if before is not None and before.pk in known else len(known)
    way.change(stored, cluster_id=cluster.pk if cluster else None, position=place)
    for position, (pk, was) in enumerate(others):
        now = position + (position >= place)
        if now != was:
            Card.objects.filter(pk=pk).update(position=now)
    said = f"carte n° {stored.number} déplacée"
    touched(held, verb="move", by=by, at=at, changes={"card": short(stored.text)}, way=way, said=said)


@transaction.atomic
def show(*, card: Card, state: CardState, by: User, at: dt.datetime) -> None:
    """Show a card to the room, for the first time or again, or set it aside."""
    held = locked_board(card.board_id)
    stored, way = stored_card(held, card.pk), Way()
    if stored.state == state:
        raise ActionRefused("C’est déjà fait : relisez le tableau.")
    verb, word = _WORDS[state]
    if state == CardState.SHOWN and stored.state == CardState.ASIDE:
        verb, word = "take_back", "reprise"
    way.change(stored, state=state)
    said = f"carte n° {stored.number} {word}"
    touched(held, verb=verb, by=by, at=at, changes={"card": short(stored.text)}, way=way, said=said)


@transaction.atomic
def show_comment(*, comment: CardComment, state: CardState, by: User, at: dt.datetime) -> None:
    """Show a remark to the room, or set it aside."""
    held, way = locked_board(comment.card.board_id), Way()
    way.change(comment, state=state)
    verb, word = _WORDS[state]
    said = f"remarque de la carte n° {comment.card.number} {word}"
    touched(held, verb=verb, by=by, at=at, changes={"card": short(comment.text)}, way=way, said=said)


@transaction.atomic
def merge(*, kept: Card, others: Sequence[Card], by: User, at: dt.datetime) -> None:
    """Say that cards say the same thing: one speaks for them, which keep their words and may come back.

    What already was merged into one of the others follows.
    """
    held, way = locked_board(kept.board_id), Way()
    stored = stored_card(held, kept.pk)
    rows = Card.objects.current().filter(board=held, kind=stored.kind).exclude(pk=stored.pk)
    wanted = [one.pk for one in others]
    found = list(rows.filter(pk__in=wanted, merged_into=None)) + list(rows.filter(merged_into__in=wanted))
    if stored.merged_into_id is not None or not found:
        raise ActionRefused("Choisissez deux cartes de même nature, affichées sur ce tableau.")
    for one in found:
        way.change(one, merged_into_id=stored.pk)
    said = f"cartes réunies sous la n° {stored.number}"
    changes = {"card": short(stored.text), "other": short(found[0].text)}
    touched(held, verb="merge", by=by, at=at, changes=changes, way=way, said=said)


@transaction.atomic
def split(*, card: Card, by: User, at: dt.datetime) -> None:
    """Take a card out of the one that spoke for it."""
    held = locked_board(card.board_id)
    stored, way = stored_card(held, card.pk), Way()
    if stored.merged_into_id is None:
        raise ActionRefused("Cette carte n’est réunie à aucune autre.")
    way.change(stored, merged_into_id=None)
    said = f"carte n° {stored.number} séparée"
    touched(held, verb="split", by=by, at=at, changes={"card": short(stored.text)}, way=way, said=said)


@transaction.atomic
def keep_apart(*, board: Board, cards: Sequence[Card], by: User, at: dt.datetime) -> None:
    """Keep that cards say different things: they are not proposed together again."""
    held = locked_board(board.pk)
    said = {tuple(one) for one in held.apart} | set(likeness.pairs(one.pk for one in cards))
    Board.objects.filter(pk=held.pk).update(apart=sorted(said))
    touched(held, verb="apart", by=by, at=at)


@transaction.atomic
def gather(*, board: Board, title: str, cards: Sequence[Card], by: User | None, at: dt.datetime) -> Cluster:
    """Bring cards together under a title; none yet is a place to move them to."""
    held, way = locked_board(board.pk), Way()
    there = Cluster.objects.current().filter(board=held)
    if there.count() >= group_rules.MOST_CLUSTERS:
        raise ActionRefused(f"Un tableau garde {group_rules.MOST_CLUSTERS} rapprochements au plus.")
    last = there.aggregate(position=Max("position"))["position"] or 0
    cluster: Cluster = Cluster.objects.create(
        workspace=held.workspace, board=held, title=title, position=last + 1, created_at=at
    )
    for one in Card.objects.current().filter(board=held, pk__in=[card.pk for card in cards]):
        way.change(one, cluster_id=cluster.pk)
    way.made(cluster)
    said = f"rapprochement « {short(title)} » formé"
    touched(held, verb="gather", by=by, at=at, changes={"cluster": title}, way=way, said=said)
    return cluster


@transaction.atomic
def rename(*, cluster: Cluster, title: str, by: User, at: dt.datetime) -> None:
    """Give another title to cards brought together."""
    held, way = locked_board(cluster.board_id), Way()
    stored = _stored(cluster)
    way.change(stored, title=title)
    touched(
        held, verb="rename", by=by, at=at, changes={"cluster": title}, way=way, said="rapprochement renommé"
    )


@transaction.atomic
def scatter(*, cluster: Cluster, by: User, at: dt.datetime) -> None:
    """Undo a cluster: its cards stay on the board."""
    held, way = locked_board(cluster.board_id), Way()
    stored = _stored(cluster)
    way.change(stored, archived_at=at)
    for one in Card.objects.filter(board=held, cluster=stored):
        way.change(one, cluster_id=None)
    said = f"rapprochement « {short(stored.title)} » défait"
    touched(held, verb="scatter", by=by, at=at, changes={"cluster": stored.title}, way=way, said=said)


def _stored(cluster: Cluster) -> Cluster:
    """Return cards brought together as they are stored; refuse those that somebody scattered meanwhile."""
    found: Cluster | None = Cluster.objects.current().filter(pk=cluster.pk).first()
    if found is None:
        raise ActionRefused("Ce rapprochement a été défait entre-temps.")
    return found
