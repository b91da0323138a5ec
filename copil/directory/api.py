"""Organisations and people as the API gives them: the rights, forms and verbs of the pages."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query

from copil.api import answers, writing
from copil.api.door import has_scope
from copil.api.enums import Scope
from copil.api.frame import Resource
from copil.api.problems import wrong_fields
from copil.api.schemas import Asked, Linked, Listed, Sheet, Strict
from copil.directory.actions import organisations as actions
from copil.directory.enums import Kind
from copil.directory.forms.organisations import OrganisationForm
from copil.directory.models import Function, Organisation, Person
from copil.directory.views import common
from copil.identity.http import Request
from copil.territories.models import Territory

organisations = Resource("Organisations")
people = Resource("Personnes")

FIELDS: Mapping[str, str] = {
    "nom": "name",
    "sigle": "acronym",
    "nature": "kind",
    "objet": "purpose",
    "siren": "siren",
    "siret": "siret",
    "rna": "rna",
    "reference": "external_ref",
    "adresse": "address",
    "code_postal": "postal_code",
    "commune": "commune",
    "telephone": "phone",
    "courriel": "email",
    "site": "website",
    "note_interne": "internal_note",
}
_NAMES = {form: api for api, form in FIELDS.items()}


class Commune(Strict):
    """A commune: its official code and its name."""

    code: str
    nom: str


class OrganisationOut(Sheet):
    """An organisation of the workspace."""

    nom: str
    sigle: str
    nature: Kind
    objet: str
    siren: str
    siret: str
    rna: str
    reference: str = Field(description="Son numéro dans vos fichiers.")
    adresse: str
    code_postal: str
    commune: Commune | None
    telephone: str
    courriel: str
    site: str
    note_interne: str | None = Field(description="null pour qui ne fait que lire.")
    reunie_avec: uuid.UUID | None = Field(description="La fiche qui l’a remplacée après une fusion.")


class OrganisationChange(Strict):
    """What can be changed of an organisation; a field left out stays as it is."""

    nom: str = Field("", max_length=250)
    sigle: str = Field("", max_length=40)
    nature: Kind = Kind.ASSOCIATION
    objet: str = Field("", max_length=4_000)
    siren: str = Field("", max_length=30, description="Neuf chiffres.")
    siret: str = Field("", max_length=30, description="Quatorze chiffres.")
    rna: str = Field("", max_length=30, description="W suivi de neuf caractères.")
    reference: str = Field("", max_length=80)
    adresse: str = Field("", max_length=300)
    code_postal: str = Field("", max_length=10)
    commune: str = Field("", max_length=5, description="Le code officiel de la commune (INSEE), ou vide.")
    telephone: str = Field("", max_length=30)
    courriel: str = Field("", max_length=254)
    site: str = Field("", max_length=300)
    note_interne: str = Field("", max_length=4_000)


class OrganisationIn(OrganisationChange):
    """A new organisation."""

    nom: str = Field(max_length=250)
    est_une_autre: bool = Field(
        False, description="Dire true quand une fiche qui lui ressemble est bien une autre organisation."
    )


class OrganisationsAsked(Asked):
    """What narrows the list of organisations."""

    q: str = Field("", max_length=100, description="Des mots du nom, un sigle, ou le début d’un numéro.")
    nature: Kind | None = None
    siret: str = Field("", max_length=14)
    rna: str = Field("", max_length=10)
    reference: str = Field("", max_length=80, description="Son numéro dans vos fichiers, en entier.")
    commune: str = Field("", max_length=5, description="Le code officiel d’une commune.")
    archives: bool = Field(False, description="Les fiches archivées plutôt que les autres.")
    tri: Literal["nom", "recent"] = "nom"


def _shown(request: Request) -> answers.Shown:
    """Return how an organisation is shown: its internal note to those who write, as on its page."""
    notes = common.can_edit(request)
    return lambda one: shown_organisation(one, notes=notes)


def shown_organisation(one: Organisation, *, notes: bool) -> dict[str, Any]:
    """Return an organisation as it is given (``commune`` already fetched)."""
    plain = {
        api: getattr(one, form) for api, form in FIELDS.items() if form not in {"commune", "internal_note"}
    }
    commune = one.commune
    return {
        **answers.common(one),
        **plain,
        "commune": {"code": commune.code, "nom": commune.name} if commune else None,
        "note_interne": one.internal_note if notes else None,
        "reunie_avec": one.merged_into_id,
    }


@organisations.lists(
    "/organisations",
    name="organisations",
    scope=Scope.ORGANISATIONS_READ,
    summary="Lister les organisations",
    gives=Listed[OrganisationOut],
)
def organisation_list(request: Request, asked: Query[OrganisationsAsked]) -> HttpResponse:
    """List the organisations asked for."""
    rows = common.organisations(request).filter(archived_at__isnull=not asked.archives)
    if asked.q.strip():
        rows = rows.matching(asked.q)
    exact = {
        "kind": asked.nature,
        "siret": asked.siret,
        "rna": asked.rna,
        "external_ref": asked.reference,
        "commune__code": asked.commune,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    order = ("-created_at", "-pk") if asked.tri == "recent" else ("name_key", "pk")
    return answers.listed(request, rows.select_related("commune").order_by(*order), asked, _shown(request))


@organisations.shows(
    "/organisations/{uuid:pk}",
    name="organisation",
    scope=Scope.ORGANISATIONS_READ,
    summary="Lire une organisation",
    gives=OrganisationOut,
)
def organisation(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one organisation."""
    return answers.sheet(request, common.organisation_or_404(request, pk), _shown(request))


