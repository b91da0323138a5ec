"""Files beside what exists already; a carrier invited by an address; what is late in the cockpit."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conftest import ClientFor
from copil.files.models import StoredFile
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.initiatives import actions
from copil.initiatives.models import CarrierInvitation, ExistingItem, Initiative
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory
from tests.factories.initiatives import SAID_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(demarche: Initiative, workspace: Workspace, pilote: User) -> ExistingItem:
    values = {"kind": "body", "name": "Comité de ville", "since": "", "link": "", "fate": "", "reason": ""}
    return actions.add_existing(
        initiative=demarche, workspace=workspace, values=values, by=pilote, at=SAID_AT
    )


def base(item: ExistingItem) -> str:
    return f"/e/reseau-marne/demarches/{item.initiative_id}/existant/"


def test_a_file_is_attached_read_by_those_who_see_and_taken_off(
    item: ExistingItem, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    address, client = f"{base(item)}{item.pk}/fichiers/", client_for(pilote)
    wrong = client.post(address, {"file": SimpleUploadedFile("page.html", b"<script>")})
    assert "n’est pas accepté" in wrong.content.decode()
    client.post(address, {"file": SimpleUploadedFile("Compte rendu.pdf", b"%PDF-1.7\n")})

    file = StoredFile.objects.get(name="Compte rendu.pdf")
    assert "Compte rendu.pdf" in client_for(membre).get(base(item)).content.decode()
    given = client_for(membre).get(f"{address}{file.pk}/")
    assert given.content == b"%PDF-1.7\n"
    assert given["Content-Disposition"].startswith("attachment")
    assert "sandbox" in given["Content-Security-Policy"]
    assert client_for(visiteur).get(f"{address}{file.pk}/").status_code == 404

    client.post(f"{address}{file.pk}/retirer/")
    assert client.get(f"{address}{file.pk}/").status_code == 404
    assert "Compte rendu.pdf" not in client.get(base(item)).content.decode()


def test_a_line_keeps_five_files_at_most(item: ExistingItem, pilote: User, client_for: ClientFor) -> None:
    address, client = f"{base(item)}{item.pk}/fichiers/", client_for(pilote)
    answers = [client.post(address, {"file": SimpleUploadedFile(f"{n}.txt", b"note")}) for n in range(6)]
    assert "a déjà 5 fichiers" in answers[-1].content.decode()
    assert StoredFile.objects.filter(owner_id=item.pk).count() == 5


@pytest.mark.parametrize(
    ("role", "found"), [(Role.COORDINATOR, True), (Role.ADMIN, True), (Role.MEMBER, False)]
)
def test_a_carrier_is_invited_by_who_coordinates_it(
    role: Role, found: bool, demarche: Initiative, workspace: Workspace, pilote: User
) -> None:
    voisin = WorkspaceFactory.create(name="Pays voisin", slug="pays-voisin")
    MembershipFactory.create(workspace=voisin, user=UserFactory.create(email="lea@voisin.example"), role=role)
    common: dict[str, Any] = {"initiative": demarche, "workspace": workspace, "message": "", "by": pilote}
    sent = actions.invite_carrier(identifier="Lea@voisin.example ", at=SAID_AT, **common)
    assert sent.invited == (voisin if found else None)
    assert CarrierInvitation.objects.get().identifier == "lea@voisin.example"


def test_the_cockpit_lists_what_is_late_with_since_when_and_whose(
    demarche: Initiative, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    address = f"/e/reseau-marne/demarches/{demarche.pk}/"
    assert 'id="retard"' not in client_for(pilote).get(address).content.decode()
    due_on = timezone.localdate() - dt.timedelta(days=12)
    actions.plan_activity(
        initiative=demarche, workspace=workspace, activity="1.1.4", person=None, due_on=due_on,
        why="Avant le copil", expected=0, by=pilote, at=SAID_AT,
    )  # fmt: skip  # a table reads by its lines
    page = client_for(pilote).get(address).content.decode()
    assert "En retard" in page
    assert "12\xa0jours" in page
    assert "sans personne désignée" in page
