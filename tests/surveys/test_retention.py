"""The addresses where a form was sent go once there is nothing more to ask, and the day's log says so."""

import datetime as dt

import pytest
from django.utils import timezone

from copil.accounts import retention
from copil.accounts.models import Purge
from copil.identity.models import User, Workspace
from copil.surveys import actions
from copil.surveys.enums import SurveyState
from copil.surveys.models import Recipient, Survey
from tests.factories.directory import PersonFactory
from tests.factories.surveys import survey_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_an_address_goes_when_its_form_is_over(workspace: Workspace, pilote: User) -> None:
    now = timezone.now()
    states: dict[str, tuple[SurveyState, dt.datetime | None]]
    states = {"closed": (SurveyState.CLOSED, None), "open": (SurveyState.OPEN, None)}
    states |= {"past": (SurveyState.OPEN, now - DAY), "recent": (SurveyState.CLOSED, None)}
    for name, (state, closes_at) in states.items():
        survey = survey_of(workspace)
        sent = now - (10 if name == "recent" else 400) * DAY
        Recipient.objects.create(
            workspace=workspace, survey=survey, person=PersonFactory.create(workspace=workspace),
            email=f"{name}@marne.example", sent_at=sent, created_at=sent,
        )  # fmt: skip  # a row reads by its lines
        Survey.objects.filter(pk=survey.pk).update(state=state, closes_at=closes_at)
    retention.run(at=now)
    left = Recipient.objects.exclude(email="").values_list("email", flat=True)
    assert set(left) == {"open@marne.example", "recent@marne.example"}
    assert Purge.objects.get(family="recipients").count == 2
    opened = Recipient.objects.filter(email="").first()
    assert opened is not None
    Survey.objects.filter(pk=opened.survey_id).update(state=SurveyState.OPEN, closes_at=None)
    again = Survey.objects.get(pk=opened.survey_id)
    assert actions.send(survey=again, by=pilote, at=now) == 0, "nobody is written to without an address"
