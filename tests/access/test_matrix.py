"""Every address × every role × own and foreign objects, and what no answer may ever do.

``matrix.csv``: one row per ``name,method``; a cell is the status expected (``200``, ``302``…), ``login``
for a redirection to the login page, ``-`` where it does not apply. ``foreign`` is what an administrator gets
when the arguments name an object of another workspace. Statuses are those of a request that would succeed
for somebody who may.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from copil.initiatives import kept
from tests.access.world import ROLES, SENTINEL, World, build, given

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]

MATRIX = Path(__file__).with_name("matrix.csv")
ROWS = list(csv.DictReader(MATRIX.read_text(encoding="utf-8").splitlines()))
MAX_QUERIES = 15
# Tables that a GET may write: the session (with its CSRF secret and messages) and the rate limits.
FREE_TABLES = ("accounts_session", "core_cache", "api_tokenuse")
# A mail program posts there by itself, without a cookie (RFC 8058): the secret is in the address.
ONE_CLICK = {"notifications:stop"}
# Programs come there with a token and no cookie: what is sent without the token is refused for that.
API = "/api/v1/"
WRITE = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
INLINE = re.compile(
    r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)[^>]*>\s*\S|javascript:", re.IGNORECASE
)


def addresses() -> set[str]:
    """Return the name of every address of the application."""

    def walk(patterns: list[Any], namespace: str) -> set[str]:
        names = set()
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                names |= walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern):
                names.add(f"{namespace}{pattern.name}")
        return names

    return walk(get_resolver().url_patterns, "")


def takes(name: str) -> set[str]:
    """Return the names of an address's arguments."""
    local = name.rpartition(":")[2]
    resolver = get_resolver()
    for namespace in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[namespace][1]
    return set(resolver.reverse_dict.getlist(local)[0][0][0][1])


def address(name: str, world: World, objects: World, *, guest: bool) -> str:
    """Return an address in ``world`` naming the objects of ``objects``; only a guest knows the token."""
    arguments = given("ARGUMENTS", name, objects)
    if "token" in arguments and not guest:
        arguments["token"] = "x" * 43
    if "workspace" in takes(name):
        arguments["workspace"] = world.workspace.slug
    return reverse(name, kwargs=arguments)


def ask(client: Client, method: str, url: str, data: dict[str, Any]) -> HttpResponse:
    """Send a request and undo what it wrote; to the API, as a program does."""
    with transaction.atomic():
        answer: Any
        if url.startswith(API):
            sent = {"Idempotency-Key": "matrice", "If-Match": '"1"'}
            answer = client.generic(method, url, json.dumps(data), "application/json", headers=sent)
        else:
            answer = client.get(url) if method == "GET" else client.post(url, data)
        if answer.streaming:
            answer = HttpResponse(b"".join(answer), status=answer.status_code, headers=answer.headers)
        transaction.set_rollback(True)
    response: HttpResponse = answer
    return response


def seen(response: HttpResponse) -> str:
    """Return a status as the matrix writes it."""
    location = response.headers.get("Location", "")
    return "login" if response.status_code == 302 and "/connexion" in location else str(response.status_code)


def client_of(role: str, world: World) -> Client:
    """Return the browser of a role, which is also a program with the token of that role."""
    token = world.tokens.get(f"api:{role}")
    client = Client(headers={"Authorization": f"Bearer {token}"} if token else None)
    if role in world.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    elif role not in {"anonymous", "guest"}:
        client.force_login(world.users[role])
    return client


def test_every_address_is_in_the_matrix() -> None:
    listed = {row["url"] for row in ROWS}
    assert addresses() - listed == set(), "addresses without a row"
    assert listed - addresses() == set(), "rows without an address"
    keys = [(row["url"], row["method"]) for row in ROWS]
    assert len(keys) == len(set(keys)), "rows in double"


def open_sessions(world: World) -> None:
    """Log everybody in, once for all that is asked in the present transaction."""
    for role in world.users:
        world.sessions[role] = client_of(role, world).cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, World]]:
    """Return our world and the foreign one, built once: what a request writes is undone after it.

    The facts that an act moves are not kept after each of them, a third of the time: no answer shows it.
    """
    still = mock.patch.object(kept, "keep_few", return_value=0)
    with django_db_blocker.unblock(), transaction.atomic(), still:
        both = build("notre-espace"), build("espace-voisin", marker=SENTINEL)
        kept.keep(at=timezone.now())  # as the worker does, a second after an act
        for world in both:
            open_sessions(world)
        yield both
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['url']} {row['method']}")
def test_row(row: dict[str, str], worlds: tuple[World, World]) -> None:
    world, foreign = worlds
    wrong: list[str] = []
    for role in ROLES:
        if row[role] == "-":
            continue
        wrong += problems(row, role, world)
    if row["foreign"] != "-":
        data = given("DATA", row["url"], foreign)
        url = address(row["url"], world, foreign, guest=False)
        response = ask(client_of("admin", world), row["method"], url, data)
        if seen(response) != row["foreign"]:
            wrong.append(f"foreign: {seen(response)} instead of {row['foreign']}")
        if SENTINEL in response.content.decode(errors="replace"):
            wrong.append("foreign: the sentinel is shown")
    assert not wrong, "\n".join(wrong)


def problems(row: dict[str, str], role: str, world: World) -> list[str]:
    """Return what is wrong with the answer to one role."""
    wrong = []
    data = given("DATA", row["url"], world)
    url = address(row["url"], world, world, guest=role == "guest")
    client = client_of(role, world)
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, row["method"], url, data)
    if seen(response) != row[role]:
        wrong.append(f"{role}: {seen(response)} instead of {row[role]}")
    body = response.content.decode(errors="replace")
    if SENTINEL in body:
        wrong.append(f"{role}: the sentinel is shown")
    if row["method"] == "GET":
        statements = [q["sql"] for q in queries.captured_queries]
        written = [
            m.group(2) for sql in statements if (m := WRITE.match(sql)) and m.group(2) not in FREE_TABLES
        ]
        if written:
            wrong.append(f"{role}: a GET wrote {written}")
        asked = [
            sql for sql in statements if "SAVEPOINT" not in sql and not sql.startswith(("BEGIN", "ROLLBACK"))
        ]
        if len(asked) > MAX_QUERIES:
            wrong.append(f"{role}: {len(asked)} queries")
    elif response.status_code < 400 and seen(response) != "login":
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        free = row["url"] in ONE_CLICK
        refusal = 401 if url.startswith(API) else 403
        if not free and ask(strict, row["method"], url, data).status_code != refusal:
            wrong.append(f"{role}: posted without a CSRF token")
    return wrong + protections(role, response, body)


def protections(role: str, response: HttpResponse, body: str) -> list[str]:
    """Return which browser-side protections an answer lacks."""
    wrong = []
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        wrong.append(f"{role}: content policy is {policy!r}")
    if response.headers.get("Content-Type", "").startswith("text/html") and INLINE.search(body):
        found = INLINE.search(body)
        wrong.append(f"{role}: inline code {found.group(0) if found else ''!r}")
    return wrong
