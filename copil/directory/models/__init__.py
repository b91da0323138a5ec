"""Organisations of a workspace, what is known of them, the people in them, and the national registers."""

from copil.directory.models.availability import Availability
from copil.directory.models.lists import BulkEdit, SavedFilter, SavedFilterQuerySet
from copil.directory.models.merging import FormerValue, KeptApart, Merge
from copil.directory.models.organisations import (
    Function,
    NamedQuerySet,
    Organisation,
    OrganisationQuerySet,
    Person,
    PersonQuerySet,
    Profile,
)
from copil.directory.models.registers import RegisterAnswer, RegisterEntry, RegisterLoad, ValueSource

__all__ = [
    "Availability",
    "BulkEdit",
    "FormerValue",
    "Function",
    "KeptApart",
    "Merge",
    "NamedQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Person",
    "PersonQuerySet",
    "Profile",
    "RegisterAnswer",
    "RegisterEntry",
    "RegisterLoad",
    "SavedFilter",
    "SavedFilterQuerySet",
    "ValueSource",
]
