"""Needs and shared needs as the API gives them: the rights, forms and verbs of the pages."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query

from copil.api import answers, writing
from copil.api.enums import Scope
from copil.api.frame import Resource
from copil.api.problems import wrong_fields
from copil.api.schemas import Asked, Linked, Listed, Sheet, Strict
from copil.directory.fields import organisation_label
from copil.directory.models import Organisation
from copil.identity.http import Request
from copil.needs import actions, presentation
from copil.needs.enums import Nature, OriginKind, SharedNeedState
from copil.needs.forms.needs import NeedEditForm, NeedForm
from copil.needs.models import Need, NeedOrigin, SharedNeed
from copil.needs.rules import LONGEST_NEED
from copil.needs.views import common

needs = Resource("Besoins")
shared_needs = Resource("Besoins partagés")

FIELDS: Mapping[str, str] = {"structure": "organisation", "texte": "text", "theme": "theme"}
_ORIGIN: Mapping[str, str] = {"origine": "kind", "date": "date", "document": "document"}
_NAMES = {form: api for api, form in {**FIELDS, **_ORIGIN}.items()}


class OriginOut(Strict):
    """Where and when a need was heard."""

    nature: OriginKind
    date: dt.date | None
    personne: uuid.UUID | None
    document: str


class NeedOut(Sheet):
    """A need of a structure, in its own words."""

    structure: Linked
    texte: str
    theme: Linked | None
    besoin_partage: uuid.UUID | None
    confirme: bool = Field(description="Par la structure, ou par deux sortes d’origines.")
    confirme_le: dt.date | None
    origines: list[OriginOut]


class NeedChange(Strict):
    """What can be changed of a need; a field left out stays as it is."""

    structure: uuid.UUID | None = Field(None, description="L’identifiant de l’organisation.")
    texte: str = Field("", max_length=LONGEST_NEED)
    theme: uuid.UUID | None = None


class NeedIn(Strict):
    """A new need, with where it was heard."""

    structure: uuid.UUID = Field(description="L’identifiant de l’organisation.")
    texte: str = Field(max_length=LONGEST_NEED, description="Une phrase, avec les mots de la structure.")
    theme: uuid.UUID | None = None
    origine: OriginKind
    date: dt.date | None = None
    document: str = Field("", max_length=300, description="Ce qui permettra de le retrouver.")


class NeedsAsked(Asked):
    """What narrows the list of needs."""

    q: str = Field("", max_length=100, description="Des mots du nom de la structure.")
    structure: uuid.UUID | None = None
    theme: uuid.UUID | None = Field(None, description="Un thème, ceux qu’il contient compris.")
    besoin_partage: uuid.UUID | None = None
    confirme: bool | None = None
    archives: bool = Field(False, description="Les besoins archivés plutôt que les autres.")


def shown_need(one: Need) -> dict[str, Any]:
    """Return a need read by ``presentation.with_origins``."""
    quote = presentation.quote(one)
    return {
        **answers.common(one),
        "structure": answers.linked(one.organisation),
        "texte": one.text,
        "theme": answers.linked(one.theme),
        "besoin_partage": one.shared_need_id,
        "confirme": quote.confirmed,
        "confirme_le": one.confirmed_on,
        "origines": [_origin(each) for each in quote.origins],
    }


@needs.lists(
    "/besoins", name="needs", scope=Scope.NEEDS_READ, summary="Lister les besoins", gives=Listed[NeedOut]
)
def need_list(request: Request, asked: Query[NeedsAsked]) -> HttpResponse:
    """List the needs asked for, the latest first."""
    rows = common.needs(request).filter(archived_at__isnull=not asked.archives).with_confirmation()
    if asked.q.strip():
        named = Organisation.objects.in_workspace(request.workspace).with_words(asked.q)
        rows = rows.filter(organisation__in=named.values("pk"))
    if asked.structure:
        rows = rows.filter(organisation=asked.structure)
    if asked.theme:
        rows = rows.filter(Q(theme=asked.theme) | Q(theme__parent=asked.theme))
    if asked.besoin_partage:
        rows = rows.filter(shared_need=asked.besoin_partage)
    if asked.confirme is not None:
        rows = rows.filter(confirmed=asked.confirme)
    return answers.listed(request, presentation.with_origins(rows).recent_first(), asked, shown_need)


@needs.shows(
    "/besoins/{uuid:pk}", name="need", scope=Scope.NEEDS_READ, summary="Lire un besoin", gives=NeedOut
)
def need(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one need."""
    return answers.sheet(request, common.need_or_404(request, pk), shown_need)


