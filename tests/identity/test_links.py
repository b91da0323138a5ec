"""Signed links: bound to a purpose, spent once, found by nobody else."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection, connections

from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, Workspace

LIFETIME = dt.timedelta(hours=1)
TARGET = ("accounts.invitation", uuid.UUID(int=1))


def issue(workspace: Workspace, now: dt.datetime, *, single_use: bool = True) -> str:
    return links.issue(
        workspace=workspace,
        purpose=LinkPurpose.INVITATION,
        target=TARGET,
        at=now,
        lifetime=LIFETIME,
        single_use=single_use,
    )


@pytest.mark.django_db
def test_only_the_digest_is_kept(workspace: Workspace, now: dt.datetime) -> None:
    token = issue(workspace, now)
    stored = SignedLink.objects.get()
    assert len(token) >= 43  # 256 bits in base 64
    assert token not in {str(value) for value in vars(stored).values()}
    assert stored.token_digest == links.digest_of(token)


@pytest.mark.django_db
def test_finding_does_not_consume_and_spending_does(workspace: Workspace, now: dt.datetime) -> None:
    token = issue(workspace, now)
    found = [links.find(token, purpose=LinkPurpose.INVITATION, at=now) for _ in range(3)]
    link = found[-1]
    assert link is not None
    assert links.redeem(link, at=now)
    assert not links.redeem(link, at=now)
    assert links.find(token, purpose=LinkPurpose.INVITATION, at=now) is None


@pytest.mark.django_db
def test_an_expired_unknown_or_revoked_link_opens_nothing(workspace: Workspace, now: dt.datetime) -> None:
    token = issue(workspace, now)
    late = now + LIFETIME
    assert links.find(token, purpose=LinkPurpose.INVITATION, at=late) is None
    assert links.find(token + "x", purpose=LinkPurpose.INVITATION, at=now) is None
    link = links.find(token, purpose=LinkPurpose.INVITATION, at=now)
    assert link is not None
    assert not links.redeem(link, at=late)
    assert links.revoke(target=TARGET, at=now) == 1
    assert links.find(token, purpose=LinkPurpose.INVITATION, at=now) is None
    assert not links.redeem(link, at=now)


@pytest.mark.django_db
def test_a_reusable_link_opens_as_often_as_needed(workspace: Workspace, now: dt.datetime) -> None:
    token = issue(workspace, now, single_use=False)
    link = links.find(token, purpose=LinkPurpose.INVITATION, at=now)
    assert link is not None
    assert links.redeem(link, at=now)
    assert links.redeem(link, at=now)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_concurrent_redemptions_one_wins(workspace: Workspace, now: dt.datetime) -> None:
    token = issue(workspace, now)
    link = links.find(token, purpose=LinkPurpose.INVITATION, at=now)
    assert link is not None
    won: list[bool] = []
    start = threading.Barrier(50)

    def redeem() -> None:
        start.wait()
        try:
            won.append(links.redeem(link, at=now))
        finally:
            connections[connection.alias].close()

    threads = [threading.Thread(target=redeem) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 50
    assert won.count(True) == 1
