"""Forms, for tests."""

import datetime as dt
from typing import Any

from copil.identity.models import User, Workspace
from copil.surveys import actions
from copil.surveys.content import Choice, Question
from copil.surveys.models import Survey, SurveyVersion

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def question(key: str, kind: str = "short", **values: Any) -> Question:
    """Return a question worded after its key."""
    label = values.pop("label", f"Question {key}")
    return Question(key=key, kind=kind, label={"fr": label}, **values)


def lunch() -> Question:
    """Return a question with two choices."""
    choices = [Choice("oui-midi", {"fr": "Le midi"}), Choice("le-soir", {"fr": "Le soir"})]
    return question("repas", "several", label="Quels repas", choices=choices)


def survey_of(
    workspace: Workspace,
    *questions: Question,
    by: User | None = None,
    at: dt.datetime = AT,
    opened: bool = True,
    public: bool = True,
    **values: Any,
) -> Survey:
    """Return a form that takes answers at its public address, unless told otherwise."""
    words = {"title": "Vos attentes", "purpose": "Préparer la journée.", "readers": "L’équipe."}
    survey = actions.create(workspace=workspace, initiative=None, values={**words, **values}, by=by, at=at)
    for one in questions or (question("nom", required=True),):
        version = Survey.objects.get(pk=survey.pk).version
        actions.put_question(survey=survey, question=one, expected=version, by=by, at=at)
    if opened:
        actions.open_up(survey=survey, by=by, at=at)
    if public:
        actions.publish(survey=survey, by=by, at=at)
    found: Survey = Survey.objects.select_related("workspace").get(pk=survey.pk)
    return found


def version_of(survey: Survey) -> SurveyVersion:
    """Return the version of a form that is asked now."""
    found: SurveyVersion = SurveyVersion.objects.filter(survey=survey).latest("number")
    return found
