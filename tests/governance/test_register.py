"""The screens and the exports of the register."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from copil.governance import actions, exports
from copil.governance.models import Decision
from copil.identity.models import User, Workspace
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.governance import AT, body_of, decision_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parent / "fixtures" / "deliberations.json").read_text(encoding="utf-8"))


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"governance:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def faults_of(row: dict[str, str]) -> list[str]:
    """Check a row against the facts of the schema."""
    found = []
    for field in SCHEMA["fields"]:
        value = row[field["name"]]
        if (field.get("required") and not value) or (
            value and field.get("pattern") and not re.search(field["pattern"], value)
        ):
            found.append(field["name"])
    for names in SCHEMA["together"]:
        if len({bool(row[name]) for name in names}) > 1:
            found.append(" ".join(names))
    for more, less in SCHEMA["at_least"]:
        if row[more] and int(row[more]) < int(row[less]):
            found.append(f"{more} < {less}")
    return found


def test_a_decision_is_written_adopted_and_read(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    body, client = body_of(workspace), client_for(pilote)
    data = {
        "title": "Retenir le calendrier court", "decided_on": "2026-11-02", "way": "vote", "votes_for": "3",
        "votes_against": "1", "votes_abstained": "0", "reason": "Les élections approchent",
        "options": "Calendrier court\nCalendrier long",
    }  # fmt: skip  # a table reads by its lines
    client.post(at(workspace, "decision_create", pk=body.pk), data)
    made = Decision.objects.get()
    for _ in range(3):
        person = PersonFactory.create(workspace=workspace)
        values = {"person": person, "starts_on": dt.date(2026, 1, 1)}
        actions.give_mandate(body=body, workspace=workspace, values=values, by=None, at=AT)
    url = at(workspace, "decision_adopt", pk=made.pk)
    refused = client.post(url, {"version": made.version}, follow=True).content.decode()
    assert "4 voix comptées pour 3 sièges" in refused
    data |= {"votes_against": "0", "version": str(made.version)}
    client.post(at(workspace, "decision_edit", pk=made.pk), data)
    made.refresh_from_db()
    client.post(url, {"version": made.version})
    page = client.get(at(workspace, "decision", pk=made.pk)).content.decode()
    assert "COPIL 2026-01" in page
    assert "Calendrier long" in page
    assert client.post(url, {"version": made.version}, follow=True).status_code in (200, 400, 409)
    assert Decision.objects.adopted().count() == 1


def test_the_list_narrows_and_asks_few_queries(
    client_for: ClientFor,
    membre: User,
    workspace: Workspace,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    body, other = body_of(workspace), body_of(workspace, name="Comité technique", code="CT")
    for number in range(30):
        decision_of(body, title=f"Décider {number}")
    decision_of(other, title="Choisir le formateur")
    client = client_for(membre)
    with django_assert_max_num_queries(15):
        client.get(at(workspace, "decisions"))
    page = client.get(
        at(workspace, "decisions"), {"instance": str(other.pk), "annee": "2026"}
    ).content.decode()
    assert "Choisir le formateur" in page
    assert "Décider 3" not in page
    found = client.get(at(workspace, "decisions"), {"q": "CT 2026 formateur"}).content.decode()
    assert "1 décision" in found.replace("\u00a0", " ")


@pytest.mark.parametrize("file_format", ["html", "pdf", "docx", "odt"])
def test_a_decision_leaves_in_four_formats(
    client_for: ClientFor, membre: User, workspace: Workspace, file_format: str
) -> None:
    made = decision_of(body_of(workspace), options="Oui\nNon", consequences="Le calendrier")
    answer = client_for(membre).get(at(workspace, "decision_file", pk=made.pk, file_format=file_format))
    assert answer.status_code == 200
    assert len(answer.content) > 500


def test_the_register_opens_in_a_spreadsheet(
    client_for: ClientFor, membre: User, workspace: Workspace
) -> None:
    decision_of(body_of(workspace), title="=1+1")
    answer = client_for(membre).get(at(workspace, "decisions_export", file_format="csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["Numéro"], row["Décision"]) == ("COPIL 2026-01", "'=1+1")


def test_deliberations_follow_the_open_schema(
    client_for: ClientFor, membre: User, workspace: Workspace
) -> None:
    town = OrganisationFactory.create(workspace=workspace, name="Charenton", siret="21940018700012")
    body = body_of(workspace, authority=town)
    matter: dict[str, Any] = {
        "matter_code": "8.4",
        "matter_name": "domaines de compétences par thèmes/aménagement",
    }
    decision_of(body, **matter)
    decision_of(body, **matter, way="vote", votes_for=3, votes_against=1, votes_abstained=1)
    decision_of(body)
    answer = client_for(membre).get(at(workspace, "decisions_scdl", pk=body.pk))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["DELIB_ID"] for row in rows] == ["COPIL 2026-01", "COPIL 2026-02"]
    assert [faults_of(row) for row in rows] == [[], []]
    assert list(rows[0]) == [field["name"] for field in SCHEMA["fields"]]
    assert "collectivité" in exports.lacking_for_scdl(body_of(workspace))
