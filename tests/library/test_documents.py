"""An experience in its four outputs: the same words, no gap printed."""

from decimal import Decimal
from typing import Any

import pytest

from conftest import ClientFor
from copil.documents.writers import FORMATS
from copil.identity.models import User, Workspace
from copil.library.enums import Scope
from tests.documents.reading import docx_text, odt_text, pdf_text
from tests.factories.library import edition_of

pytestmark = pytest.mark.django_db
READERS: dict[str, Any] = {
    "pdf": pdf_text,
    "docx": docx_text,
    "odt": odt_text,
    "html": lambda content: content.decode(),
}
SAID = (
    "Une comptable à plusieurs",
    "Réseau Marne Solidaire",
    "Des comptes tenus en retard",
    "Tenir les comptes à jour",
    "Accompagnement collectif",
    "Le planning partagé",
    "5 400 €",
    "1 800 €",
    "1 350 €",
    "Lire un bilan",
    "Les comptes sont à jour",
)


@pytest.mark.parametrize("format_key", list(FORMATS))
@pytest.mark.parametrize("who", ["member", "nobody"])
def test_each_file_says_the_same(
    format_key: str, who: str, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    words: dict[str, Any] = {
        "title": "Une comptable à plusieurs",
        "operational": "- Tenir les comptes à jour",
        "skills": "- Lire un bilan",
        "cost": Decimal("5400"),
        "days": Decimal(4),
        "beneficiaries_count": 3,
        "results": "Les comptes sont à jour.",
    }
    edition = edition_of(workspace, scope=Scope.PUBLIC, **words)
    inside = f"/e/reseau-marne/experiences/{edition.sheet_id}/"
    base = inside if who == "member" else f"/experiences/{edition.sheet_id}/"
    client = client_for(membre if who == "member" else None)
    answer = client.get(f"{base}fichier/{format_key}/")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    text = " ".join(READERS[format_key](answer.content).split()).replace("\u00a0", " ")
    for said in SAID:
        assert said in text, said
    for gap in ("À compléter", "Non renseigné", "Partenariat"):
        assert gap not in text
    assert client.get(f"{base}fichier/exe/").status_code == 404
