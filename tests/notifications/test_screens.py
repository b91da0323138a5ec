"""The list, the preferences, the link of a mail, the mails that did not arrive."""

import datetime as dt
from email.message import EmailMessage as Mime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import ClientFor
from copil.identity.models import Membership, User, Workspace
from copil.notifications import actions, bounces, links, outbox, recipients
from copil.notifications.actions import mending
from copil.notifications.enums import MessageState, Pace
from copil.notifications.models import Bounce, Notification, OutboxMessage, Preference

pytestmark = pytest.mark.django_db
KIND = "library.review_asked"


def tell(workspace: Workspace, user: User, title: str = "Une fiche à relire") -> Notification:
    (told,) = actions.notify(
        kind=KIND,
        workspace=workspace,
        to=[recipients.account(user)],
        title=title,
        path=f"/e/{workspace.slug}/",
        at=timezone.now(),
    )
    return told


def test_the_bell_counts_what_is_not_read(
    workspace: Workspace, pilote: User, membre: User, client_for: ClientFor
) -> None:
    for number in range(3):
        tell(workspace, pilote, f"Fiche {number}")
    told, client = tell(workspace, membre, "Celle d’Yves"), client_for(pilote)
    page = client.get("/e/reseau-marne/notifications/").content.decode()
    assert "Notifications : 3 non lues" in page
    assert "Celle d’Yves" not in page
    mine = Notification.objects.get(title="Fiche 1")
    opened = client.post(f"/e/reseau-marne/notifications/{mine.pk}/ouvrir/")
    assert opened["Location"] == "/e/reseau-marne/"
    assert client.post(f"/e/reseau-marne/notifications/{told.pk}/lue/").status_code == 404
    assert Membership.objects.get(user=pilote).unread == 2
    unread = client.get("/e/reseau-marne/notifications/?etat=non-lues&sujet=Expériences").content.decode()
    assert "Fiche 1" not in unread
    client.post(f"/e/reseau-marne/notifications/{mine.pk}/lue/")
    assert Membership.objects.get(user=pilote).unread == 3
    before = (timezone.now() - dt.timedelta(hours=1)).isoformat()
    client.post("/e/reseau-marne/notifications/tout-lire/", {"until": before})
    assert Membership.objects.get(user=pilote).unread == 3
    client.post("/e/reseau-marne/notifications/tout-lire/", {"until": timezone.now().isoformat()})
    assert Membership.objects.get(user=pilote).unread == 0


def test_a_link_stops_without_login_nor_cookie_and_gives_back(workspace: Workspace, membre: User) -> None:
    tell(workspace, membre)
    address = links.stop_address(OutboxMessage.objects.get().pk).removeprefix("http://testserver")
    address = reverse("notifications:stop", args=[address.rstrip("/").rpartition("/")[2]])
    scanner = Client(enforce_csrf_checks=True)
    page = scanner.get(address)
    assert membre.email not in page.content.decode()
    assert not page.cookies
    assert not Preference.objects.exists()
    for _ in range(2):
        assert scanner.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get().pace == Pace.NEVER
    tell(workspace, membre, "Une autre")
    assert OutboxMessage.objects.count() == 1
    scanner.post(address, {"reprendre": "oui"})
    assert not Preference.objects.exists()
    assert scanner.get(address[:-3] + "/").status_code == 404
    old = timezone.now() - links.LIFETIME
    OutboxMessage.objects.update(created_at=old)
    assert scanner.post(address).status_code == 404
    assert not Preference.objects.exists()
    other = actions.write(kind="account.password", email=membre.email, text="x", at=timezone.now())
    stolen = reverse("notifications:stop", args=[links.token_of(other.pk)])
    assert "rien à arrêter" in scanner.post(stolen).content.decode()
    assert not Preference.objects.exists()


def report(message: OutboxMessage, *, status: str = "5.1.1", number: int = 0) -> bytes:
    """Write what a mail server answers."""
    answer = Mime()
    answer["Subject"] = f"Undelivered {number}"
    answer.set_content("Sorry")
    answer.make_mixed()
    text = (
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; x@y.example\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 no such user\n"
    )
    original = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {message.message_id}\nSubject: x\n"
    body = answer.as_string()
    boundary = answer.get_boundary()
    return body.replace(
        f"--{boundary}--", f"--{boundary}\n{text}\n--{boundary}\n{original}\n--{boundary}--"
    ).encode()


def test_what_comes_back_three_times_is_shown_and_cleared(
    workspace: Workspace, pilote: User, membre: User, client_for: ClientFor, tmp_path: Path
) -> None:
    at = timezone.now()
    message = actions.write(
        kind="account.invitation", email="lea@marne.example", text="Venez.", workspace=workspace, at=at
    )
    for number in range(3):
        (tmp_path / str(number)).write_bytes(report(message, number=number))
    (tmp_path / "soft").write_bytes(report(message, status="4.2.2"))
    (tmp_path / "other").write_bytes(b"Subject: Bonjour\n\nRien.")
    for _ in range(2):
        for content in bounces.read(tmp_path):
            found = bounces.understand(content)
            if found is not None:
                mending.note_bounce(returned=found, at=at)
    assert Bounce.objects.count() == 3
    outbox.attempt_to_send(message.pk, attempt=0, at=at)
    message.refresh_from_db()
    assert message.state == MessageState.SET_ASIDE
    page = client_for(pilote).get("/e/reseau-marne/courriels/").content.decode()
    assert "550 no such user" in page
    assert client_for(membre).get("/e/reseau-marne/courriels/").status_code == 403
    client = client_for(pilote)
    retry = f"/e/reseau-marne/courriels/{message.pk}/renvoyer/"
    client.post(retry, headers={"referer": "http://testserver/"})
    assert OutboxMessage.objects.get().state == MessageState.SET_ASIDE
    client.post("/e/reseau-marne/courriels/adresses/ecrire-de-nouveau/", {"email": "lea@marne.example"})
    assert client.post(retry).status_code == 302
    assert OutboxMessage.objects.get().state == MessageState.QUEUED


def test_preferences_are_kept(pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    page = client.get("/compte/notifications/")
    values = {field.html_name: "daily" for _, fields in page.context["form"].families for field in fields}
    assert client.post("/compte/notifications/", {**values, "hour": "7", "weekday": "4"}).status_code == 302
    assert set(Preference.objects.values_list("pace", flat=True)) == {"daily"}
    assert "daily" in client.get("/compte/notifications/").content.decode()
