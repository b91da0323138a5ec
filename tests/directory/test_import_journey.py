"""Somebody new brings their own list: guesses seen, rows corrected or left aside, confirmed, reported."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.notifications import worker

BASE = "/e/reseau-marne/organisations/imports/"
LIST = Path(__file__).parents[1] / "fixtures" / "imports" / "adherents-windows.csv"


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", html.replace("\u00a0", " "))


@pytest.mark.usefixtures("communes")
def test_from_their_list_to_the_report(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    sent = {"file": SimpleUploadedFile(LIST.name, LIST.read_bytes())}
    response = client.post(f"{BASE}nouveau/", sent, follow=True)
    url = response.redirect_chain[-1][0].removesuffix("colonnes/")
    guessed = plain(response.content.decode())
    for told in ("Titres trouvés à la ligne 5", "Commune", "Code postal", "Montant", "Oui ou non"):
        assert told in guessed
    chosen = dict(re.findall(r'name="(colonne_\d+)".*?<option value="(\w+)" selected', guessed))
    shown = client.post(f"{url}colonnes/", chosen, follow=True).content.decode()
    assert 'name="l9-name"' in shown
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    data = {
        "version": version[1], "l9-name": "La Péniche", "l10-kind": "association", "l10-email": "",
        "l10-budget_amount": "1 500", "ecarter": "12",
    }  # fmt: skip  # a table reads by its lines
    shown = plain(client.post(f"{url}corriger/", data, follow=True).content.decode())
    assert "Importer 6 lignes" in shown
    assert "Laissées de côté 1" in shown
    client.post(f"{url}confirmer/")
    worker.run_all()
    done = plain(client.get(f"{url}suivi/").content.decode())
    assert "Import terminé" in done
    assert Organisation.objects.get(name="Ressourcerie du quai").profile.budget_amount == 1500
    report = b"".join(client.get(f"{url}bilan.csv")).decode("utf-8-sig")
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(report.replace("\u00a0", " ")), delimiter=";")}
    assert rows["9"][:2] == ["La Péniche", "Créée"]
    assert "Nom : La Péniche" in rows["9"][4]
    assert rows["12"][1:3] == ["Laissée de côté", "Laissée de côté à votre demande."]
    assert "zéro initial du code postal rétabli : 02100" in rows["7"][3]
