"""« La démarche en une page » holds on one page, however much the initiative has to say."""

import io
import zipfile

import pypdf
import pytest
from django.utils import timezone

from copil.documents.writers import write
from copil.identity.models import Workspace
from copil.initiatives import paper_summary
from copil.initiatives.enums import ObjectiveLevel, TeamRole
from tests.documents.reading import pdf_text, squash
from tests.factories.initiatives import (
    InitiativeFactory,
    ObjectiveFactory,
    PlannedActivityFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db
LONG = "Faire travailler ensemble les structures, la fédération et les services des communes " * 3


def test_it_holds_on_one_page(workspace: Workspace) -> None:
    initiative = InitiativeFactory.create(workspace=workspace, summary=LONG * 2, territory_note=LONG[:180])
    for level in ObjectiveLevel.values:
        for number in range(9):
            ObjectiveFactory.create(initiative=initiative, level=level, text=f"{number} {LONG[:200]}")
    for role in TeamRole.values:
        for _ in range(12):
            TeamMemberFactory.create(initiative=initiative, role=role, title="Lien avec les structures")
    for activity in ("1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5"):
        PlannedActivityFactory.create(initiative=initiative, activity=activity, person=None)
    document = paper_summary.one_page(initiative, today=timezone.localdate())
    content = write(document, "pdf")
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1
    said = squash(pdf_text(content))
    for text in ("et 5 autres", "et 2 autres", "Personne pour l’instant"):
        assert squash(text) in said


def test_letters_are_smaller_in_every_format(workspace: Workspace) -> None:
    document = paper_summary.one_page(
        InitiativeFactory.create(workspace=workspace), today=timezone.localdate()
    )
    for format_key, part, ours in (
        ("docx", "word/styles.xml", b'<w:sz w:val="18"/>'),
        ("odt", "styles.xml", b'fo:font-size="9.2pt"'),
    ):
        assert ours in zip_part(write(document, format_key), part)


def zip_part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
