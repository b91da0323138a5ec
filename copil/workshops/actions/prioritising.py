"""Put the cards of a board to the vote, and give them back the rank that the vote gave."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from copil.ballots import actions as ballots
from copil.ballots import rules as voting
from copil.ballots.actions import Asked
from copil.ballots.actions.preparing import MOST_OPTIONS
from copil.ballots.enums import BallotState, Method
from copil.ballots.models import Option
from copil.ballots.outcome import result_of
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.workshops.actions.on_board import Way, locked_board, record, touched
from copil.workshops.enums.groups import CardKind
from copil.workshops.models import Board, Card, GroupMember, PriorityVote
from copil.workshops.verbs import BOARD

CARD = "workshops.card"
DOTS = 5
CRITERIA = (("Utilité", 3), ("Faisabilité", 2), ("Effet dans la durée", 2))
METHODS = (Method.DOTS, Method.GRID, Method.APPROVAL, Method.JUDGMENT, Method.RANKING)
_QUESTIONS = {
    CardKind.PROBLEM: "Quels problèmes faut-il traiter d’abord ?",
    CardKind.IDEA: "Quelles idées faut-il approfondir d’abord ?",
}
_LABEL = 200
_TOO_MANY = f"Un vote porte sur {MOST_OPTIONS} cartes au plus : regroupez-en, ou décochez-en."


@transaction.atomic
def ask(
    *,
    board: Board,
    kind: CardKind,
    method: Method,
    cards: Sequence[uuid.UUID],
    by: User | None,
    at: dt.datetime,
) -> PriorityVote:
    """Prepare a vote on cards shown on a board, those of the group on its roll; nobody is told yet.

    Secret when the group is large enough for it, open otherwise. One vote at a time on cards of one kind.
    """
    held = locked_board(board.pk, closed=True)
    if method not in METHODS:
        raise ActionRefused("Cette façon de voter ne convient pas à des cartes.")
    if _going_on(held, kind):
        raise ActionRefused("Un vote sur ces cartes est déjà en cours : menez-le à son terme, ou écartez-le.")
    rows = list(Card.objects.shown().filter(board=held, kind=kind, pk__in=cards).in_order())
    if len(rows) < 2:
        raise ActionRefused("Choisissez au moins deux cartes.")
    if len(rows) > MOST_OPTIONS:
        raise ActionRefused(_TOO_MANY)
    group = held.group
    members = GroupMember.objects.current().filter(group=group).select_related("person").in_order()
    people = [one.person for one in members]
    made = ballots.prepare(
        workspace=held.workspace,
        initiative=group.initiative,
        values={
            "title": f"Priorités : {group.theme}"[:_LABEL],
            "question": typography.french(_QUESTIONS[kind]),
            "method": method.value,
            "secret": len(people) >= voting.FEWEST,
            "dots": DOTS,
        },
        options=[Asked(_short(one.text), subject=(CARD, one.pk)) for one in rows],
        criteria=CRITERIA if method is Method.GRID else (),
        subject=(BOARD, held.pk),
        by=by,
        at=at,
    )
    if people:
        ballots.enrol(ballot=made, people=people, by=by, at=at)
    asked: PriorityVote = PriorityVote.objects.create(
        workspace=held.workspace, board=held, ballot=made, kind=kind, created_at=at
    )
    told = typography.plural(len(rows), "carte")
    record(held, verb="ask_priorities", by=by, at=at, changes={"cards": told})
    return asked


@transaction.atomic
def report(*, vote: PriorityVote, by: User | None, at: dt.datetime) -> None:
    """Give cards the rank of a vote that is over; those of the same kind left out of it have none.

    A card merged since gives its rank to the one that speaks for it. Undone like any act on the board.
    """
    held = locked_board(vote.board_id, closed=True)
    if not vote.ballot.is_over:
        raise ActionRefused("Ce vote n’est pas clos : son résultat n’est pas encore connu.")
    result = result_of(vote.ballot)
    if result is None:
        raise ActionRefused(
            f"Moins de {voting.FEWEST} bulletins : le résultat dirait qui a choisi quoi, il n’est pas montré."
        )
    subjects = Option.objects.current().filter(ballot=vote.ballot, subject_kind=CARD)
    card_of = {str(key): card for key, card in subjects.values_list("pk", "subject_id")}
    rows = Card.objects.select_for_update().filter(board=held, kind=vote.kind, archived_at=None)
    cards = {one.pk: one for one in rows.order_by("pk")}
    ranks: dict[uuid.UUID, int] = {}
    lines = []
    for line in result.lines:
        card = cards.get(card_of[line.key]) if line.key in card_of else None
        if card is None:
            continue
        speaks = cards.get(card.merged_into_id, card) if card.merged_into_id else card
        ranks[speaks.pk] = min(line.rank, ranks.get(speaks.pk, line.rank))
        lines.append({"card": str(speaks.pk), "label": line.label, "rank": line.rank, "figure": line.figure})
    way = Way()
    for pk, card in cards.items():
        if card.priority != ranks.get(pk):
            way.change(card, priority=ranks.get(pk))
    vote.reported_at, vote.summary, vote.lines = at, result.summary, lines
    vote.reasons = list(result.reasons)
    vote.version += 1
    vote.save(update_fields=["reported_at", "summary", "lines", "reasons", "version"])
    touched(held, verb="report_priorities", by=by, at=at, way=way, said="Résultat d’un vote reporté")


def _going_on(board: Board, kind: CardKind) -> bool:
    rows = PriorityVote.objects.filter(board=board, kind=kind, ballot__archived_at=None)
    return rows.filter(ballot__state__in=[BallotState.DRAFT, BallotState.OPEN]).exists()


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"
