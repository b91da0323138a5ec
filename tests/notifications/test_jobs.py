"""Jobs and messages: at least once, never lost, set aside when hopeless."""

import datetime as dt
import os
import signal
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from copil.identity.models import Workspace
from copil.notifications import jobs, outbox, worker
from copil.notifications.actions import write
from copil.notifications.enums import JobState, MessageState
from copil.notifications.models import Job, OutboxMessage
from tests.at_once import at_once

pytestmark = pytest.mark.django_db

CALLS: list[str] = []


def note(job: Job) -> None:
    CALLS.append(job.payload["word"])


def fail(job: Job) -> None:
    raise ValueError("no")


@pytest.fixture(autouse=True)
def handlers(settings: Settings) -> None:
    CALLS.clear()
    settings.JOBS = {**settings.JOBS, **{name: f"{__name__}.{name}" for name in ("note", "fail")}}


def test_jobs_run_in_order_once_due() -> None:
    now = timezone.now()
    jobs.enqueue(name="note", payload={"word": "deux"}, at=now)
    jobs.enqueue(name="note", payload={"word": "un"}, at=now - dt.timedelta(minutes=1))
    jobs.enqueue(name="note", payload={"word": "demain"}, at=now + dt.timedelta(days=1))
    assert worker.run_all() == 2
    assert CALLS == ["un", "deux"]
    assert Job.objects.filter(state=JobState.QUEUED).count() == 1


def test_a_leased_job_is_nobody_elses_until_its_worker_dies() -> None:
    now = timezone.now()
    jobs.enqueue(name="note", payload={"word": "un"}, at=now)
    first = jobs.lease_next(at=now)
    assert first is not None
    assert jobs.lease_next(at=now) is None
    later = now + jobs.LEASE + dt.timedelta(seconds=1)
    second = jobs.lease_next(at=later)
    assert second is not None
    assert second.pk == first.pk
    assert second.attempts == 2
    assert not jobs.beat(first, at=later)
    assert jobs.beat(second, at=later, done=3, total=9)
    jobs.run(first, at=later)
    assert Job.objects.get().state == JobState.RUNNING  # the one who lost the lease ends nothing
    jobs.run(second, at=later)
    ended = Job.objects.get()
    assert (ended.state, ended.progress_done, ended.progress_total) == (JobState.DONE, 3, 9)


def test_a_failing_job_is_tried_again_later_then_set_aside() -> None:
    now = timezone.now()
    jobs.enqueue(name="fail", payload={}, at=now)
    waits = []
    for _ in range(jobs.MAX_ATTEMPTS):
        due = Job.objects.get().run_at
        job = jobs.lease_next(at=due)
        assert job is not None
        jobs.run(job, at=due)
        waits.append(Job.objects.get().run_at - due)
    ended = Job.objects.get()
    assert ended.state == JobState.SET_ASIDE
    assert ended.last_error == "ValueError: no"
    assert waits[0] < waits[1] < waits[2] < waits[3]
    assert jobs.lease_next(at=now + dt.timedelta(days=9)) is None


def test_an_unknown_job_is_set_aside_and_the_worker_goes_on() -> None:
    now = timezone.now()
    jobs.enqueue(name="unknown", payload={}, at=now)
    jobs.enqueue(name="note", payload={"word": "un"}, at=now)
    assert worker.run_all() == 2
    assert CALLS == ["un"]
    assert Job.objects.get(name="unknown").state == JobState.SET_ASIDE


def test_a_unique_key_waits_once_and_can_come_back() -> None:
    now = timezone.now()
    first = jobs.enqueue(name="note", payload={"word": "un"}, at=now, unique_key="k")
    again = jobs.enqueue(name="note", payload={"word": "deux"}, at=now, unique_key="k")
    assert first.pk == again.pk
    worker.run_all()
    assert jobs.enqueue(name="note", payload={"word": "trois"}, at=now, unique_key="k").pk != first.pk


