"""A link opens what it was sent for: at every other address its secret is worth any word."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink
from tests.access.test_matrix import addresses, ask, client_of, takes, worlds
from tests.access.world import World, given

pytestmark = [pytest.mark.django_db, pytest.mark.audit]

__all__ = ["worlds"]
UNKNOWN = "x" * 43
SAME = {frozenset({"meetings:desk", "meetings:desk_sync"})}
"""Addresses that one secret opens together."""


def entries(world: World) -> dict[str, str]:
    """Return the secret of each address that is opened by one."""
    opened = {
        name: given("ARGUMENTS", name, world).get("token", "") for name in addresses() if by_secret(name)
    }
    assert all(opened.values()), [name for name, secret in opened.items() if not secret]
    return opened


def by_secret(name: str) -> bool:
    """Tell whether an address of the pages holds a secret."""
    return name.partition(":")[0] not in {"", "api"} and "token" in takes(name)


def stolen(world: World) -> Iterator[tuple[str, str, str]]:
    """Return each address with each secret made for another one, and that other's name."""
    made = entries(world)
    for name in made:
        for other, secret in made.items():
            if secret != made[name] and frozenset({name, other}) not in SAME:
                yield name, other, secret


def of_another_purpose(world: World) -> Iterator[tuple[str, str, str]]:
    """Return each address with a secret on the very object that it opens, made for each other purpose."""
    at = timezone.now()
    for name, secret in entries(world).items():
        own = SignedLink.objects.filter(token_digest=links.digest_of(secret)).first()
        for purpose in LinkPurpose if own else ():
            if own and purpose != own.purpose:
                target = (own.object_kind, own.object_id)
                yield (
                    name,
                    purpose,
                    links.issue(
                        workspace=own.workspace,
                        purpose=purpose,
                        target=target,
                        at=at,
                        lifetime=dt.timedelta(days=1),
                    ),
                )


def said(world: World, name: str, secret: str, method: str) -> tuple[int, str]:
    """Return the status, and where it leads, of an address that is asked with a secret."""
    sent: dict[str, Any] = given("DATA", name, world)
    arguments = {**given("ARGUMENTS", name, world), "token": secret}
    answer = ask(client_of("anonymous", world), method, reverse(name, kwargs=arguments), sent)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_secret_opens_no_other_address(worlds: tuple[World, World]) -> None:
    world = worlds[0]
    made = entries(world)
    pairs = [*stolen(world), *of_another_purpose(world)]
    assert len(pairs) > 400
    for method in ("GET", "POST"):
        unknown = {name: said(world, name, UNKNOWN, method) for name in made}
        assert all(status >= 400 for status, _ in unknown.values()), unknown
        opened = [pair[:2] for pair in pairs if said(world, pair[0], pair[2], method) != unknown[pair[0]]]
        assert opened == []
    shut = [
        name
        for name, own in made.items()
        if said(world, name, own, "GET") == said(world, name, UNKNOWN, "GET")
    ]
    assert shut == ["meetings:desk_sync"]  # which is only posted to
