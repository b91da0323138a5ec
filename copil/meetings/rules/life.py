"""The life of a meeting: which moves exist, from where, for whom, and what each one asks. No Django here.

Fails closed: a move that is not listed for the state a meeting is in does not exist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copil.meetings.enums import MeetingState as State


@dataclass(frozen=True)
class Move:
    """A move: where it starts from, where it leads, whose it is, its verb, what it means."""

    key: str
    sources: tuple[State, ...]
    target: State
    label: str
    lead: str
    approves: bool = False
    """Whether it takes the right to approve, rather than to prepare."""

    asks: bool = False
    """Whether something must be said first: a reason, how minutes are approved, in which meeting."""

    main: bool = True


@dataclass(frozen=True)
class Facts:
    """What the guards read of a meeting."""

    has_date: bool = False
    day_reached: bool = False
    has_points: bool = False
    has_people: bool = False
    has_words: bool = False
    amendments_wait: bool = False
    consultation_open: bool = False


@dataclass(frozen=True)
class Offered:
    """A move as shown: a button, or the sentence that says what it waits for."""

    move: Move
    refusal: str = ""


MOVES: Mapping[str, Move] = {
    one.key: one
    for one in (
        Move(
            "convoquer", (State.DRAFT,), State.CALLED, "Convoquer",
            "Les personnes attendues sont prévenues, avec l’ordre du jour.",
        ),
        Move(
            "ouvrir", (State.CALLED,), State.RUNNING, "Ouvrir la séance",
            "Le compte rendu s’écrit point par point, pendant que l’on se parle.",
        ),
        Move(
            "lever", (State.RUNNING,), State.WRITING, "Lever la séance",
            "Il reste à relire le compte rendu avant de l’envoyer.",
        ),
        Move(
            "envoyer", (State.WRITING,), State.SENT, "Envoyer le compte rendu",
            "Celles et ceux qui étaient là peuvent demander des corrections jusqu’à son approbation.",
            asks=True,
        ),
        Move(
            "approuver", (State.SENT,), State.APPROVED, "Approuver le compte rendu",
            "Approuvé, il ne reçoit plus de demande de correction.",
            approves=True, asks=True,
        ),
        Move(
            "clore", (State.APPROVED,), State.LOCKED, "Clore",
            "Close, la réunion ne change plus.",
            approves=True,
        ),
        Move(
            "reprendre", (State.SENT,), State.WRITING, "Reprendre le compte rendu",
            "Il s’écrit de nouveau, puis repart corrigé.",
            main=False,
        ),
        Move(
            "annuler", (State.DRAFT, State.CALLED), State.CANCELLED, "Annuler la réunion",
            "Les personnes prévenues apprennent qu’elle n’a pas lieu, et pourquoi.",
            asks=True, main=False,
        ),
    )
}  # fmt: skip  # a table reads by its lines


def refusal(move: Move, facts: Facts) -> str:
    """Return what a move waits for; empty when nothing."""
    if move.key == "convoquer":
        if not facts.has_date:
            return "Donnez d’abord un jour et une heure."
        if not facts.has_people:
            return "Dites d’abord qui est attendu."
        if not facts.has_points:
            return "Inscrivez d’abord un point à l’ordre du jour."
    if move.key == "ouvrir" and not facts.day_reached:
        return "La séance s’ouvre le jour de la réunion."
    if move.key == "envoyer" and not facts.has_words:
        return "Écrivez d’abord ce qui s’est dit sur un point au moins."
    if move.key == "approuver":
        if facts.amendments_wait:
            return "Répondez d’abord aux corrections demandées."
        if facts.consultation_open:
            return "La consultation est encore ouverte."
    return ""


def possible(*, state: str, key: str, may_prepare: bool, may_approve: bool) -> Move | None:
    """Return a move that exists from a state for somebody; None otherwise."""
    move = MOVES.get(key)
    if move is None or state not in move.sources:
        return None
    allowed = may_approve if move.approves else may_prepare
    return move if allowed else None


def offered(*, state: str, may_prepare: bool, may_approve: bool, facts: Facts) -> Sequence[Offered]:
    """Return the moves somebody may make now, and what each one still waits for."""
    moves = (
        possible(state=state, key=key, may_prepare=may_prepare, may_approve=may_approve) for key in MOVES
    )
    return [Offered(one, refusal(one, facts)) for one in moves if one is not None]
