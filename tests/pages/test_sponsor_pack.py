"""The pack for elected members: what it says, its four outputs, its archive."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from copil.documents.models import ArchivedDocument
from copil.documents.writers import FORMATS
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative, PresentationSheet
from copil.journal.models import JournalEntry
from copil.pages import evidence
from tests.factories.initiatives import InitiativeFactory, PresentationSheetFactory

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made = InitiativeFactory.create(workspace=workspace, summary="Une relève qui donne envie.")
    if not PresentationSheet.objects.filter(initiative=made).exists():
        PresentationSheetFactory.create(initiative=made)
    PresentationSheet.objects.update(cost=Decimal("9000"), cost_borne_by="Le département")
    return made


def url(initiative: Initiative, name: str, **more: object) -> str:
    return reverse(f"pages:{name}", kwargs={"workspace": "reseau-marne", "pk": initiative.pk, **more})


def test_it_says_what_the_initiative_says(
    initiative: Initiative, pilote: User, membre: User, client_for: ClientFor
) -> None:
    page = client_for(pilote).get(url(initiative, "sponsor")).content.decode()
    for said in (
        "Une relève qui donne envie",
        "9\u00a0000\u00a0€",
        "Le département",
        "Ce qui vous est demandé",
    ):
        assert said in page
    assert "Il serait plus fort avec" in page
    seen = client_for(membre).get(url(initiative, "sponsor")).content.decode()
    assert "Archiver l’argumentaire" not in seen


def test_it_leaves_in_four_formats(initiative: Initiative, pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    contents = {key: client.get(url(initiative, "sponsor_file", format=key)).content for key in FORMATS}
    assert contents["pdf"].startswith(b"%PDF")
    assert "Une relève qui donne envie" in contents["html"].decode()
    for key, part in (("docx", "word/document.xml"), ("odt", "content.xml")):
        with zipfile.ZipFile(io.BytesIO(contents[key])) as archive:
            assert "Une relève qui donne envie" in archive.read(part).decode()
    assert client.get(url(initiative, "sponsor_file", format="exe")).status_code == 404


def test_issuing_keeps_it_with_its_digest_and_proves_it(
    initiative: Initiative, pilote: User, membre: User, client_for: ClientFor
) -> None:
    assert evidence.provide([initiative.pk]) == {}
    issue = url(initiative, "sponsor_issue")
    assert client_for(membre).post(issue, {"formats": ["html"]}).status_code == 403
    client = client_for(pilote)
    assert client.post(issue, {"formats": ["html", "docx"]}).status_code == 302
    kept = ArchivedDocument.objects.get(format="html")
    stored = client.get(url(initiative, "sponsor_archived", document=kept.pk)).content
    assert hashlib.sha256(stored).hexdigest() == kept.content_digest
    assert evidence.provide([initiative.pk])[initiative.pk][evidence.ISSUED].complete
    assert JournalEntry.objects.latest("seq").verb == "issue_sponsor_pack"
    other = InitiativeFactory.create(workspace=initiative.workspace)
    assert client.get(url(other, "sponsor_archived", document=kept.pk)).status_code == 404