@organisations.creates(
    "/organisations",
    name="organisations",
    scope=Scope.ORGANISATIONS_WRITE,
    summary="Créer une organisation",
    gives=OrganisationOut,
    example={"nom": "Les Jardins du Rognon", "nature": "association", "courriel": "contact@rognon.example"},
)
def organisation_create(request: Request, corps: OrganisationIn) -> HttpResponse:
    """Create an organisation, with the checks of its form: numbers, doubles, postal code."""
    common.require_writer(request)
    blank = Organisation(workspace=request.workspace)

    def make() -> Organisation:
        given = corps.model_dump(exclude={"est_une_autre"})
        values = _understood(request, blank, {**given, "is_another": corps.est_une_autre})
        return actions.create(by=request.user, at=timezone.now(), workspace=request.workspace, values=values)

    return writing.created(
        request,
        make=make,
        find=lambda pk: common.organisation_or_404(request, pk),
        shown=_shown(request),
        at=lambda one: reverse("api:organisation", kwargs={"pk": one.pk}),
    )


@organisations.changes(
    "/organisations/{uuid:pk}",
    name="organisation",
    scope=Scope.ORGANISATIONS_WRITE,
    summary="Modifier une organisation",
    gives=OrganisationOut,
    example={"telephone": "03 25 01 02 03"},
)
def organisation_change(request: Request, pk: uuid.UUID, corps: OrganisationChange) -> HttpResponse:
    """Change the fields sent."""
    common.require_writer(request)

    def write(stored: Organisation, expected: int) -> None:
        given = {**_as_sent(stored), **corps.model_dump(exclude_unset=True)}
        values = _understood(request, stored, given)
        kept = {name: values[name] for name in actions.FIELDS}
        # The form wrote on its own copy: the verb compares with what is stored.
        actions.update(
            by=request.user, at=timezone.now(), organisation=stored, values=kept, expected=expected
        )

    return writing.changed(
        request,
        pk,
        write=write,
        find=lambda one: common.organisation_or_404(request, one),
        shown=_shown(request),
    )


