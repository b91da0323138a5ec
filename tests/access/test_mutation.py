"""The refusals of the matrix hang on the predicates of permissions: where these say yes, they fall."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.access import mutation
from tests.access.mutation import Predicate
from tests.access.test_matrix import ROWS, address, ask, client_of, seen, worlds
from tests.access.world import World, given

pytestmark = [pytest.mark.django_db, pytest.mark.audit, pytest.mark.timeout(1800)]

__all__ = ["worlds"]
MEMBERS = ("observer", "member", "pilot", "coordinator", "admin")
UNSEEN = {
    "api.can_revoke": "a token of another is not found rather than refused: tests/api/test_tokens.py",
    "initiatives.rights_in.may_pilot": "the cockpit chooses what it shows with it; rights_on guards",
    "initiatives.rights_in.may_work": "the cockpit chooses what it shows with it; rights_on guards",
    "meetings.rights_on_meeting.may_approve": "a later step of meetings:move: tests/meetings/test_life.py",
    "directory.can_remove_filter": "another’s filter must be shared first: tests/directory/test_lists.py",
}
"""Predicates that no cell of the matrix meets, and what holds them."""

Cell = tuple[str, str, str]
"""An address, a method, a role that the matrix refuses with 403."""


def refusals() -> Iterator[Cell]:
    """Return the cells of members that the matrix refuses."""
    for row in ROWS:
        for role in MEMBERS:
            if row[role] == "403":
                yield row["url"], row["method"], role


def answer(cell: Cell, world: World) -> str:
    """Return the status of a cell; what the program does with what it was never meant to allow counts too."""
    name, method, role = cell
    url = address(name, world, world, guest=False)
    client = client_of(role, world)
    client.raise_request_exception = False
    return seen(ask(client, method, url, given("DATA", name, world)))


def test_the_refusals_fall_when_every_predicate_says_yes(worlds: tuple[World, World]) -> None:
    cells = list(refusals())
    with mutation.saying_yes(mutation.predicates()), mutation.roles_saying_yes():
        standing = [cell for cell in cells if answer(cell, worlds[0]) == "403"]
    assert len(standing) <= len(cells) * 0.05, standing


def test_each_predicate_alone_is_seen_by_the_matrix(worlds: tuple[World, World]) -> None:
    chosen = mutation.predicates()
    met: dict[Predicate, list[Cell]] = defaultdict(list)
    for cell in refusals():
        refused: set[Predicate] = set()
        with mutation.noting_refusals(chosen, refused):
            assert answer(cell, worlds[0]) == "403", cell
        for one in refused:
            met[one].append(cell)
    unseen = {str(one) for one in chosen if not _falls(one, met[one], worlds[0])}
    assert unseen == set(UNSEEN)


def _falls(predicate: Predicate, cells: list[Cell], world: World) -> bool:
    with mutation.saying_yes([predicate]):
        return any(answer(cell, world) != "403" for cell in cells)
