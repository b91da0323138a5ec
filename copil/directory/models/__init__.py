"""Organisations of a workspace, what is known of them, and the people in them."""

from copil.directory.models.organisations import (
    Function,
    NamedQuerySet,
    Organisation,
    OrganisationQuerySet,
    Person,
    PersonQuerySet,
    Profile,
)

__all__ = [
    "Function",
    "NamedQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Person",
    "PersonQuerySet",
    "Profile",
]