def test_what_is_asked_while_the_same_runs_is_done_after(workspace: Workspace) -> None:
    now = timezone.now()
    running = jobs.enqueue(name="note", payload={"word": "un"}, workspace=workspace, at=now, unique_key="k")
    leased = jobs.lease_next(at=now)
    assert leased is not None
    late = now - dt.timedelta(seconds=1)
    jobs.enqueue(name="note", payload={"word": "deux"}, workspace=workspace, at=late, unique_key="k")
    payloads = {"k": {"word": "trois"}, "l": {"word": "quatre"}}
    jobs.enqueue_many(name="note", payloads=payloads, workspace=workspace, at=now)
    assert jobs.lease_next(at=late) is None
    jobs.run(leased, at=now)
    again = Job.objects.get(unique_key="k")
    assert (again.state, again.attempts, again.workspace, again.run_at) == (
        JobState.QUEUED,
        0,
        workspace,
        late,
    )
    assert worker.run_all() == 2
    assert CALLS == ["un", "deux", "quatre"]  # once more, however often it was asked
    assert Job.objects.get(pk=running.pk).state == JobState.DONE


def test_many_asked_while_the_same_runs_are_done_after(workspace: Workspace) -> None:
    now = timezone.now()
    jobs.enqueue_many(name="note", payloads={"k": {"word": "un"}}, workspace=workspace, at=now)
    leased = jobs.lease_next(at=now)
    assert leased is not None
    jobs.enqueue_many(name="note", payloads={"k": {"word": "deux"}}, workspace=workspace, at=now)
    jobs.run(leased, at=now)
    assert worker.run_all() == 1
    assert CALLS == ["un", "deux"]


def test_what_is_asked_while_the_same_fails_is_done_after() -> None:
    now = timezone.now()
    jobs.enqueue(name="fail", payload={}, at=now, unique_key="k")
    Job.objects.update(attempts=jobs.MAX_ATTEMPTS - 1)
    leased = jobs.lease_next(at=now)
    assert leased is not None
    jobs.enqueue(name="note", payload={"word": "après"}, at=now, unique_key="k")
    later = now + 2 * jobs.LEASE
    other = jobs.lease_next(at=later)  # its worker died: another one ends it
    assert other is not None
    jobs.run(leased, at=later)
    assert Job.objects.get(unique_key="k").state == JobState.RUNNING
    jobs.run(other, at=later)
    assert worker.run_all() == 1
    assert CALLS == ["après"]
    assert Job.objects.get(name="fail").state == JobState.SET_ASIDE


def test_what_waits_is_not_taken_before_the_one_who_asks_has_written() -> None:
    """A job due now, asked again, is locked; one due later is left to the others."""
    now = timezone.now()
    for key, at in (("near", now), ("far", now + dt.timedelta(days=1))):
        jobs.enqueue(name="note", payload={"word": key}, at=at, unique_key=key)
        with CaptureQueriesContext(connection) as asked:
            jobs.enqueue(name="note", payload={"word": key}, at=at, unique_key=key)
        assert len(asked) == (3 if key == "near" else 2)
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_unique_key_asked_at_the_same_instant_loses_no_act() -> None:
    now = timezone.now()
    told: list[Job] = []

    def act(number: int) -> None:
        with transaction.atomic():
            told.append(jobs.enqueue(name="note", payload={"word": "un"}, at=now, unique_key="k"))
            jobs.enqueue(name="note", payload={"word": f"{number}"}, at=now)

    at_once(act, times=12)
    assert len({job.pk for job in told}) == 1
    assert Job.objects.count() == 1 + 12


def test_a_message_is_sent_once_with_a_stable_identifier() -> None:
    message = write(
        kind="account.invitation", email="lea@marne.example", text="Vous êtes invitée.", at=timezone.now()
    )
    worker.run_all()
    outbox.send(Job(payload={"message": str(message.pk), "attempt": 0}))  # a job that runs twice
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    assert sent.extra_headers["Message-ID"] == message.message_id
    assert "Vous êtes invitée." in sent.body
    assert OutboxMessage.objects.get().state == MessageState.SENT


def test_the_worker_waits_for_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def once() -> bool:
        asked.append(len(asked))
        if len(asked) < 3:
            raise OperationalError("could not connect to server")
        os.kill(os.getpid(), signal.SIGTERM)
        return False

    monkeypatch.setattr(worker, "run_once", once)
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(worker, "connection", SimpleNamespace(close=lambda: None))
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        worker.run()
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert len(asked) == 3
    monkeypatch.setattr(worker, "run_once", lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        worker.run()
