"""The launch event of the demonstration with its registrations, and a form that was answered."""

import datetime as dt
import uuid
from typing import Any

from copil.initiatives.models import Initiative
from copil.meetings import actions as meetings
from copil.meetings.actions import registering, registration_page
from copil.meetings.actions.registering import Typed
from copil.meetings.models import Meeting, Registration, RegistrationPage
from copil.meetings.permissions import MeetingRights
from copil.pages.demo.source import PARIS, Cast, Row, morning, read
from copil.surveys import actions as surveys
from copil.surveys.content import Choice, Question
from copil.surveys.models import Survey, SurveyVersion

_ALL_RIGHTS = MeetingRights(may_prepare=True, may_approve=True, may_propose=True)


def load_registrations(cast: Cast) -> None:
    """Call the launch event and have people register; ask a form and have it answered."""
    content = read("registrations")
    _load_event(cast, content["event"])
    _load_survey(cast, content["survey"])


def _load_event(cast: Cast, row: Row) -> None:
    by, page = cast.users[row["by"]], _open(cast, row)
    called = morning(_day(cast, row["called_on"]))
    survey = registration_page.begin_questions(meeting=page.meeting, by=by, at=called)
    version = _ask(survey, row["questions"], by=by, at=called)
    for one in row["registered"]:
        person = cast.people[one["person"]]
        typed = Typed(
            given_name=person.given_name,
            family_name=person.family_name,
            email=person.email,
            organisation=one["organisation"],
            values=_values(version, one["answers"], today=cast.today),
            asked=version,
        )
        registering.register(page=page, typed=typed, at=morning(_day(cast, one["day"])))
    for ref in row["cancelled"]:
        found = Registration.objects.select_related("page").get(page=page, person=cast.people[ref])
        registering.cancel(registration=found, at=morning(_day(cast, -1)))


def _open(cast: Cast, row: Row) -> RegistrationPage:
    workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
    initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
    values = {name: row[name] for name in ("kind", "title", "duration", "place", "purpose")}
    hour = dt.time.fromisoformat(row["hour"])
    values["starts_at"] = dt.datetime.combine(_day(cast, row["day"]), hour, tzinfo=PARIS)
    prepared, called = morning(_day(cast, row["prepared_on"])), morning(_day(cast, row["called_on"]))
    meeting = meetings.prepare(workspace=workspace, initiative=initiative, values=values, by=by, at=prepared)
    person = cast.people["helene-prigent"]
    meetings.add_guest(meeting=meeting, person=person, by=by, at=prepared)
    held = Meeting.objects.select_related("workspace", "initiative", "body").get(pk=meeting.pk)
    meetings.move(meeting=held, key="convoquer", rights=_ALL_RIGHTS, expected=held.version, by=by, at=called)
    registration_page.save_page(meeting=meeting, values=row["page"], expected=0, by=by, at=called)
    for one in row["reserves"]:
        registration_page.add_reserve(meeting=meeting, by=by, at=called, **one)
    return registration_page.open_page(meeting=meeting, by=by, at=called)


def _load_survey(cast: Cast, row: Row) -> None:
    workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
    initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
    at = morning(_day(cast, row["written_on"]))
    survey = surveys.create(workspace=workspace, initiative=initiative, values=row, by=by, at=at)
    version = _ask(survey, row["questions"], by=by, at=at)
    surveys.open_up(survey=survey, by=by, at=at)
    surveys.publish(survey=survey, by=by, at=at)
    for ref in row["recipients"]:
        surveys.add_recipient(survey=survey, person=cast.people[ref], email="", language="fr", by=by, at=at)
    for one in row["answers"]:
        surveys.record_answer(
            asked=version,
            values=_values(version, one["values"], today=cast.today),
            language="fr",
            holder=("", uuid.uuid4()),
            at=morning(_day(cast, one["day"])),
        )


def _ask(survey: Survey, rows: list[Row], *, by: Any, at: dt.datetime) -> SurveyVersion:
    """Write the questions of a form in order; return the version that asks them."""
    for number, row in enumerate(rows, start=1):
        question = Question(
            key=f"question-{number}",
            kind=row["kind"],
            label={"fr": row["label"]},
            help={"fr": row.get("help", "")},
            required=row.get("required", False),
            choices=[
                Choice(f"choix-{place}", {"fr": label}) for place, label in enumerate(row.get("choices", []))
            ],
            least=row.get("least", ""),
            most=row.get("most", ""),
        )
        version = Survey.objects.get(pk=survey.pk).version
        surveys.put_question(survey=survey, question=question, expected=version, by=by, at=at)
    found: SurveyVersion = SurveyVersion.objects.get(survey=survey)
    return found


def _values(version: SurveyVersion, told: list[Any], *, today: dt.date) -> dict[str, Any]:
    """Return answers as they are kept: choices by their rank, a day by how far it is."""
    found = {}
    for question, value in zip(version.read().questions, told, strict=True):
        if value is None or value == "":
            continue
        if question.kind == "one":
            value = f"choix-{value}"
        elif question.kind == "several":
            value = [f"choix-{place}" for place in value]
        elif question.kind == "date":
            value = (today + dt.timedelta(days=value)).isoformat()
        found[question.key] = value
    return found


def _day(cast: Cast, days: int) -> dt.date:
    return cast.today + dt.timedelta(days=days)
