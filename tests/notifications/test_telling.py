"""What is told, to whom, in how many mails."""

import datetime as dt
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.identity.models import Membership, User, Workspace, reference
from copil.notifications import actions, delivery, outbox, recipients, worker
from copil.notifications.actions.choosing import choose
from copil.notifications.enums import MessageState, Pace
from copil.notifications.models import Bounce, Job, Notification, OutboxMessage
from tests.factories.needs import ProblemSheetFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 10, 6, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SLOW, URGENT = "needs.opinion_given", "library.review_asked"


def tell(workspace: Workspace, user: User, *, at: dt.datetime = AT, kind: str = SLOW, **more: object) -> None:
    values = {"title": "Un avis est arrivé", "path": "/e/reseau-marne/", **more}
    actions.notify(kind=kind, workspace=workspace, to=[recipients.account(user)], at=at, **values)  # type: ignore[arg-type]  # a test's own values


def deliver(workspace: Workspace, user: User, *, at: dt.datetime) -> int:
    return delivery.deliver(workspace_id=workspace.pk, user_id=user.pk, email="", at=at)


def test_ten_changes_on_one_thing_in_an_hour_are_one_mail_that_lists_them(
    workspace: Workspace, membre: User
) -> None:
    sheet = ProblemSheetFactory.create(workspace=workspace)
    for number in range(10):
        at = AT + number * dt.timedelta(minutes=5)
        tell(workspace, membre, at=at, title=f"Avis n° {number}", obj=reference(sheet))
    tell(workspace, membre, at=AT + HOUR / 2, title="Avis n° 3", obj=reference(sheet))
    assert OutboxMessage.objects.count() == 0
    assert Job.objects.filter(name=delivery.DELIVER).count() == 1
    assert deliver(workspace, membre, at=AT + HOUR) == 1
    assert deliver(workspace, membre, at=AT + HOUR) == 0  # a job that runs twice
    message = OutboxMessage.objects.get()
    assert all(f"Avis n°\u00a0{number}" in message.body for number in range(10))
    assert "Vous recevez ce message parce que vous coordonnez" in message.body
    assert Membership.objects.get(user=membre).unread >= 10


def test_what_has_left_keeps_its_words_without_the_secret_of_its_link(settings: Any) -> None:
    settings.DEMO, secret = False, "hX3kPq-9TtY_2vBnM4wZ"
    url = f"https://copil.example.org/vote/{secret}/"
    posted = actions.write(kind="account.new_email", email="a@marne.example", text="Bonjour.", url=url, at=AT)
    assert secret in posted.body
    worker.run_all()
    assert secret in mail.outbox[0].body
    posted.refresh_from_db()
    assert posted.state == MessageState.SENT
    assert "Bonjour." in posted.body
    assert "https://copil.example.org/vote/…/" in posted.body
    assert (posted.html, posted.calendar) == ("", "")
    assert secret not in str(OutboxMessage.objects.values().get())


def test_the_urgent_leaves_at_once_and_nobody_is_told_their_own_acts(
    workspace: Workspace, membre: User, pilote: User
) -> None:
    tell(workspace, membre, kind=URGENT, by=pilote)
    tell(workspace, membre, kind=URGENT, by=membre)
    tell(workspace, membre, kind=URGENT, draft=True)
    assert OutboxMessage.objects.get().recipient == membre.email
    assert Notification.objects.count() == 1


def test_somebody_who_leaves_before_the_mail_receives_nothing(workspace: Workspace, membre: User) -> None:
    tell(workspace, membre, at=timezone.now(), kind=URGENT, title="Secret")
    tell(workspace, membre, at=timezone.now() - HOUR, title="Autre secret")
    Membership.objects.filter(user=membre).update(suspended_at=timezone.now())
    worker.run_all()
    assert mail.outbox == []
    withdrawn = OutboxMessage.objects.get()
    assert (withdrawn.state, withdrawn.body, withdrawn.html) == (MessageState.WITHDRAWN, "", "")


def test_an_object_put_away_or_read_about_is_not_written_about(workspace: Workspace, membre: User) -> None:
    gone = ProblemSheetFactory.create(workspace=workspace)
    tell(workspace, membre, obj=reference(gone), title="Disparu")
    type(gone).objects.filter(pk=gone.pk).update(archived_at=AT)
    tell(workspace, membre, title="Déjà lu")
    read = Notification.objects.get(title="Déjà lu")
    actions.mark_read(notification=read, by=membre, at=AT)
    assert deliver(workspace, membre, at=AT + HOUR) == 0
    assert Notification.objects.filter(dropped_at__isnull=False).count() == 2


def test_each_chooses_a_pace_and_a_digest_gathers(workspace: Workspace, membre: User) -> None:
    choose(user=membre, paces={SLOW: Pace.DAILY, URGENT: Pace.NEVER}, hour=7, weekday=2, at=AT)
    tell(workspace, membre, title="Premier")
    tell(workspace, membre, title="Second", at=AT + HOUR)
    tell(workspace, membre, kind=URGENT, title="Tu")
    assert deliver(workspace, membre, at=AT + 2 * HOUR) == 0
    assert deliver(workspace, membre, at=dt.datetime(2026, 10, 7, 5, 0, tzinfo=dt.UTC)) == 1
    message = OutboxMessage.objects.get()
    assert message.subject.replace("\u00a0", " ") == "Votre résumé du mercredi 7 octobre 2026"
    assert "Premier" in message.body
    assert "Second" in message.body
    assert "Tu" not in message.body
    assert Notification.objects.filter(title="Tu", due_at=None).exists()


def test_a_mail_server_that_is_down_is_tried_again_then_it_is_said(
    workspace: Workspace, membre: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise ConnectionRefusedError("no server")

    tell(workspace, membre, kind=URGENT)
    message = OutboxMessage.objects.get()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    for attempt in range(8):
        outbox.attempt_to_send(message.pk, attempt=attempt, at=AT)
        outbox.attempt_to_send(message.pk, attempt=attempt, at=AT)  # a job that runs twice
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SET_ASIDE, 8)
    assert Job.objects.filter(name=outbox.SEND).count() == 8
    assert "ConnectionRefusedError" in message.last_error


def test_a_mail_says_who_writes_why_and_how_to_stop(workspace: Workspace, membre: User) -> None:
    tell(workspace, membre, kind=URGENT, text="Relisez.\n\nMerci.", label="Relire", at=timezone.now())
    worker.run_all()
    sent = mail.outbox[0]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"].strip("<>") in sent.body
    assert workspace.name in str(make_header(decode_header(sent.from_email)))
    html, kind = sent.alternatives[0]  # type: ignore[attr-defined]  # a mail with two bodies
    assert kind == "text/html"
    assert '<html lang="fr">' in html
    assert "src=" not in html
    assert "style" not in html
    assert membre.get_full_name() not in sent.subject


def test_an_address_that_keeps_coming_back_is_refused_aloud(workspace: Workspace) -> None:
    values = {"kind": "account.invitation", "email": "lea@marne.example", "text": "Venez.", "at": AT}
    message = actions.write(**values, workspace=workspace)  # type: ignore[arg-type]  # a test's own values
    for number in range(3):
        Bounce.objects.create(message=message, email="lea@marne.example", digest=str(number))
    with pytest.raises(ActionRefused, match="revenus"):
        actions.write(**values, workspace=workspace)  # type: ignore[arg-type]  # a test's own values