@needs.creates(
    "/besoins",
    name="needs",
    scope=Scope.NEEDS_WRITE,
    summary="Noter un besoin",
    gives=NeedOut,
    example={
        "structure": "019a0000-0000-7000-8000-000000000001",
        "texte": "Trouver un local partagé pour stocker le matériel",
        "origine": "structure",
        "date": "2026-09-14",
    },
)
def need_create(request: Request, corps: NeedIn) -> HttpResponse:
    """Note a need with its first origin."""
    common.require_writer(request)

    def make() -> Need:
        given = corps.model_dump(exclude_unset=True)
        organisation = _structure(request, corps.structure)
        data = {{**FIELDS, **_ORIGIN}[name]: value for name, value in given.items()}
        form = NeedForm({**data, **_named(organisation)}, workspace=request.workspace)
        values = writing.checked(form, _NAMES)
        return actions.create_need(
            workspace=request.workspace,
            organisation=values["organisation"],
            text=values["text"],
            theme=values["theme"],
            origins=[form.heard],
            by=request.user,
            at=timezone.now(),
        )

    return writing.created(
        request,
        make=make,
        find=lambda pk: common.need_or_404(request, pk),
        shown=shown_need,
        at=lambda one: reverse("api:need", kwargs={"pk": one.pk}),
    )


@needs.changes(
    "/besoins/{uuid:pk}",
    name="need",
    scope=Scope.NEEDS_WRITE,
    summary="Modifier un besoin",
    gives=NeedOut,
    example={"texte": "Trouver un local partagé et chauffé"},
)
def need_change(request: Request, pk: uuid.UUID, corps: NeedChange) -> HttpResponse:
    """Change the fields sent."""
    common.require_writer(request)

    def write(stored: Need, expected: int) -> None:
        sent = corps.model_dump(exclude_unset=True)
        organisation = _structure(request, sent["structure"]) if "structure" in sent else stored.organisation
        data = {
            "text": sent.get("texte", stored.text),
            "theme": sent.get("theme", stored.theme_id),
            **_named(organisation),
        }
        form = NeedEditForm(data, instance=stored, workspace=request.workspace)
        values = writing.checked(form, _NAMES)
        actions.update_need(need=stored, values=values, expected=expected, by=request.user, at=timezone.now())

    return writing.changed(
        request, pk, write=write, find=lambda one: common.need_or_404(request, one), shown=shown_need
    )


@needs.archives("/besoins/{uuid:pk}", name="need", scope=Scope.NEEDS_WRITE, summary="Archiver un besoin")
def need_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a need aside; it can be restored from its page."""
    common.require_writer(request)
    return writing.archived(
        request,
        pk,
        archive=lambda one: actions.archive_need(need=one, by=request.user, at=timezone.now()),
        find=lambda one: common.need_or_404(request, one),
        shown=shown_need,
    )


class SharedNeedOut(Sheet):
    """Several needs that say the same thing."""

    titre: str
    resume: str
    nature: Nature | None
    etat: SharedNeedState
    confirme_le: dt.date | None
    nombre_besoins: int
    nombre_structures: int


class SharedNeedsAsked(Asked):
    """What narrows the list of shared needs."""

    etat: SharedNeedState | None = None
    archives: bool = Field(False, description="Les besoins partagés archivés plutôt que les autres.")


@shared_needs.lists(
    "/besoins-partages",
    name="shared_needs",
    scope=Scope.NEEDS_READ,
    summary="Lister les besoins partagés",
    gives=Listed[SharedNeedOut],
)
def shared_need_list(request: Request, asked: Query[SharedNeedsAsked]) -> HttpResponse:
    """List the shared needs asked for, the latest first."""
    rows = common.shared_needs(request).filter(archived_at__isnull=not asked.archives)
    if asked.etat:
        rows = rows.filter(state=asked.etat)
    return answers.listed(request, rows.with_counts().recent_first(), asked, shown_shared_need)


@shared_needs.shows(
    "/besoins-partages/{uuid:pk}",
    name="shared_need",
    scope=Scope.NEEDS_READ,
    summary="Lire un besoin partagé",
    gives=SharedNeedOut,
)
def shared_need(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one shared need; its needs are in the list of needs."""
    common.shared_need_or_404(request, pk)
    found = common.shared_needs(request).with_counts().get(pk=pk)
    return answers.sheet(request, found, shown_shared_need)


def shown_shared_need(one: SharedNeed) -> dict[str, Any]:
    """Return a shared need read ``with_counts``."""
    counted: Any = one
    return {
        **answers.common(one),
        "titre": one.title,
        "resume": one.summary,
        "nature": one.nature or None,
        "etat": one.state,
        "confirme_le": one.confirmed_on,
        "nombre_besoins": counted.needs_count,
        "nombre_structures": counted.structures_count,
    }


def _origin(origin: NeedOrigin) -> dict[str, Any]:
    return {
        "nature": origin.kind,
        "date": origin.date,
        "personne": origin.person_id,
        "document": origin.document,
    }


def _structure(request: Request, pk: uuid.UUID | None) -> Organisation:
    """Return the organisation named, or refuse the field."""
    rows = Organisation.objects.visible_to(request.user).in_workspace(request.workspace).current()
    found: Organisation | None = rows.select_related("commune").filter(pk=pk).first() if pk else None
    if found is None:
        raise wrong_fields([{"field": "structure", "message": "Aucune organisation n’a cet identifiant."}])
    return found


def _named(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation as the control of a form sends it."""
    return {"organisation": organisation_label(organisation), "organisation_key": str(organisation.pk)}
