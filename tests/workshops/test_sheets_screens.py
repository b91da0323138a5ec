"""The screens of action sheets: listed, filtered, exported, printed, changed by two people, from an idea."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from copil.identity.models import User, Workspace
from copil.workshops import actions
from copil.workshops.evidence import sheets as sheet_evidence
from copil.workshops.models import ActionSheet, Board, Card, CardAnswer, SheetSource
from tests.counting import queries_of
from tests.workshops.test_groups import formed
from tests.workshops.test_sheets import AT, sheet_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"workshops:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def test_a_list_asks_the_same_of_the_database_whatever_its_length(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    sheet, client = sheet_of(workspace), client_for(pilote)
    address = at(workspace, "sheets", pk=sheet.initiative_id)
    said = {"state": "blocked", "progress": 3, "weather": "rain", "sentence": "Rien."}
    said |= {"blocked_by": "Un vote", "unblocked_when": "Il a lieu"}
    actions.state_progress(sheet=sheet, values=said, by=pilote, at=AT)
    client.get(address)
    few = queries_of(client, address)
    ActionSheet.objects.bulk_create(
        ActionSheet(
            workspace=workspace,
            initiative=sheet.initiative,
            title=f"Action {n}",
            title_key=f"action {n}",
            missing_count=3,
        )
        for n in range(199)
    )
    assert queries_of(client, address) == few <= 15


FILTERS = {
    "q=velo": True,
    "q=fanfare": False,
    "fiche=incomplete": True,
    "fiche=complete": False,
    "porteur=proposed": True,
    "porteur=accepted": False,
    "avancement=todo&tri=fin": True,
    "avancement=done": False,
}


def test_a_filter_keeps_what_it_says(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    sheet, client = sheet_of(workspace), client_for(pilote)
    address = at(workspace, "sheets", pk=sheet.initiative_id)
    for query, shown in FILTERS.items():
        page = client.get(f"{address}?{query}").content.decode()
        assert (at(workspace, "sheet", pk=sheet.pk) in page) is shown, query


def test_late_actions_are_found(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    old = {"start_date": dt.date(2020, 1, 1), "end_date": dt.date(2020, 2, 1)}
    sheet = sheet_of(workspace, **old)
    address, client = at(workspace, "sheets", pk=sheet.initiative_id), client_for(pilote)
    assert "de retard" in client.get(f"{address}?avancement=late").content.decode()
    done = {"state": "done", "progress": 100, "weather": "sun", "sentence": "Fini."}
    actions.state_progress(sheet=sheet, values=done, by=pilote, at=AT)
    assert "Aucune fiche ne correspond" in client.get(f"{address}?avancement=late").content.decode()


def test_the_list_leaves_as_a_table_and_as_paper(
    client_for: ClientFor, membre: User, workspace: Workspace
) -> None:
    sheet, client = sheet_of(workspace), client_for(membre)
    pk = sheet.initiative_id
    table = client.get(at(workspace, "sheets_export", pk=pk, file_format="csv"))
    told = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]  # a streamed answer
    assert "Un atelier vélo partagé" in told
    for address in (
        at(workspace, "sheets_file", pk=pk, file_format="html") + "?par=2",
        at(workspace, "sheet_file", pk=sheet.pk, file_format="html"),
    ):
        paper = client.get(address).content.decode()
        assert "Les habitants sans voiture" in paper
        assert "pressenti" in paper


def test_the_second_to_save_sees_both_texts(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    sheet, client = sheet_of(workspace), client_for(pilote)
    address = at(workspace, "sheet_edit", pk=sheet.pk)
    data = {"title": "Un premier titre", "version": sheet.version, "lead_person": str(sheet.lead_person)}
    assert client.post(address, data).status_code == 302
    answer = client.post(address, {**data, "title": "Un second titre"})
    assert answer.status_code == 409
    assert "Un premier titre" in answer.content.decode()
    late = {**data, "start_date": "2027-02-02", "end_date": "2027-01-01"}
    assert "La fin vient avant le début" in client.post(address, late).content.decode()


def test_an_idea_becomes_a_sheet_once(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    group = formed(sheet_of(workspace).initiative)
    own = {"workspace": workspace, "created_at": AT}
    board = Board.objects.create(group=group, rank=2, **own)
    idea = Card.objects.create(board=board, number=1, kind="idea", text="Un garage partagé", **own)
    problem = Card.objects.create(board=board, number=2, kind="problem", text="Trop loin", **own)
    CardAnswer.objects.create(card=idea, problem=problem, **own)
    client, listed = client_for(pilote), at(workspace, "sheets", pk=group.initiative_id)
    assert "En faire une fiche" in client.get(listed).content.decode()
    address = at(workspace, "sheet_from_card", pk=idea.pk)
    client.post(address)
    client.post(address)
    made = ActionSheet.objects.get(title="Un garage partagé")
    assert made.group == group
    assert set(SheetSource.objects.values_list("sheet", "card")) == {
        (made.pk, idea.pk),
        (made.pk, problem.pk),
    }
    assert "En faire une fiche" not in client.get(listed).content.decode()
    assert "Trop loin" in client.get(at(workspace, "sheet", pk=made.pk)).content.decode()


def test_sheets_prove_themselves_once_each_group_has_its_own(workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    told = sheet_evidence.from_sheets([sheet.initiative_id])[sheet.initiative_id][sheet_evidence.SHEETS]
    assert not told.complete
    actions.add_indicator(sheet=sheet, values={"label": "Vélos"}, by=None, at=AT)
    told = sheet_evidence.from_sheets([sheet.initiative_id])[sheet.initiative_id][sheet_evidence.SHEETS]
    assert told.complete
    formed(sheet.initiative)
    told = sheet_evidence.from_sheets([sheet.initiative_id])[sheet.initiative_id][sheet_evidence.SHEETS]
    assert not told.complete
    assert "groupe sans fiche" in told.text
