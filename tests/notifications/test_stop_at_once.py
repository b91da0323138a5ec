"""The link of a mail that stops such mails, opened and asked by fifty at once: one choice is kept."""

import pytest
from django.test import Client
from django.utils import timezone

from copil.identity.models import Workspace
from copil.notifications import links
from copil.notifications.actions import choosing, write
from copil.notifications.models import OutboxMessage, Preference
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_fifty_concurrent_uses_of_the_stopping_link_keep_one_choice(workspace: Workspace) -> None:
    message = write(
        kind="governance.letter_sent", email="ines@ville.example", text="Bonjour", at=timezone.now(),
        workspace=workspace,
    )  # fmt: skip  # a table reads by its lines
    address = f"/courriels/arreter/{links.token_of(message.pk)}/"
    assert Client().get(address).status_code == 200
    assert not Preference.objects.exists()
    at_once(lambda _: choosing.stop(message=message, at=timezone.now()))
    kept = Preference.objects.get()
    assert (kept.email, kept.kind, kept.pace) == ("ines@ville.example", "governance.letter_sent", "never")
    assert OutboxMessage.objects.count() == 1
    assert Client().post(address, {"reprendre": "1"}).status_code == 200
    assert not Preference.objects.exists()
