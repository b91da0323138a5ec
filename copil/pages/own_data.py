"""Everything Copil holds about one person, in a file: their rows and nobody else's.

A row is about somebody when it is theirs, when it names them, or when they wrote it. Of the journal, only
their own acts are given, without the words of a line, which may name others.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import models

from copil.core.privacy import Family
from copil.directory.models import Person
from copil.identity.models import User
from copil.meetings.models import Participant

# How each model leads to the account of the person a row is about.
ABOUT: Mapping[str, str] = {
    "identity.User": "pk",
    "identity.Membership": "user",
    "accounts.Invitation": "accepted_by",
    "search.RecentSearch": "user",
    "directory.SavedFilter": "owner",
    "notifications.OutboxMessage": "user",
    "notifications.Notification": "user",
    "notifications.Preference": "user",
    "notifications.DigestTime": "user",
    "directory.Person": "user",
    "directory.Function": "person__user",
    "directory.Availability": "person__user",
    "needs.PartnerOpinion": "person__user",
    "initiatives.TeamMember": "person__user",
    "tasks.Task": "person__user",
    "tasks.TaskComment": "author",
    "tasks.StatusRequest": "person__user",
    "governance.Mandate": "person__user",
    "governance.Decision": "owner__user",
    "governance.AdminPiece": "person__user",
    "governance.Validation": "person__user",
    "governance.MissionLetter": "person__user",
    "governance.LetterVersion": "letter__person__user",
    "governance.RoleHolding": "person__user",
    "governance.RoleSkill": "person__user",
    "governance.Backing": "sponsor__user",
    "meetings.Participant": "person__user",
    "meetings.Invitation": "participant__person__user",
    "meetings.Attendance": "participant__person__user",
    "meetings.Outcome": "person__user",
    "meetings.Amendment": "person__user",
    "meetings.NotesVersion": "author",
    "journal.JournalEntry": "actor",
}
# A model that is not above is about whoever it names by one of these.
_NAMED = {
    "user": (User, "user"),
    "author": (User, "author"),
    "person": (Person, "person__user"),
    "participant": (Participant, "participant__person__user"),
}
# What others wrote about a person for their own work is told on request, by those who wrote it.
_NOT_GIVEN = {"internal_note", "payload", "name_key", "html"}
# What says of a row when and what it is, beside the tagged fields.
_CONTEXT = ("created_at", "at", "role", "title", "state", "verb", "object_kind", "starts_on", "ends_on")


def gathered(user: User, *, at: dt.datetime) -> dict[str, Any]:
    """Return the file: who, when, then the rows of each model, oldest first."""
    found = {label: list(_rows(label, path, user)) for label, path in about().items()}
    return {
        "format": 1,
        "made_at": at.isoformat(),
        "account": user.email,
        "data": {label: rows for label, rows in found.items() if rows},
    }


def about() -> dict[str, str]:
    """Return each model that names people, and how it leads to their account."""
    found = dict(ABOUT)
    for model in apps.get_models():
        if not model.__module__.startswith("copil."):
            continue
        for field in model._meta.concrete_fields:
            target, path = _NAMED.get(field.name, (None, ""))
            if target is not None and field.related_model is target:
                found.setdefault(model._meta.label, path)
    return found


def _rows(label: str, path: str, user: User) -> Iterator[dict[str, Any]]:
    model = apps.get_model(label)
    names = _fields(model)
    rows = model._default_manager.filter(**{path: user.pk}).order_by("pk")
    if any(field.name == "workspace" for field in model._meta.concrete_fields):
        names = [*names, "workspace__name"]
    if not names:  # without names, Django gives every column
        return
    for values in rows.values(*names):
        yield {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _fields(model: type[models.Model]) -> list[str]:
    tags: Mapping[str, Mapping[str, Family]] = import_module(f"copil.{model._meta.app_label}.privacy").TAGS
    tagged = {name for name, family in tags.get(model.__name__, {}).items() if family is not Family.NONE}
    kept = [field.name for field in model._meta.concrete_fields if not field.is_relation]
    return [name for name in kept if name in tagged - _NOT_GIVEN or name in _CONTEXT]
