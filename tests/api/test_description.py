"""The published description: complete, followed by the answers, and its examples work as they are written."""

import json
import re
import shlex
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from bench import requests
from copil.api import describing, handbook, site
from copil.api.enums import Scope
from copil.identity.models import User, Workspace
from copil.workshops.models import ActionSheet, CommonPlan
from tests.api.conftest import Program, read
from tests.api.drawing import Asker
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.needs import NeedFactory, SharedNeedFactory
from tests.factories.tasks import TaskFactory

CASES = 150
SUCCESS = {"list": 200, "show": 200, "create": 201, "change": 200, "archive": 204}


def test_every_address_is_described_with_its_scope_and_its_refusals(db: None) -> None:
    description = read(Client().get(reverse("api:description")))
    described = {
        (path.removeprefix("/api/v1/"), method.upper())
        for path, methods in description["paths"].items()
        for method in methods
    }
    served = {
        (re.sub(r"<uuid\w*:(\w+)>", r"{\1}", str(one.pattern)), method)
        for one in site.addresses()
        if one.name != "nowhere"
        for method in one.callback(RequestFactory().options("/")).headers["Allow"].split(", ")
    }
    assert described == served
    scopes = {value for value, _ in Scope.choices}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert operation["security"][0][describing.SECURITY][0] in scopes, (path, method)
            assert {"401", "403", "429"} <= set(operation["responses"]), (path, method)
    assert description["components"]["securitySchemes"][describing.SECURITY]["scheme"] == "bearer"
    text = json.dumps(description)
    assert all(f'"{name}"' in text for name in re.findall(r"#/components/schemas/(\w+)", text))


def test_the_documentation_says_each_operation_without_anything_from_elsewhere(db: None) -> None:
    client = Client()
    pages = [client.get(reverse("api:documentation")).content.decode()]
    for chapter in handbook.chapters(describing.description()):
        pages.append(client.get(reverse("api:chapter", kwargs={"slug": chapter.slug})).content.decode())
        assert all(operation.summary in pages[-1].replace("&#x27;", "'") for operation in chapter.operations)
    assert client.get(reverse("api:chapter", kwargs={"slug": "rien"})).status_code == 404
    assert not [page for page in pages if re.search(r'(?:src|href)="https?://', page)]


@pytest.mark.django_db
def test_each_example_of_the_documentation_works(
    program: Program, workspace: Workspace, pilote: User
) -> None:
    known = {"id": handbook.EXAMPLE_ID, "workspace": workspace}
    organisation = OrganisationFactory.create(**known)
    PersonFactory.create(**known)
    NeedFactory.create(organisation=organisation, text="Un autre besoin", **known)
    SharedNeedFactory.create(**known)
    initiative = InitiativeFactory.create(**known)
    TaskFactory.create(**known)
    ActionSheet.objects.create(initiative=initiative, title="Un café", title_key="un cafe", **known)
    CommonPlan.objects.create(initiative=initiative, **known)
    asked = 0
    for chapter in handbook.chapters(describing.description()):
        for operation in chapter.operations:
            if operation.kind == "archive" or (chapter.slug == "reunions" and operation.kind == "show"):
                continue
            answer = _run(program, operation.example)
            assert answer.status_code == SUCCESS[operation.kind], (operation.key, answer.content)
            asked += 1
    assert asked > 15
    assert _run(program, handbook.first_steps()).status_code == 200


@override_settings(API_PER_MINUTE=10**9)
@pytest.mark.django_db
def test_nothing_that_is_drawn_is_a_fault_of_ours() -> None:
    asker = Asker.in_a_new_workspace()
    drawn = requests.requests(asker.description, known=asker.known, seed=94018)
    asked = [asker.ask(next(drawn)) for _ in range(CASES)]
    assert [said for _, wrong in asked for said in wrong] == []
    assert {200, 404, 422} <= {status for status, _ in asked}


def _run(program: Program, example: str) -> Any:
    """Send what a command of the documentation sends."""
    words = shlex.split(example.replace("\\\n", " ").replace("$JETON", program.token))
    assert words.pop(0) == "curl"
    method, headers, body, address = "GET", {}, None, ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0).encode()
        else:
            address = word
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers.pop("Content-Type", None)
    return program.client.generic(method, path, body or b"", content_type="application/json", headers=headers)
