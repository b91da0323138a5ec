"""Entry by phone: one code for the room, drawn from a secret that the database does not hold."""

import base64
import datetime as dt

from django.db import transaction
from django.utils.crypto import salted_hmac

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.workshops.actions.on_board import locked_board, touched
from copil.workshops.models import Board

LIFETIME = dt.timedelta(hours=12)
_SALT = "workshops.board.entry"


def token_of(board: Board) -> str:
    """Return the code of the entry of a board (256 bits): shown again when needed, stored nowhere."""
    drawn = salted_hmac(_SALT, f"{board.pk}:{board.entry}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def standing(board: Board, *, at: dt.datetime) -> SignedLink | None:
    """Return the entry of a board while it is open."""
    if not board.entry or not board.is_open:
        return None
    return links.find(token_of(board), purpose=LinkPurpose.BOARD, at=at)


@transaction.atomic
def open_entry(*, board: Board, by: User | None, at: dt.datetime) -> str:
    """Open the entry of a board for half a day, under a code never used before; return it."""
    held = locked_board(board.pk)
    links.revoke(target=reference(held), at=at)
    held.entry += 1
    Board.objects.filter(pk=held.pk).update(entry=held.entry)
    token = links.issue(
        workspace=held.workspace,
        purpose=LinkPurpose.BOARD,
        target=reference(held),
        at=at,
        lifetime=LIFETIME,
        single_use=False,
        token=token_of(held),
    )
    touched(held, verb="open_entry", by=by, at=at)
    return token


@transaction.atomic
def close_entry(*, board: Board, by: User, at: dt.datetime) -> None:
    """Close the entry: its code never works again."""
    held = locked_board(board.pk, closed=True)
    if not links.revoke(target=reference(held), at=at):
        raise ActionRefused("L’entrée par téléphone est déjà fermée.")
    touched(held, verb="close_entry", by=by, at=at)
