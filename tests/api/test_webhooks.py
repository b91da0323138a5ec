"""What other programs are told: from the journal, signed, tried again, set aside, and never elsewhere."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conftest import ClientFor
from copil.api import rules, sending, signing
from copil.api.actions import webhooks as actions
from copil.api.enums import DeliveryState
from copil.api.models import Delivery, Webhook
from copil.core import outbound
from copil.core.errors import ActionRefused
from copil.directory.actions import organisations
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.notifications import worker
from copil.notifications.models import Notification
from tests.factories.identity import MembershipFactory

pytestmark = pytest.mark.django_db

URL = "https://recoit.example/copil"


class Receiver:
    """Stands for the address: keeps what it is sent, answers what it is told to."""

    def __init__(self) -> None:
        self.answers: list[int | None] = []
        self.got: list[tuple[Mapping[str, str], bytes]] = []

    def post(self, url: str, *, body: bytes, headers: Mapping[str, str], limits: outbound.Limits) -> int:
        assert (url, limits.seconds) == (URL, 5.0)
        status = self.answers.pop(0) if self.answers else 204
        if status is None:
            raise outbound.Unreachable("no answer")
        self.got.append((headers, body))
        return status


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Receiver:
    made = Receiver()
    monkeypatch.setattr(outbound, "send", made.post)
    return made


@pytest.fixture
def admin(workspace: Workspace) -> User:
    return MembershipFactory.create(workspace=workspace, role=Role.ADMIN).user


@pytest.fixture
def webhook(workspace: Workspace, admin: User, now: dt.datetime) -> Webhook:
    return actions.create(
        workspace=workspace, name="Site", url=URL, families=["organisations"], by=admin, at=now
    )


def happen(workspace: Workspace, name: str) -> None:
    organisations.create(by=None, at=timezone.now(), workspace=workspace, values={"name": name})


def work() -> None:
    sending.upkeep()
    worker.run_all()


def test_what_happens_is_told_once_signed_and_says_nothing_of_anybody(
    webhook: Webhook, workspace: Workspace, receiver: Receiver
) -> None:
    happen(workspace, "Les Jardins du Rognon")
    work()
    work()
    (headers, body), *others = receiver.got
    assert others == [], "what is not of the families is not told, what was told neither"
    told = json.loads(body)
    assert told["type"] == "organisations.create"
    assert told["data"]["url"] == f"/api/v1/organisations/{told['data']['id']}"
    assert "Rognon" not in body.decode()
    key = base64.b64decode(signing.secret_of(webhook=webhook.pk, generation=1).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    proof = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{proof}"
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_a_failure_waits_then_is_set_aside_and_sent_again_by_hand(
    webhook: Webhook, workspace: Workspace, receiver: Receiver, now: dt.datetime
) -> None:
    with time_machine.travel(now, tick=False) as clock:
        happen(workspace, "Une")
        happen(workspace, "Deux")
        receiver.answers = [None]
        work()
        assert receiver.got == [], "the second one waits: the address rests"
        work()
        assert Delivery.objects.order_by("pk").values_list("attempts", flat=True)[0] == 1
        clock.shift(60)
        work()
        assert len(receiver.got) == 2
        happen(workspace, "Trois")
        receiver.answers = [500] * 10
        for _ in range(12):
            work()
            clock.shift(dt.timedelta(hours=25))
        last = Delivery.objects.latest_first()[0]
        assert (last.state, last.attempts, last.status) == (DeliveryState.SET_ASIDE, 7, 500)
        receiver.answers = []
        actions.retry(delivery=last, at=timezone.now())
        work()
        last.refresh_from_db()
        assert last.state == DeliveryState.DELIVERED
        with pytest.raises(ActionRefused):
            actions.retry(delivery=last, at=timezone.now())


def test_an_address_that_is_gone_is_paused_and_misses_nothing(
    webhook: Webhook, workspace: Workspace, receiver: Receiver, admin: User, now: dt.datetime
) -> None:
    with time_machine.travel(now, tick=False) as clock:
        happen(workspace, "Une")
        receiver.answers = [410]
        work()
        webhook.refresh_from_db()
        assert webhook.given_up
        told = Notification.objects.get(kind="api.given_up")
        assert (told.user, "Site" in told.title, URL in told.text) == (admin, True, False)
        happen(workspace, "Deux")
        clock.shift(3600)
        work()
        actions.resume(webhook=webhook, by=admin, at=timezone.now())
        work()
        assert Delivery.objects.filter(state=DeliveryState.DELIVERED).count() == 2
        assert rules.rest(1) < rules.rest(5) <= rules.rest(50) == dt.timedelta(hours=1)


def test_it_stops_with_who_answers_for_it(
    webhook: Webhook, workspace: Workspace, receiver: Receiver, admin: User
) -> None:
    Membership.objects.filter(user=admin).update(role=Role.MEMBER)
    happen(workspace, "Une")
    work()
    assert receiver.got == []
    other = MembershipFactory.create(workspace=workspace, role=Role.ADMIN).user
    values = {"name": "Site", "url": URL, "families": ["organisations"]}
    actions.update(webhook=webhook, values=values, expected=webhook.version, by=other, at=timezone.now())
    work()
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://recoit.example/",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/",
        "https://100.64.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://localhost/",
        "https://moi:secret@recoit.example/",
        "https://recoit.example:99999/",
        "ftp://recoit.example/",
        "//recoit.example/",
    ],
)
def test_only_a_public_https_address_is_taken(url: str) -> None:
    assert not outbound.is_plain_https(url)
    assert outbound.is_plain_https(URL)


def test_its_screens_are_of_the_administration(
    client_for: ClientFor, webhook: Webhook, workspace: Workspace, admin: User, pilote: User
) -> None:
    def at(name: str, **arguments: Any) -> str:
        return reverse(f"api:{name}", kwargs={"workspace": workspace.slug, **arguments})

    assert client_for(pilote).get(at("webhooks")).status_code == 403
    client = client_for(admin)
    assert "Site" in client.get(at("webhooks")).content.decode()
    client.post(at("webhook_test", pk=webhook.pk))
    delivery = Delivery.objects.get()
    Delivery.objects.update(state=DeliveryState.SET_ASIDE, status=500)
    page = client.get(at("webhook", pk=webhook.pk)).content.decode()
    assert "Mis de côté" in page
    assert signing.secret_of(webhook=webhook.pk, generation=1) not in page
    client.post(at("delivery_retry", pk=delivery.pk))
    assert Delivery.objects.get().state == DeliveryState.QUEUED
    sent = {"name": "Site", "url": "https://192.168.1.1/", "families": ["taches"], "version": webhook.version}
    assert "adresse publique" in client.post(at("webhook_edit", pk=webhook.pk), sent).content.decode()
    stale = client.post(at("webhook_edit", pk=webhook.pk), {**sent, "url": URL, "version": 0})
    assert stale.status_code == 409
    client.post(at("webhook_pause", pk=webhook.pk))
    client.post(at("webhook_remove", pk=webhook.pk))
    assert client.get(at("webhook", pk=webhook.pk)).status_code == 404