@organisations.archives(
    "/organisations/{uuid:pk}",
    name="organisation",
    scope=Scope.ORGANISATIONS_WRITE,
    summary="Archiver une organisation",
)
def organisation_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put an organisation aside; it can be restored from its page."""
    common.require_writer(request)
    return writing.archived(
        request,
        pk,
        archive=lambda one: actions.archive(by=request.user, at=timezone.now(), organisation=one),
        find=lambda one: common.organisation_or_404(request, one),
        shown=_shown(request),
    )


class FunctionOut(Strict):
    """What a person does in an organisation."""

    id: uuid.UUID
    organisation: Linked
    titre: str
    contact: bool = Field(description="Est le contact de l’organisation.")
    depuis: dt.date | None
    jusqu_au: dt.date | None


class PersonOut(Sheet):
    """A person of the directory; how to reach them needs a right of its own."""

    prenom: str
    nom: str
    courriel: str | None = Field(description="null sans le droit « personnes:coordonnees ».")
    telephone: str | None = Field(description="null sans le droit « personnes:coordonnees ».")
    fonctions: list[FunctionOut]


class PeopleAsked(Asked):
    """What narrows the list of people."""

    q: str = Field("", max_length=100, description="Des mots du nom ou du prénom.")
    organisation: uuid.UUID | None = Field(None, description="Celles qui y ont une fonction.")
    archives: bool = Field(False, description="Les fiches archivées plutôt que les autres.")


@people.lists(
    "/personnes",
    name="people",
    scope=Scope.PEOPLE_READ,
    summary="Lister les personnes",
    gives=Listed[PersonOut],
)
def person_list(request: Request, asked: Query[PeopleAsked]) -> HttpResponse:
    """List the people asked for."""
    rows = common.people(request).filter(archived_at__isnull=not asked.archives)
    if asked.q.strip():
        rows = rows.with_words(asked.q)
    if asked.organisation:
        here = Function.objects.current().filter(organisation=asked.organisation)
        rows = rows.filter(pk__in=here.values("person"))
    reach = has_scope(request, Scope.PEOPLE_CONTACT)
    ordered = rows.with_functions().order_by("name_key", "pk")
    return answers.listed(request, ordered, asked, lambda one: shown_person(one, reach=reach))


@people.shows(
    "/personnes/{uuid:pk}",
    name="person",
    scope=Scope.PEOPLE_READ,
    summary="Lire une personne",
    gives=PersonOut,
)
def person(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one person."""
    reach = has_scope(request, Scope.PEOPLE_CONTACT)
    found = common.person_or_404(request, pk)
    return answers.sheet(request, found, lambda one: shown_person(one, reach=reach))


def shown_person(one: Person, *, reach: bool) -> dict[str, Any]:
    """Return a person with what they do; ``reach`` tells whether how to reach them is said."""
    held = [each for each in one.functions.all() if each.archived_at is None]
    return {
        **answers.common(one),
        "prenom": one.given_name,
        "nom": one.family_name,
        "courriel": one.email if reach else None,
        "telephone": one.phone if reach else None,
        "fonctions": [
            {
                "id": each.pk,
                "organisation": answers.linked(each.organisation),
                "titre": each.title,
                "contact": each.is_contact,
                "depuis": each.starts_on,
                "jusqu_au": each.ends_on,
            }
            for each in held
        ],
    }


def _as_sent(stored: Organisation) -> dict[str, Any]:
    """Return an organisation as a program would send it whole."""
    commune = stored.commune
    return {
        **{api: getattr(stored, form) for api, form in FIELDS.items()},
        "commune": commune.code if commune else "",
    }


def _understood(request: Request, instance: Organisation, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of the pages understands of fields of the API, or refuse."""
    data = {FIELDS.get(name, name): value for name, value in given.items()}
    commune = Territory.objects.of_code(str(data["commune"])) if data.get("commune") else None
    if data.get("commune") and commune is None:
        raise wrong_fields([{"field": "commune", "message": "Aucune commune n’a ce code officiel."}])
    sent = {
        **data,
        "commune": commune.label if commune else "",
        "commune_key": commune.key if commune else "",
    }
    form = OrganisationForm(sent, instance=instance, workspace=request.workspace, link=lambda _one: "")
    return writing.checked(form, _NAMES)
