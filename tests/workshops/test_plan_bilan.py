"""The review that closes the groups: written, its lessons, its committee, its decision, what it proves."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from copil.governance.models import Decision
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings import actions as meetings
from copil.meetings.models import Meeting
from copil.workshops.actions import bilans
from copil.workshops.evidence import bilans as bilan_evidence
from copil.workshops.models import Bilan, Lesson
from copil.workshops.rules import bilans as bilan_rules
from tests.counting import queries_of
from tests.factories.governance import body_of
from tests.factories.initiatives import InitiativeFactory

ClientFor = Callable[[User], Client]
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 12, number, 17, tzinfo=dt.UTC)


def test_the_last_committee_stands_between_the_groups_and_the_restitution() -> None:
    def said(*days: int | None) -> tuple[bool | None, str]:
        last, committee, restitution = (day(one) if one else None for one in days)
        told = bilan_rules.order(last_session=last, committee=committee, restitution=restitution)
        return told.holds, told.sentence.replace("\u00a0", " ")

    assert said(1, 5, 9)[0] is True
    assert said(None, 5, 9)[0] is True
    assert said(6, 5, 9) == (False, "Un groupe se réunit encore le 6 décembre 2026, après ce comité.")
    assert said(1, 9, 9)[0] is False
    assert said(1, 5, None)[0] is None
    assert said(1, None, 9)[0] is None


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made: Initiative = InitiativeFactory.create(workspace=workspace)
    return made


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"workshops:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def held(initiative: Initiative, kind: str, starts_at: dt.datetime) -> Meeting:
    values = {"kind": kind, "title": f"Réunion {kind}", "duration": 60, "place": "", "starts_at": starts_at}
    return meetings.prepare(
        workspace=initiative.workspace, initiative=initiative, values=values, by=None, at=AT
    )


LESSON = {"kind": "worked", "text": "Trois réunions suffisent", "evidence": "", "audience": "Les animateurs"}


@pytest.mark.django_db
def test_a_review_is_written_and_its_lessons_noted(
    client_for: ClientFor,
    pilote: User,
    membre: User,
    visiteur: User,
    workspace: Workspace,
    initiative: Initiative,
) -> None:
    client, page = client_for(pilote), at(workspace, "bilan", pk=initiative.pk)
    assert "Aucun enseignement" in client.get(page).content.decode()
    assert client.post(at(workspace, "lesson_add", pk=initiative.pk), LESSON).status_code == 302
    lesson = Lesson.objects.get()
    shown = client_for(membre).get(page).content.decode()
    assert "Trois réunions suffisent" in shown
    assert "Mettre de côté" not in shown
    assert client_for(visiteur).get(page).status_code == 404
    facts = bilan_evidence.provide([initiative.pk])[initiative.pk][bilan_evidence.LESSONS]
    assert not facts.complete
    assert facts.object_id == initiative.pk
    edit = at(workspace, "lesson_edit", pk=initiative.pk, lesson=lesson.pk)
    told = {**LESSON, "evidence": "34 présents sur 36", "version": "1"}
    assert client.post(edit, told).status_code == 302
    assert client.post(edit, {**told, "text": "Autre chose"}).status_code == 409
    assert bilan_evidence.provide([initiative.pk])[initiative.pk][bilan_evidence.LESSONS].complete
    client.post(at(workspace, "lesson_remove", pk=initiative.pk, lesson=lesson.pk))
    assert bilan_evidence.provide([initiative.pk]) == {}
    client.post(at(workspace, "lesson_restore", pk=initiative.pk, lesson=lesson.pk))
    assert Lesson.objects.current().count() == 1


@pytest.mark.django_db
def test_the_body_decides_of_what_follows(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    client = client_for(pilote)
    committee, restitution = held(initiative, "steering", day(5)), held(initiative, "restitution", day(9))
    body = body_of(workspace, initiative=initiative)
    ask = at(workspace, "bilan_decision", pk=initiative.pk)
    given = {"body": str(body.pk), "on": "2026-12-05"}
    assert "Dites d’abord" in client.post(ask, given).content.decode()
    edit = at(workspace, "bilan_edit", pk=initiative.pk)
    data = {
        "verdict": "adapt",
        "manner": "Deux groupes au lieu de trois",
        "committee": str(committee.pk),
        "restitution": str(restitution.pk),
        "version": "0",
    }
    assert client.post(edit, data).status_code == 302
    assert client.post(edit, {**data, "manner": "Un seul"}).status_code == 409
    assert "après les groupes et avant la restitution" in client.get(
        at(workspace, "bilan", pk=initiative.pk)
    ).content.decode().replace("\u00a0", " ")
    assert client.post(ask, given).status_code == 302
    decision = Decision.objects.get()
    assert (decision.topic, decision.subject_kind) == ("continuation", "workshops.bilan")
    assert decision.subject_id == Bilan.objects.get().pk
    assert "Deux groupes" in decision.consequences
    file = client.get(at(workspace, "bilan_file", pk=initiative.pk, file_format="html"))
    assert "Poursuivre autrement" in file.content.decode()
    assert client.get(at(workspace, "bilan_file", pk=initiative.pk, file_format="exe")).status_code == 404


@pytest.mark.django_db
def test_the_page_asks_as_much_with_many_lessons(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    client, page = client_for(pilote), at(workspace, "bilan", pk=initiative.pk)
    bilans.add_lesson(initiative=initiative, values=LESSON, by=pilote, at=AT)
    few = queries_of(client, page)
    for number in range(20):
        bilans.add_lesson(initiative=initiative, values={**LESSON, "text": f"{number}"}, by=pilote, at=AT)
    assert queries_of(client, page) == few
