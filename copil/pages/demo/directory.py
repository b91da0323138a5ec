"""Workspaces, accounts, organisations and people of the demonstration."""

import datetime as dt

from django.contrib.auth.hashers import make_password

from copil.core.text import name_key
from copil.directory.models import Function, Organisation, Person, Profile
from copil.identity.models import Membership, User, Workspace, reference
from copil.journal import actions as journal
from copil.pages.demo.source import Cast, Row, morning, read
from copil.territories.models import Territory

_ORGANISATION = (
    "name acronym kind purpose siren siret rna address postal_code phone email website internal_note".split()
)


def load_workspaces(cast: Cast) -> None:
    """Create the workspaces, the accounts (one password for all) and who is a member of what."""
    content = read("workspaces")
    opened_at = morning(dt.date(2026, 1, 5))
    for row in content["workspaces"]:
        cast.workspaces[row["slug"]] = Workspace.objects.create(
            slug=row["slug"], name=row["name"], created_at=opened_at
        )
    password = make_password(content["password"])
    for row in content["accounts"]:
        user = User.objects.create(
            email=row["email"],
            given_name=row["given_name"],
            family_name=row["family_name"],
            password=password,
            is_operator=row.get("operator", False),
            created_at=opened_at,
        )
        cast.users[row["email"]] = user
        for membership in row["memberships"]:
            Membership.objects.create(
                workspace=cast.workspaces[membership["workspace"]],
                user=user,
                role=membership["role"],
                created_at=opened_at,
            )


def load_organisations(cast: Cast) -> None:
    """Create the organisations and their profiles."""
    rows: list[Row] = read("organisations")["organisations"]
    communes = Territory.objects.of_codes({row["commune"] for row in rows if row.get("commune")})
    for row in rows:
        values = {name: row[name] for name in _ORGANISATION if row.get(name)}
        cast.organisations[row["ref"]] = Organisation(
            workspace=cast.workspaces[row["workspace"]],
            name_key=name_key(row["name"])[:300],
            commune=communes.get(row.get("commune", "")),
            created_at=morning(dt.date(2026, 1, 12)),
            **values,
        )
    Organisation.objects.bulk_create(cast.organisations.values())
    Profile.objects.bulk_create(
        Profile(
            workspace=cast.workspaces[row["workspace"]],
            organisation=cast.organisations[row["ref"]],
            **row["profile"],
        )
        for row in rows
        if row.get("profile")
    )
    _record_arrivals(cast, "organisations")


def load_people(cast: Cast) -> None:
    """Create the people and what they do where."""
    rows: list[Row] = read("people")["people"]
    for row in rows:
        cast.people[row["ref"]] = Person(
            workspace=cast.workspaces[row["workspace"]],
            user=cast.user(row.get("account")),
            given_name=row.get("given_name", ""),
            family_name=row["family_name"],
            name_key=name_key(f"{row['family_name']} {row.get('given_name', '')}")[:220],
            email=row.get("email", ""),
            phone=row.get("phone", ""),
            availability=row.get("availability", ""),
            internal_note=row.get("internal_note", ""),
            created_at=morning(dt.date(2026, 1, 12)),
        )
    Person.objects.bulk_create(cast.people.values())
    Function.objects.bulk_create(
        Function(
            workspace=cast.workspaces[row["workspace"]],
            person=cast.people[row["ref"]],
            organisation=cast.organisations[function["organisation"]],
            title=function["title"],
            is_contact=function.get("is_contact", False),
            starts_on=function.get("starts_on"),
            ends_on=function.get("ends_on"),
        )
        for row in rows
        for function in row.get("functions", ())
    )
    _record_arrivals(cast, "people")


def _record_arrivals(cast: Cast, family: str) -> None:
    arrived = cast.organisations if family == "organisations" else cast.people
    for workspace in cast.workspaces.values():
        count = sum(1 for one in arrived.values() if one.workspace_id == workspace.pk)
        if count:
            journal.record(
                by=None,
                at=morning(dt.date(2026, 1, 12)),
                workspace=workspace,
                verb="import",
                obj=reference(workspace),
                label=workspace.name,
                changes={family: count},
            )
