"""Write a form: its frame, its questions, its translations. A version that was answered is never changed."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.surveys import content as contents
from copil.surveys import wording
from copil.surveys.actions.common import editable, record
from copil.surveys.actions.purging import plan
from copil.surveys.content import FRENCH, Content, Question
from copil.surveys.models import Answer, Survey, SurveyVersion

TEXTS = ("title", "introduction", "purpose", "readers")


@transaction.atomic
def create(
    *,
    workspace: Workspace,
    initiative: Initiative | None,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
    subject: tuple[str, uuid.UUID] | None = None,
) -> Survey:
    """Write a form without a question yet; ``values`` are its French texts, ``languages``, ``kept_days``,
    ``closes_at``. ``subject`` is what it belongs to, when it is not by itself.
    """
    texts: dict[str, Any] = {name: {FRENCH: values.get(name, "")} for name in TEXTS}
    survey = Survey.objects.create(
        workspace=workspace,
        initiative=initiative,
        title=values["title"][:200],
        title_key=name_key(values["title"])[:240],
        languages=_languages(values.get("languages", [])),
        kept_days=values.get("kept_days", 365),
        closes_at=values.get("closes_at"),
        subject_kind=subject[0] if subject else "",
        subject_id=subject[1] if subject else None,
        created_by=by,
        created_at=at,
    )
    kept = contents.kept(Content(**texts))
    SurveyVersion.objects.create(workspace=workspace, survey=survey, number=1, content=kept, created_at=at)
    record(survey, verb="create", by=by, at=at)
    return survey


@transaction.atomic
def update(*, survey: Survey, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> Survey:
    """Change what is said around the questions, the languages, until when, how long answers are kept."""
    held = editable(survey.pk)

    def change(now: Content) -> Content:
        texts: dict[str, Any] = {name: {**getattr(now, name), FRENCH: values[name]} for name in TEXTS}
        return replace(now, **texts)

    held.title, held.title_key = values["title"][:200], name_key(values["title"])[:240]
    held.languages, held.kept_days = _languages(values["languages"]), values["kept_days"]
    held.closes_at = values["closes_at"]
    fields = ["title", "title_key", "languages", "kept_days", "closes_at"]
    _write(held, change, fields=fields, expected=expected, at=at)
    plan(held, at=at)
    record(held, verb="update", by=by, at=at, changes={"title": held.title, "kept_days": held.kept_days})
    return held


@transaction.atomic
def put_question(
    *, survey: Survey, question: Question, expected: int, by: User | None, at: dt.datetime
) -> Survey:
    """Add a question at the end of a form, or change the one that has the same key.

    Answered another way than before, it is another question: what was answered already is not read with it.
    """
    held = editable(survey.pk)
    now = current(held).read()
    before, was = now.question(question.key), question.key
    known = before is not None
    if before is not None and before.kind != question.kind and Answer.objects.filter(survey=held).exists():
        question = replace(question, key=contents.new_key())
    if not known and len(now.questions) >= contents.MOST_QUESTIONS:
        raise ActionRefused(f"Un questionnaire a {contents.MOST_QUESTIONS} questions au plus.")
    _write(held, lambda one: contents.with_question(one, question, was=was), expected=expected, at=at)
    verb = "change_question" if known else "ask"
    record(held, verb=verb, by=by, at=at, changes={"question": question.label[FRENCH]})
    return held


@transaction.atomic
def move_question(
    *, survey: Survey, key: str, places: int, expected: int, by: User, at: dt.datetime
) -> Survey:
    """Move a question by so many places."""
    held, label = _with(survey, key)
    _write(held, lambda one: contents.moved(one, key, by=places), expected=expected, at=at)
    record(held, verb="move_question", by=by, at=at, changes={"question": label})
    return held


@transaction.atomic
def remove_question(*, survey: Survey, key: str, expected: int, by: User, at: dt.datetime) -> Survey:
    """Take a question off; the answers already given to it stay with the version that asked it."""
    held, label = _with(survey, key)
    _write(held, lambda one: contents.without_question(one, key), expected=expected, at=at)
    record(held, verb="remove_question", by=by, at=at, changes={"question": label})
    return held


@transaction.atomic
def translate(
    *, survey: Survey, language: str, words: Mapping[str, str], expected: int, by: User, at: dt.datetime
) -> Survey:
    """Say a form in another language; what is left empty is shown in French."""
    held = editable(survey.pk)
    if language == FRENCH or language not in held.languages:
        raise ActionRefused("Ce questionnaire n’est pas proposé dans cette langue.")
    _write(held, lambda one: contents.translated(one, language, words), expected=expected, at=at)
    spoken = wording.words(language)["in_french"]
    record(held, verb="translate", by=by, at=at, changes={"language": spoken})
    return held


def current(survey: Survey) -> SurveyVersion:
    """Return the version that is asked now."""
    found: SurveyVersion = SurveyVersion.objects.get(survey=survey, number=survey.number)
    return found


def _with(survey: Survey, key: str) -> tuple[Survey, str]:
    held = editable(survey.pk)
    question = current(held).read().question(key)
    if question is None:
        raise ActionRefused("Cette question n’est plus dans le questionnaire.")
    return held, question.label[FRENCH]


def _write(
    survey: Survey,
    change: Callable[[Content], Content],
    *,
    expected: int,
    at: dt.datetime,
    fields: list[str] | None = None,
) -> None:
    """Change the version that is asked; one that was answered stays, and another begins."""
    version = current(survey)
    answered = Answer.objects.filter(asked=version).exists()
    version.content = contents.kept(change(version.read()))
    if answered:
        survey.number += 1
    save_versioned(survey, fields=[*(fields or []), "number"], expected=expected)
    if answered:
        SurveyVersion.objects.create(
            workspace=survey.workspace,
            survey=survey,
            number=survey.number,
            content=version.content,
            created_at=at,
        )
    else:
        version.save(update_fields=["content"])


def _languages(asked: list[str]) -> list[str]:
    """Return the languages that are spoken here, French first."""
    return [FRENCH, *(one for one in wording.languages() if one in asked and one != FRENCH)]
