"""A workspace with one sheet of each kind, and a program that asks it what is drawn."""

from typing import Any

from django.test import Client

from bench.requests import Drawn, problems
from copil.api import describing
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.workshops.models import ActionSheet, CommonPlan
from tests.factories.api import token_of
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory
from tests.factories.identity import MembershipFactory, WorkspaceFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.needs import NeedFactory
from tests.factories.tasks import TaskFactory


class Asker:
    """Asks what is drawn, with the token of an administrator; whoever uses it lifts the limit of rate."""

    def __init__(self, user: User, workspace: Workspace) -> None:
        self.description = describing.description()
        token = token_of(user, workspace)
        self.client = Client(
            headers={"Authorization": f"Bearer {token}"},
            raise_request_exception=False,
            SERVER_NAME="localhost",
        )
        organisation = OrganisationFactory.create(workspace=workspace)
        person = PersonFactory.create(workspace=workspace)
        FunctionFactory.create(workspace=workspace, person=person, organisation=organisation)
        initiative = InitiativeFactory.create(workspace=workspace)
        own = {"workspace": workspace, "title_key": "un cafe"}
        self.known: dict[str, Any] = {
            "organisations": organisation.pk,
            "personnes": person.pk,
            "besoins": NeedFactory.create(organisation=organisation).pk,
            "demarches": initiative.pk,
            "fiches-action": ActionSheet.objects.create(initiative=initiative, title="Un café", **own).pk,
            "plans-communs": CommonPlan.objects.create(initiative=initiative, workspace=workspace).pk,
            "taches": TaskFactory.create(workspace=workspace).pk,
        }

    @classmethod
    def in_a_new_workspace(cls) -> "Asker":
        """Make the workspace, and its administrator."""
        workspace = WorkspaceFactory.create(slug="essais")
        return cls(MembershipFactory.create(workspace=workspace, role=Role.ADMIN).user, workspace)

    def ask(self, drawn: Drawn) -> tuple[int, list[str]]:
        """Send what was drawn; return the status, and what is wrong with the answer."""
        answer = self.client.generic(
            drawn.method,
            drawn.path,
            drawn.body,
            content_type="application/json",
            headers=dict(drawn.headers),
        )
        content_type = answer.headers.get("Content-Type", "")
        return answer.status_code, problems(drawn, status=answer.status_code, content_type=content_type)
