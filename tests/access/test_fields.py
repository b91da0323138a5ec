"""Telephone, address, internal note: which role sees which, on a page, in a list, an export, a search.

``fields.csv`` is read by people: one row per field and surface, one column per role.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from copil.directory.models import Organisation, Person
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.pages import search_sources
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("fields.csv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
ROLES = [name for name in ROWS[0] if name not in ("field", "surface")]
SAID = {
    "person phone": "0698765431",
    "person email": "odile.vasseur@marne.example",
    "person note": "Note-de-personne",
    "organisation note": "Note-de-structure",
    "account email": "compte.vu@marne.example",
}


def clients(workspace: Workspace) -> dict[str, Client]:
    """Give a browser to each role."""
    found = {"anonymous": Client()}
    for role in ROLES[1:]:
        client, user = Client(), UserFactory.create()
        place = WorkspaceFactory.create() if role == "neighbour" else workspace
        given = Role.ADMIN if role in ("neighbour", "suspended") else Role(role)
        at = timezone.now() if role == "suspended" else None
        MembershipFactory.create(workspace=place, user=user, role=given, suspended_at=at)
        client.force_login(user)
        found[role] = client
    return found


def surfaces(person: Person, organisation: Organisation) -> dict[str, str]:
    return {
        "page": f"organisations/personnes/{person.pk}/",
        "list": "organisations/personnes/",
        "export": "organisations/personnes/export.csv",
        "search": "recherche/?q=vasseur",
        "organisation page": f"organisations/{organisation.pk}/",
        "organisation export": "organisations/export.csv",
        "members": "membres/",
    }


def shown(client: Client, url: str) -> str:
    answer = client.get(url)
    content = answer.getvalue() if answer.streaming else answer.content
    return content.decode().replace("\u00a0", "").replace(" ", "").replace(".", "")


def test_each_role_sees_its_fields_and_no_other(workspace: Workspace) -> None:
    person = PersonFactory.create(
        workspace=workspace, given_name="Odile", family_name="Vasseur", phone=SAID["person phone"],
        email=SAID["person email"], internal_note=SAID["person note"], user=None,
    )  # fmt: skip  # a table reads by its lines
    organisation = OrganisationFactory.create(workspace=workspace, internal_note=SAID["organisation note"])
    account: User = UserFactory.create(email=SAID["account email"])
    MembershipFactory.create(workspace=workspace, user=account)
    search_sources.rebuild(workspace, at=timezone.now())
    browsers, where = clients(workspace), surfaces(person, organisation)
    seen = {
        (role, surface): shown(browser, f"/e/{workspace.slug}/{path}")
        for role, browser in browsers.items()
        for surface, path in where.items()
    }
    wrong = [
        f"{row['field']}, {row['surface']}, {role}: {'seen' if row[role] == 'no' else 'not seen'}"
        for row in ROWS
        for role in ROLES
        if (SAID[row["field"]].replace(".", "") in seen[role, row["surface"]]) != (row[role] == "yes")
    ]
    assert wrong == [], "\n".join(wrong)
