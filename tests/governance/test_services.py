"""Internal services of the carrier, its backing, and what they prove."""

import pytest

from conftest import ClientFor
from copil.governance import backing_evidence as evidence
from copil.governance.models import Backing, InternalService
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    return InitiativeFactory.create(workspace=workspace)


def test_a_service_is_noted_changed_left_out_with_a_reason_and_removed(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client, root = client_for(pilote), f"/e/reseau-marne/demarches/{initiative.pk}/services/"
    sent = {"name": "Service des sports", "kind": "theme", "state": "to_ask", "asked": "Deux agents"}
    assert client.post(f"{root}nouveau/", sent).status_code == 302
    assert "déjà noté" in client.post(f"{root}nouveau/", sent).content.decode()
    row = InternalService.objects.get()
    edit = f"{root}{row.pk}/modifier/"
    refused = client.post(edit, {**sent, "state": "not", "version": 1}).content.decode()
    assert "Dites pourquoi" in refused
    assert evidence.provide([initiative.pk])[initiative.pk] == {}
    told = {**sent, "state": "associated", "joins_groups": "on", "version": 1}
    assert client.post(edit, told).status_code == 302
    assert client.post(edit, {**told, "name": "Sports et loisirs"}).status_code == 409
    page = client.get(root).content.decode()
    assert "Rejoint les groupes" in page
    assert evidence.provide([initiative.pk])[initiative.pk][evidence.SERVICES].complete
    client.post(f"{root}nouveau/", {**sent, "name": "Communication", "kind": "communication"})
    assert not evidence.provide([initiative.pk])[initiative.pk][evidence.SERVICES].complete
    assert client.post(f"{root}{row.pk}/retirer/").status_code == 302
    assert client.post(f"{root}{row.pk}/retirer/").status_code == 404


def test_the_backing_is_dated_signed_and_reasoned(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client, address = client_for(pilote), f"/e/reseau-marne/demarches/{initiative.pk}/services/appui/"
    PersonFactory.create(workspace=initiative.workspace, given_name="Claire", family_name="Vasseur")
    assert (
        "Dites qui s’engage"
        in client.post(address, {"committed_on": "2026-09-01", "version": 0}).content.decode()
    )
    assert "Dites pourquoi" in client.post(address, {"outside_help": "no", "version": 0}).content.decode()
    whole = {
        "briefed_on": "2026-08-20", "sponsor": "Claire Vasseur", "committed_on": "2026-09-01",
        "commitment": "Présider les comités", "outside_help": "no",
        "outside_help_reason": "Les savoirs sont dans la maison", "version": 0,
    }  # fmt: skip  # a table reads by its lines
    assert client.post(address, whole).status_code == 302
    assert "vient de le dire" in client.post(address, whole).content.decode()
    assert client.post(address, {**whole, "version": 1, "commitment": "Et arbitrer"}).status_code == 302
    assert client.post(address, {**whole, "version": 1}).status_code == 409
    assert Backing.objects.get().version == 2
    facts = evidence.provide([initiative.pk])[initiative.pk]
    assert facts[evidence.SPONSOR].complete
    assert facts[evidence.OUTSIDE_HELP].text.endswith("non")


def test_who_may_not_shape_the_initiative_may_only_read(
    client_for: ClientFor, membre: User, visiteur: User, initiative: Initiative
) -> None:
    root = f"/e/reseau-marne/demarches/{initiative.pk}/services/"
    assert client_for(membre).get(root).status_code == 200
    for address in ("nouveau/", "appui/"):
        assert client_for(membre).post(root + address).status_code == 403
        assert client_for(visiteur).post(root + address).status_code == 404
