"""Telephone, address, internal note: which role sees which, on a page, in an export, a search, by the API.

``fields.csv`` is read by people: one row per field and surface, one column per role. A surface of the API is
read with a token of the role; its name says which scopes the token has.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from copil.api.enums import Scope
from copil.directory.models import Organisation, Person
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.pages import search_sources
from tests.factories.api import token_of
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory
from tests.factories.tasks import TaskFactory

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
# What each token may, beside its owner.
CONTACTS, ALONE = (Scope.PEOPLE_READ, Scope.PEOPLE_CONTACT, Scope.TASKS_READ), (Scope.PEOPLE_CONTACT,)
NO_CONTACTS = tuple(one for one in Scope if one is not Scope.PEOPLE_CONTACT)
ORGANISATIONS = (Scope.ORGANISATIONS_READ,)
NO_ORGANISATIONS = tuple(one for one in Scope if one is not Scope.ORGANISATIONS_READ)


def clients(workspace: Workspace) -> dict[str, tuple[Client, User | None, Workspace]]:
    """Give a browser to each role, whose it is, and in which workspace."""
    found: dict[str, tuple[Client, User | None, Workspace]] = {"anonymous": (Client(), None, workspace)}
    for role in ROLES[1:]:
        client, user = Client(), UserFactory.create()
        place = WorkspaceFactory.create() if role == "neighbour" else workspace
        given = Role.ADMIN if role in ("neighbour", "suspended") else Role(role)
        at = timezone.now() if role == "suspended" else None
        MembershipFactory.create(workspace=place, user=user, role=given, suspended_at=at)
        client.force_login(user)
        found[role] = (client, user, place)
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


def answers(person: Person, organisation: Organisation) -> dict[str, tuple[str, tuple[Scope, ...]]]:
    """Return, for each surface of the API, its address and the scopes of the token."""
    return {
        "API list with contacts": ("personnes", CONTACTS),
        "API list without contacts": ("personnes", NO_CONTACTS),
        "API sheet with contacts": (f"personnes/{person.pk}", CONTACTS),
        "API sheet without contacts": (f"personnes/{person.pk}", NO_CONTACTS),
        "API tasks with contacts": ("taches", CONTACTS),
        "API contacts alone": (f"personnes/{person.pk}", ALONE),
        "API organisations": ("organisations", ORGANISATIONS),
        "API organisation": (f"organisations/{organisation.pk}", ORGANISATIONS),
        "API organisation of another scope": (f"organisations/{organisation.pk}", NO_ORGANISATIONS),
    }


def shown(client: Client, url: str, *, token: str = "") -> str:
    answer = client.get(url, headers={"Authorization": f"Bearer {token}"} if token else {})
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
    TaskFactory.create(workspace=workspace, person=person)
    search_sources.rebuild(workspace, at=timezone.now())
    browsers, where = clients(workspace), surfaces(person, organisation)
    seen = {
        (role, surface): shown(browser, f"/e/{workspace.slug}/{path}")
        for role, (browser, _, _) in browsers.items()
        for surface, path in where.items()
    }
    for surface, (path, scopes) in answers(person, organisation).items():
        for role, (_, user, place) in browsers.items():
            token = token_of(user, place, *scopes) if user else ""
            seen[role, surface] = shown(Client(), f"/api/v1/{path}", token=token)
    wrong = [
        f"{row['field']}, {row['surface']}, {role}: {'seen' if row[role] == 'no' else 'not seen'}"
        for row in ROWS
        for role in ROLES
        if (SAID[row["field"]].replace(".", "") in seen[role, row["surface"]]) != (row[role] == "yes")
    ]
    assert wrong == [], "\n".join(wrong)
