"""The link of a mail that stops such mails, opened and asked by fifty at once: one choice is kept."""

import threading

import pytest
from django.db import connection, connections
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from copil.identity.models import Workspace
from copil.notifications import links
from copil.notifications.actions import choosing, write
from copil.notifications.models import OutboxMessage, Preference


@pytest.mark.django_db(transaction=True)
def test_fifty_concurrent_uses_of_the_stopping_link_keep_one_choice(workspace: Workspace) -> None:
    message = write(
        kind="governance.letter_sent", email="ines@ville.example", text="Bonjour", at=timezone.now(),
        workspace=workspace,
    )  # fmt: skip
    address = f"/courriels/arreter/{links.token_of(message.pk)}/"
    assert Client().get(address).status_code == 200
    assert not Preference.objects.exists()
    start, wrong = threading.Barrier(50), []

    def use() -> None:
        start.wait()
        try:
            while not stopped():
                pass
        except Exception as error:  # noqa: BLE001  # told by the test itself
            wrong.append(error)
        finally:
            connections.close_all()

    def stopped() -> bool:
        try:
            choosing.stop(message=message, at=timezone.now())
        except OperationalError:  # locked: a database in memory refuses to wait, a file waits
            return False
        return True

    threads = [threading.Thread(target=use) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.ensure_connection()
    assert wrong == []
    kept = Preference.objects.get()
    assert (kept.email, kept.kind, kept.pace) == ("ines@ville.example", "governance.letter_sent", "never")
    assert OutboxMessage.objects.count() == 1
    assert Client().post(address, {"reprendre": "1"}).status_code == 200
    assert not Preference.objects.exists()
