"""The tables of an archive that people read in a spreadsheet: names instead of keys, French headings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from copil.directory.models import Function, Organisation, Person
from copil.exchange.exports import csv_lines
from copil.governance.models import Body, Decision, Mandate, RoleHolding
from copil.identity.models import Membership
from copil.initiatives.models import Initiative, Objective, TargetStructure, TeamMember
from copil.library.models import ExperienceSheet
from copil.meetings.models import AgendaItem, Attendance, Meeting, Outcome
from copil.needs.models import Diagnostic, Need, ProblemSheet, SharedNeed
from copil.pages.full_export import parts
from copil.pages.full_export.scope import Scope
from copil.surveys.models import Survey
from copil.tasks.models import Task
from copil.workshops.models import GroupMember, WorkingGroup


@dataclass(frozen=True)
class Table:
    """A file of ``csv/``: the rows of one model, its columns as « heading: where it is read »."""

    name: str
    model: type[models.Model]
    columns: Mapping[str, str]


_WHO = {"Prénom": "person__given_name", "Nom": "person__family_name"}
_WHERE = {"Démarche": "initiative__title"}

TABLES: Sequence[Table] = (
    Table(
        "membres",
        Membership,
        {
            "Prénom": "user__given_name",
            "Nom": "user__family_name",
            "Adresse électronique": "user__email",
            "Rôle": "role",
            "Suspendu le": "suspended_at",
        },
    ),
    Table(
        "organisations",
        Organisation,
        {
            "Nom": "name",
            "Sigle": "acronym",
            "Type": "kind",
            "Objet": "purpose",
            "SIREN": "siren",
            "SIRET": "siret",
            "RNA": "rna",
            "Adresse": "address",
            "Code postal": "postal_code",
            "Commune": "commune__name",
            "Téléphone": "phone",
            "Adresse électronique": "email",
            "Site internet": "website",
            "Note interne": "internal_note",
            "Archivée le": "archived_at",
        },
    ),
    Table(
        "personnes",
        Person,
        {
            "Prénom": "given_name",
            "Nom": "family_name",
            "Adresse électronique": "email",
            "Téléphone": "phone",
            "Disponibilité": "availability",
            "Note interne": "internal_note",
            "Archivée le": "archived_at",
        },
    ),
    Table(
        "fonctions",
        Function,
        {
            **_WHO,
            "Organisation": "organisation__name",
            "Fonction": "title",
            "Depuis": "starts_on",
            "Jusqu’au": "ends_on",
        },
    ),
    Table(
        "diagnostics",
        Diagnostic,
        {"Organisation": "organisation__name", "Type": "kind", "Date": "date", "Synthèse": "summary"},
    ),
    Table(
        "besoins",
        Need,
        {
            "Organisation": "organisation__name",
            "Besoin": "text",
            "Thème": "theme__label",
            "Besoin partagé": "shared_need__title",
            "Confirmé le": "confirmed_on",
        },
    ),
    Table(
        "besoins-partages",
        SharedNeed,
        {"Intitulé": "title", "Résumé": "summary", "Nature": "nature", "État": "state"},
    ),
    Table(
        "problematiques",
        ProblemSheet,
        {"Intitulé": "title", "Contexte": "context", "Enjeux": "stakes", "Origine": "origin"},
    ),
    Table(
        "demarches",
        Initiative,
        {
            "Démarche": "title",
            "En deux phrases": "summary",
            "Méthode": "method__title",
            "Territoire": "territory__name",
            "État": "state",
            "Ouverte le": "opened_on",
            "Terminée le": "ended_on",
        },
    ),
    Table("objectifs", Objective, {**_WHERE, "Niveau": "level", "Objectif": "text"}),
    Table("equipes", TeamMember, {**_WHERE, **_WHO, "Rôle": "role", "Ce qu’elle y fait": "title"}),
    Table("structures-visees", TargetStructure, {**_WHERE, "Structure": "organisation__name"}),
    Table(
        "instances",
        Body,
        {**_WHERE, "Instance": "name", "Type": "kind", "Sigle": "code", "Rôle": "purpose"},
    ),
    Table(
        "mandats",
        Mandate,
        {
            "Instance": "body__name",
            **_WHO,
            "Organisation": "organisation__name",
            "Fonction": "position",
            "Voix": "voice",
            "Depuis": "starts_on",
            "Jusqu’au": "ends_on",
        },
    ),
    Table(
        "roles",
        RoleHolding,
        {**_WHERE, "Rôle": "role", **_WHO, "Depuis": "starts_on", "Jusqu’au": "ends_on"},
    ),
    Table(
        "decisions",
        Decision,
        {
            "Numéro": "reference",
            "Instance": "body__name",
            **_WHERE,
            "Date": "decided_on",
            "Décision": "title",
            "État": "state",
            "Motifs": "reason",
            "Suites": "consequences",
        },
    ),
    Table(
        "reunions",
        Meeting,
        {
            **_WHERE,
            "Instance": "body__name",
            "Réunion": "title",
            "Type": "kind",
            "Début": "starts_at",
            "Durée (min)": "duration",
            "Lieu": "place",
            "État": "state",
        },
    ),
    Table(
        "ordres-du-jour",
        AgendaItem,
        {
            "Réunion": "meeting__title",
            "Date": "meeting__starts_at",
            "Rang": "position",
            "Point": "title",
            "État": "state",
            "Notes": "notes__text",
        },
    ),
    Table(
        "presences",
        Attendance,
        {
            "Réunion": "participant__meeting__title",
            "Date": "participant__meeting__starts_at",
            "Prénom": "participant__person__given_name",
            "Nom": "participant__person__family_name",
            "Présence": "status",
        },
    ),
    Table(
        "suites-des-reunions",
        Outcome,
        {"Réunion": "item__meeting__title", "Point": "item__title", "Type": "kind", "Texte": "text"},
    ),
    Table(
        "taches",
        Task,
        {**_WHERE, "Tâche": "title", **_WHO, "Échéance": "due_on", "État": "state", "Détail": "details"},
    ),
    Table("questionnaires", Survey, {**_WHERE, "Questionnaire": "title", "État": "state"}),
    Table("groupes-de-travail", WorkingGroup, {**_WHERE, "Thème": "theme", "Question": "question"}),
    Table(
        "membres-des-groupes",
        GroupMember,
        {"Groupe": "group__theme", **_WHO, "Organisation": "organisation__name"},
    ),
    Table(
        "experiences",
        ExperienceSheet,
        {"Titre": "title", "Résumé": "summary", "Porteurs": "carriers", "Année": "year", "État": "state"},
    ),
)


def lines(table: Table, scope: Scope) -> Iterator[bytes]:
    """Yield a table by lots of rows, in the order of the data."""
    part = parts.part_of(table.model)
    if part is None:
        return
    labels = [_labels(table.model, path) for path in table.columns.values()]
    borrowed = scope.borrowed(table.model)
    rows = scope.own(part)
    if borrowed:
        rows = rows | table.model._default_manager.filter(pk__in=borrowed)
    read = rows.order_by("pk").values_list(*table.columns.values()).iterator(1000)
    shown = ([known.get(value, value) for known, value in zip(labels, row, strict=True)] for row in read)
    for text in csv_lines(table.columns, shown):
        yield text.encode()


def _labels(model: type[models.Model], path: str) -> Mapping[Any, str]:
    """Return what the coded values of a column are called."""
    if "__" in path:
        return {}
    return {value: str(label) for value, label in model._meta.get_field(path).flatchoices}  # type: ignore[union-attr]  # a column
