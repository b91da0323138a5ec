"""Diets and access needs: asked when a meal is served, read by who prepares, erased a month after."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from copil.meetings import wording
from copil.meetings.actions import hospitality
from copil.meetings.enums import Diet
from copil.meetings.models import Hospitality, Meeting
from copil.notifications.models import Job
from tests.factories.meetings import AT, STARTS
from tests.meetings.test_invitations import called, lucie
from tests.meetings.test_replies import token_of

MONTH = dt.timedelta(days=31)
SAID = {"reply": "yes", "diet": "vegan", "details": "Fauteuil  roulant"}


def test_every_language_says_every_diet() -> None:
    for words in wording.languages().values():
        assert all(words[f"diet_{one.value or 'none'}"] for one in Diet)


@pytest.mark.django_db
@time_machine.travel(AT, tick=False)
def test_a_meal_asks_and_who_prepares_reads(
    client: Client, client_for: Callable[[User], Client], workspace: Workspace, pilote: User, visiteur: User
) -> None:
    meeting = called(workspace, lucie(workspace))
    url = reverse("meetings:reply", args=[token_of(meeting)])
    assert "Végétalien" not in client.get(url).content.decode()
    client.post(url, SAID)
    assert not Hospitality.objects.exists(), "nothing is kept of what was not asked"
    Meeting.objects.update(meal=True)
    assert "effacé trente jours après" in client.get(url).content.decode()
    assert "Vegan" in client.get(url + "?langue=en").content.decode()
    assert client.post(url, SAID).status_code == 302
    stored = Hospitality.objects.get()
    assert (stored.diet, stored.details) == (Diet.VEGAN, "Fauteuil roulant")
    answers = reverse("meetings:answers", args=[workspace.slug, meeting.pk])
    assert "végétalien. Fauteuil roulant" in client_for(pilote).get(answers).content.decode()
    assert client_for(visiteur).get(answers).status_code == 404
    assert "Fauteuil" not in "".join(str(one.payload) for one in JournalEntry.objects.all())
    note, one = reverse("meetings:needs_note", args=[workspace.slug, meeting.pk]), stored.participant_id
    client_for(pilote).post(note, {"participant": one, "diet": "no-pork"})
    assert Hospitality.objects.get().diet == Diet.NO_PORK
    client.post(url, {**SAID, "reply": "remote"})
    assert not Hospitality.objects.exists(), "who stays away eats at home"


@pytest.mark.django_db
def test_the_answers_go_a_month_after_the_meeting(workspace: Workspace, client: Client) -> None:
    meeting = called(workspace, lucie(workspace))
    Meeting.objects.update(meal=True)
    with time_machine.travel(AT, tick=False):
        client.post(reverse("meetings:reply", args=[token_of(meeting)]), SAID)
    job = Job.objects.get(name=hospitality.FORGET)
    assert job.run_at == STARTS + dt.timedelta(hours=2, days=30)
    Meeting.objects.update(starts_at=STARTS + MONTH)
    with time_machine.travel(STARTS + MONTH, tick=False):
        hospitality.run(job)
    assert Hospitality.objects.exists(), "the meeting moved: so does the day"
    with time_machine.travel(STARTS + 3 * MONTH, tick=False):
        hospitality.run(job)
        hospitality.run(job)
    assert not Hospitality.objects.exists()
    assert JournalEntry.objects.filter(workspace=workspace, verb="forget_needs").count() == 1
