"""Boards of a working group: one open to phones, with cards to move, to read, to bring together."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.workshops import actions
from copil.workshops.actions import arranging, boards, cards, entry, undoing
from copil.workshops.actions.cards import Written
from copil.workshops.enums.groups import CardKind, CardState, Rank
from copil.workshops.models import Board, Card
from tests.access.world import World

ORDER = 85


def populate(world: World) -> None:
    """Open the board of a group, write on it, bring cards together, open its entry."""
    at, admin = timezone.now(), world.users["admin"]
    values = {"theme": world.text("Écrire"), "question": world.text("Quoi ?")}
    group = actions.create(
        workspace=world.workspace, initiative=world.objects["initiative"], values=values, by=admin, at=at
    )
    board = boards.open_board(
        group=group, rank=Rank.PROBLEMS, values={"question": world.text("Quoi ?")}, by=admin, at=at
    )
    names = ("card", "card_other", "card_aside", "card_merged")
    for name in names:
        written = Written(kind=CardKind.PROBLEM, text=world.text(f"Carte {name}"))
        world.objects[name] = cards.add_card(board=board, written=written, by=admin, at=at)
    world.objects |= {"board": board, "board_group": group}
    world.objects["card_comment"] = cards.add_comment(
        card=world.objects["card"], text=world.text("Remarque"), by=admin, at=at
    )
    arranging.show(card=world.objects["card_aside"], state=CardState.ASIDE, by=admin, at=at)
    arranging.merge(kept=world.objects["card_other"], others=[world.objects["card_merged"]], by=admin, at=at)
    world.objects["cluster"] = arranging.gather(
        board=board, title=world.text("Ensemble"), cards=[], by=admin, at=at
    )
    world.tokens["board"] = entry.open_entry(board=board, by=admin, at=at)


def _of(name: str, **rest: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk, **rest}


def _cluster(world: World) -> dict[str, Any]:
    return {"pk": world.objects["board"].pk, "cluster": world.objects["cluster"].pk}


_BOARD = ("board", "board_settle", "board_put", "board_undo", "board_entry", "board_screen", "cards_add")
_CARD = ("card", "card_edit", "card_move", "card_merge", "comment_add")
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    "workshops:board_open": _of("board_group", rank=2),
    **{f"workshops:{name}": _of("board") for name in (*_BOARD, "cards_apart", "cluster_add")},
    "workshops:board_export": _of("board", file_format="csv"),
    "workshops:board_file": _of("board", file_format="html"),
    **{f"workshops:{name}": _cluster for name in ("cluster_rename", "cluster_scatter")},
    **{f"workshops:{name}": _of("card") for name in _CARD},
    "workshops:card_split": _of("card_merged"),
    "workshops:card_show": _of("card_aside", key="afficher"),
    "workshops:comment_show": lambda world: {
        "pk": world.objects["card"].pk,
        "comment": world.objects["card_comment"].pk,
        "key": "mettre-de-cote",
    },
    "workshops:room": lambda world: {"token": world.tokens["board"]},
    "workshops:board_pulse": lambda world: {"signed": "illisible"},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "workshops:board_settle": lambda world: {
        "question": "Quoi ?",
        "anonymous": "on",
        "version": Board.objects.get(pk=world.objects["board"].pk).version,
    },
    "workshops:board_put": lambda world: {"etat": "ferme"},
    "workshops:board_undo": lambda world: {"act": _last(world)},
    "workshops:board_entry": lambda world: {"geste": "ouvrir"},
    "workshops:cards_add": lambda world: {"kind": "problem", "texts": "Un autre problème"},
    "workshops:cards_apart": lambda world: {"cards": _both(world)},
    "workshops:cluster_add": lambda world: {"title": "Transports", "cards": _both(world)},
    "workshops:cluster_rename": lambda world: {"title": "Transports"},
    "workshops:card_edit": lambda world: {
        "text": "Autrement dit",
        "kind": "problem",
        "version": Card.objects.get(pk=world.objects["card"].pk).version,
    },
    "workshops:card_move": lambda world: {"lane": f"r-{world.objects['cluster'].pk}"},
    "workshops:card_merge": lambda world: {"other": str(world.objects["card_other"].pk)},
    "workshops:comment_add": lambda world: {"text": "Une remarque"},
    "workshops:room": lambda world: {"text": "Depuis la salle"},
}


def _both(world: World) -> str:
    return ",".join(str(world.objects[name].pk) for name in ("card", "card_other"))


def _last(world: World) -> str:
    act = undoing.last_act(world.objects["board"])
    return str(act.pk) if act else ""
