"""Forms of the workspace: one that takes answers at its address and by a link, one that is a draft."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.surveys import actions
from copil.surveys.models import Survey
from tests.access.world import World
from tests.factories.directory import PersonFactory
from tests.factories.surveys import question, survey_of, version_of

ORDER = 78


def populate(world: World) -> None:
    """Write the forms, ask somebody, take an answer."""
    at, admin = timezone.now(), world.users["admin"]
    words: dict[str, Any] = {
        name: world.text(name) for name in ("title", "introduction", "purpose", "readers")
    }
    asked = [question("un", label=world.text("Un")), question("deux", label=world.text("Deux"))]
    survey = survey_of(world.workspace, *asked, by=admin, at=at, languages=["en"], **words)
    person = PersonFactory.create(workspace=world.workspace, family_name=world.text("Roux"))
    recipient = actions.add_recipient(
        survey=survey, person=person, email="roux@exemple.fr", language="fr", by=admin, at=at
    )
    answer = actions.record_answer(
        asked=version_of(survey),
        values={"un": world.text("Dit")},
        language="fr",
        holder=("", uuid.uuid4()),
        at=at,
    )
    world.tokens["survey"] = actions.link_to(recipient, at=at).split("/")[-2]
    world.objects |= {"survey": survey, "survey_recipient": recipient, "survey_answer": answer}


def _survey(world: World) -> dict[str, Any]:
    return {"pk": world.objects["survey"].pk}


def _with(**rest: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_survey(world), **rest}


def _part(part: str, name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_survey(world), part: world.objects[name].pk}


def _version(**rest: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"version": Survey.objects.get(**_survey(world)).version, **rest}


_FRAME = {"title": "Attentes", "purpose": "Préparer", "readers": "Nous", "kept_days": "90"}
_QUESTION = {"kind": "short", "label": "Nom"}
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{
        f"surveys:{name}": _survey
        for name in ("survey", "edit", "preview", "question_add", "recipients", "send", "answers")
    },
    "surveys:move": _with(key="fermer"),
    **{f"surveys:{name}": _with(key="un") for name in ("question_edit", "question_move", "question_remove")},
    "surveys:translate": _with(language="en"),
    "surveys:recipient_remove": _part("recipient", "survey_recipient"),
    "surveys:export": _with(file_format="csv"),
    "surveys:answer": _part("answer", "survey_answer"),
    "surveys:answer_remove": _part("answer", "survey_answer"),
    "surveys:personal": lambda world: {"token": world.tokens["survey"]},
    "surveys:public": lambda world: {"address": world.objects["survey"].address},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "surveys:create": lambda world: _FRAME,
    "surveys:edit": _version(**_FRAME),
    "surveys:question_add": _version(**_QUESTION),
    "surveys:question_edit": _version(**_QUESTION),
    "surveys:question_move": _version(sens="descendre"),
    "surveys:question_remove": _version(),
    "surveys:translate": _version(title="Hopes"),
    "surveys:recipients": lambda world: {
        "person": "Aïcha Tahiri",
        "email": "aicha@exemple.fr",
        "language": "fr",
    },
    "surveys:personal": lambda world: {"q-un": "Dit"},
    "surveys:public": lambda world: {"q-un": "Dit"},
}
