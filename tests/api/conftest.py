"""A program with a token, as the API sees it."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from copil.identity.models import User, Workspace
from tests.factories.api import token_of


class Program:
    """Something that calls the API with a token."""

    def __init__(self, token: str) -> None:
        self.token, self.client = token, Client()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request; a word of ``headers`` written ``If_Match`` is the header ``If-Match``."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Any = self.client.generic(
            method,
            path,
            b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode(),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **sent},
        )
        response: HttpResponse = answer
        return response

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)


def read(answer: Any) -> Any:
    """Return what an answer says."""
    return json.loads(answer.content)


@pytest.fixture
def program(pilote: User, workspace: Workspace) -> Program:
    """A program that may do all that the pilot may."""
    return Program(token_of(pilote, workspace))
