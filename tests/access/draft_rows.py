"""Print the rows missing from the matrix, as the application answers today: read each cell before pasting.

Run by hand: ``python -m pytest -q -s -n0 tests/access/draft_rows.py`` (not collected by default).
"""

import pytest
from django.urls import NoReverseMatch

from tests.access.test_matrix import API, ROWS, address, addresses, ask, client_of, seen, takes
from tests.access.world import ROLES, SENTINEL, build, given


@pytest.mark.django_db
def test_print_missing_rows() -> None:
    listed = {row["url"] for row in ROWS}
    world, foreign = build("notre-espace"), build("espace-voisin", marker=SENTINEL)
    for name in sorted(addresses() - listed):
        try:
            address(name, world, world, guest=False)
        except NoReverseMatch as missing:
            print(f"# {missing}")  # noqa: T201  # what it is for
            continue
        programs = ("PATCH", "DELETE") if address(name, world, world, guest=False).startswith(API) else ()
        for method in ("GET", "POST", *programs):
            cells = []
            for role in ROLES:
                url = address(name, world, world, guest=role == "guest")
                data = given("DATA", name, world)
                cells.append(seen(ask(client_of(role, world), method, url, data)))
            if "405" in cells and set(cells) <= {"404", "405", "login"}:
                continue
            last = "-"
            if takes(name) - {"workspace", "token"} and "workspace" in takes(name):
                url = address(name, world, foreign, guest=False)
                data = given("DATA", name, foreign)
                last = seen(ask(client_of("admin", world), method, url, data))
            print(",".join([name, method, *cells, last]))  # noqa: T201  # read by a person
