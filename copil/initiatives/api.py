"""Initiatives as the API gives them, with their path and what proves it: read only."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpResponse
from ninja import Field, Query

from copil.api import answers
from copil.api.enums import Scope
from copil.api.frame import Resource
from copil.api.schemas import Asked, Linked, Listed, Sheet, Strict
from copil.identity.http import Request
from copil.initiatives import journey
from copil.initiatives.enums import ActivityState, CarrierRole, InitiativeState
from copil.initiatives.models import Initiative, InitiativeQuerySet
from copil.initiatives.views.common import fetch

initiatives = Resource("Démarches")


class MethodOut(Strict):
    """The version of a method an initiative is run under."""

    nom: str
    version: int


class CarrierOut(Strict):
    """A workspace that carries an initiative."""

    nom: str
    role: CarrierRole


class InitiativeOut(Sheet):
    """A collective initiative."""

    titre: str
    resume: str
    etat: InitiativeState
    methode: MethodOut
    etape_en_cours: str
    territoire: str | None
    besoin_partage: uuid.UUID | None
    ouverte_le: dt.date | None
    terminee_le: dt.date | None
    porteurs: list[CarrierOut]


class InitiativesAsked(Asked):
    """What narrows the list of initiatives."""

    q: str = Field("", max_length=100, description="Des mots du nom.")
    etat: InitiativeState | None = None
    archives: bool = Field(False, description="Les démarches archivées plutôt que les autres.")


class FactOut(Strict):
    """A piece of evidence."""

    cle: str
    texte: str
    complete: bool = Field(description="Elle suffit à elle seule.")
    le: dt.date | None


class ActivityOut(Strict):
    """An activity of the method, where it stands and why."""

    id: str
    titre: str
    etat: ActivityState
    prevue_le: dt.date | None
    preuves: list[FactOut]


class StepOut(Strict):
    """A step and its activities."""

    titre: str
    activites: list[ActivityOut]


class StageOut(Strict):
    """A stage and its steps."""

    cle: str
    titre: str
    position: str = Field(description="past, now ou ahead.")
    pas: list[StepOut]


class PathOut(Strict):
    """The whole path of an initiative."""

    demarche: Linked
    reglees: int = Field(description="Les activités faites, adaptées, écartées ou portées ailleurs.")
    total: int
    etapes: list[StageOut]


@initiatives.lists(
    "/demarches",
    name="initiatives",
    scope=Scope.INITIATIVES_READ,
    summary="Lister les démarches",
    gives=Listed[InitiativeOut],
)
def initiative_list(request: Request, asked: Query[InitiativesAsked]) -> HttpResponse:
    """List the initiatives that the workspace carries."""
    rows = _seen(request).filter(archived_at__isnull=not asked.archives)
    if asked.q.strip():
        rows = rows.with_words(asked.q)
    if asked.etat:
        rows = rows.filter(state=asked.etat)
    return answers.listed(request, rows.in_order(), asked, shown_initiative)


@initiatives.shows(
    "/demarches/{uuid:pk}",
    name="initiative",
    scope=Scope.INITIATIVES_READ,
    summary="Lire une démarche",
    gives=InitiativeOut,
)
def initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one initiative."""
    fetch(request, pk)
    return answers.sheet(request, _seen(request).get(pk=pk), shown_initiative)


@initiatives.shows(
    "/demarches/{uuid:pk}/chemin",
    name="initiative_path",
    scope=Scope.INITIATIVES_READ,
    summary="Lire le chemin d’une démarche et ses preuves",
    gives=PathOut,
)
def initiative_path(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give the path: stages, steps, activities, where each stands and what proves it."""
    found, _ = fetch(request, pk)
    walked = journey.journey_of(found)
    return answers.said(
        {
            "demarche": answers.linked(found),
            "reglees": sum(1 for one in walked.activities if one.is_settled),
            "total": sum(1 for _ in walked.activities),
            "etapes": [_stage(one) for one in walked.stages],
        }
    )


def shown_initiative(one: Initiative) -> dict[str, Any]:
    """Return an initiative read ``with_surroundings`` and ``with_carriers``."""
    carriers: Any = one
    return {
        **answers.common(one),
        "titre": one.title,
        "resume": one.summary,
        "etat": one.state,
        "methode": {"nom": one.method.title, "version": one.method.number},
        "etape_en_cours": one.current_stage,
        "territoire": one.territory.full_label if one.territory else None,
        "besoin_partage": one.shared_need_id,
        "ouverte_le": one.opened_on,
        "terminee_le": one.ended_on,
        "porteurs": [{"nom": each.workspace.name, "role": each.role} for each in carriers.carried],
    }


def _seen(request: Request) -> InitiativeQuerySet:
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    seen: InitiativeQuerySet = rows.with_surroundings().with_carriers()
    return seen.select_related("territory__departement")


def _stage(walked: journey.WalkedStage) -> dict[str, Any]:
    return {
        "cle": walked.stage.key,
        "titre": walked.stage.title,
        "position": walked.position,
        "pas": [
            {"titre": step.step.title, "activites": [_activity(one) for one in step.activities]}
            for step in walked.steps
        ],
    }


def _activity(walked: journey.WalkedActivity) -> dict[str, Any]:
    return {
        "id": walked.activity.id,
        "titre": walked.activity.title,
        "etat": walked.state,
        "prevue_le": walked.plan.due_on if walked.plan else None,
        "preuves": [
            {"cle": key, "texte": fact.text, "complete": fact.complete, "le": fact.on}
            for key, fact in walked.facts
        ],
    }
