"""The concept note and the methodological frame: prefilled, completed, issued, compared, proved."""

import io
import zipfile

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.documents import writers
from copil.documents.models import ArchivedDocument
from copil.identity.models import User, Workspace
from copil.initiatives.evidence import facts_of
from copil.initiatives.models import ConceptNote, Initiative, MethodFrame
from copil.initiatives.papers import PAPERS
from tests.factories.initiatives import (
    InitiativeFactory,
    MarkFactory,
    ObjectiveFactory,
    PlannedActivityFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db
NOTE, FRAME = "note-de-cadrage", "cadre-methodologique"


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    found = InitiativeFactory.create(
        workspace=workspace, title="Relève à plusieurs", summary="Trouver ensemble qui prendra la suite."
    )
    ObjectiveFactory.create(initiative=found, text="Essayer la coprésidence")
    MarkFactory.create(initiative=found, activity="1.1.4", kind="skipped", note="Aucune étude récente")
    PlannedActivityFactory.create(initiative=found, activity="1.1.1")
    TeamMemberFactory.create(initiative=found)
    return found


def page(initiative: Initiative, paper: str, rest: str = "") -> str:
    return f"/e/reseau-marne/demarches/{initiative.pk}/documents/{paper}/{rest}"


def test_the_note_is_prefilled_then_completed(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client = client_for(pilote)
    assert "À compléter" in client.get(page(initiative, NOTE)).content.decode()
    form = client.get(page(initiative, NOTE, "completer/")).content.decode()
    assert "Trouver ensemble qui prendra la suite." in form
    assert "Proposé d’après ce que dit déjà la démarche" in form
    data = {"idea": "Une relève à plusieurs", "terms": "Cinq journées", "version": "0"}
    assert client.post(page(initiative, NOTE, "completer/"), data).status_code == 302
    stale = client.post(page(initiative, NOTE, "completer/"), {**data, "idea": "Autre"})
    assert stale.status_code == 409
    assert "Une relève à plusieurs" in stale.content.decode()
    shown = client.get(page(initiative, NOTE)).content.decode()
    assert "Cinq journées" in shown
    assert "Essayer la coprésidence" in shown
    assert ConceptNote.objects.get().version == 2


@pytest.mark.parametrize("output", list(writers.FORMATS))
@pytest.mark.parametrize("paper", [NOTE, FRAME])
def test_every_output_says_the_same(
    client_for: ClientFor, membre: User, initiative: Initiative, paper: str, output: str
) -> None:
    answer = client_for(membre).get(page(initiative, paper, f"fichier/{output}/"))
    assert answer.status_code == 200
    content = answer.content
    if output in ("docx", "odt"):
        inside = "word/document.xml" if output == "docx" else "content.xml"
        text = zipfile.ZipFile(io.BytesIO(content)).read(inside).decode()
        assert "Essayer la coprésidence" in text or "Aucune étude récente" in text
        assert "À compléter" not in text
    elif output == "html":
        assert "À compléter" not in content.decode()
    else:
        assert content.startswith(b"%PDF")


def test_the_frame_says_what_was_adapted_when_and_who(initiative: Initiative) -> None:
    MethodFrame.objects.create(initiative=initiative, workspace=initiative.workspace, groups="Deux groupes")
    document = PAPERS[FRAME].build(initiative, timezone.localdate(), "")
    titles = [heading.text for heading in document.headings()]
    for title in ("La méthode", "Ce qui est adapté, et pourquoi", "Le calendrier", "Les groupes"):
        assert title in titles
    assert "Ce qui existe déjà" not in titles
    said = str(document.blocks)
    assert "Aucune étude récente" in said
    assert "décembre 2026" in said


def test_issuing_proves_the_activity_and_tells_what_changed(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client, keys = (
        client_for(pilote),
        {NOTE: "initiatives.concept_note_issued", FRAME: "documents.method_frame_issued"},
    )
    for paper, key in keys.items():
        assert key not in facts_of([initiative.pk])[initiative.pk]
        assert "Jamais archivé" in client.get(page(initiative, paper, "changements/")).content.decode()
        nothing = client.post(page(initiative, paper, "archiver/"), {})
        assert "Cochez au moins un format" in nothing.content.decode()
        assert (
            client.post(page(initiative, paper, "archiver/"), {"formats": ["html", "odt"]}).status_code == 302
        )
        assert facts_of([initiative.pk])[initiative.pk][key].complete
        assert "Rien n’a changé" in client.get(page(initiative, paper, "changements/")).content.decode()
    assert ArchivedDocument.objects.count() == 4
    client.post(page(initiative, NOTE, "completer/"), {"idea": "Une autre idée", "version": "0"})
    changed = client.get(page(initiative, NOTE, "changements/")).content.decode()
    assert "<ins>Une autre idée</ins>" in changed
    kept = ArchivedDocument.objects.filter(kind="initiatives.concept_note", format="html").get()
    file = client.get(f"/e/reseau-marne/demarches/{initiative.pk}/documents/{kept.pk}/")
    assert b"Une autre" not in file.content
    assert "note-de-cadrage" in file.headers["Content-Disposition"]
    hub = client.get(f"/e/reseau-marne/demarches/{initiative.pk}/documents/").content.decode()
    assert hub.count("Ce qui a changé depuis</a>") == 2
    path = client.get(f"/e/reseau-marne/demarches/{initiative.pk}/activites/1.3.2/").content.decode()
    assert "Note de cadrage archivée" in path
    assert "documents/note-de-cadrage/" in path


def test_who_may_write(client_for: ClientFor, membre: User, visiteur: User, initiative: Initiative) -> None:
    assert client_for(membre).get(page(initiative, NOTE)).status_code == 200
    assert client_for(membre).get(page(initiative, NOTE, "completer/")).status_code == 403
    assert (
        client_for(membre).post(page(initiative, NOTE, "archiver/"), {"formats": ["html"]}).status_code == 403
    )
    assert client_for(visiteur).get(page(initiative, NOTE)).status_code == 404
    assert client_for(membre).get(page(initiative, "inconnu")).status_code == 404
