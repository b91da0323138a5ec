"""A sheet: begun from its initiative, written, brought up to date, reviewed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail

from conftest import ClientFor
from copil.core.errors import ActionRefused, Conflict
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative, PresentationSheet
from copil.journal.models import JournalEntry
from copil.library import actions, content
from copil.library.enums import SheetState
from copil.library.models import ExperienceSheet
from copil.notifications.models import OutboxMessage
from tests.factories.identity import MembershipFactory, UserFactory
from tests.factories.initiatives import InitiativeFactory, ObjectiveFactory
from tests.factories.library import AT, sheet_of
from tests.factories.needs import ProblemSheetFactory

pytestmark = pytest.mark.django_db
BASE = "/e/reseau-marne/experiences/fiches/"


@pytest.fixture
def relectrice(workspace: Workspace) -> User:
    user: User = UserFactory.create(given_name="Claire", family_name="Vasseur")
    MembershipFactory.create(workspace=workspace, user=user, role=Role.OBSERVER)
    return user


def read_again(sheet: ExperienceSheet) -> ExperienceSheet:
    again: ExperienceSheet = ExperienceSheet.objects.select_related("initiative").get(pk=sheet.pk)
    return again


def test_it_begins_with_what_the_initiative_says(workspace: Workspace, pilote: User) -> None:
    problem = ProblemSheetFactory.create(
        workspace=workspace, title="Qui tient les comptes", origin="Une enquête"
    )
    initiative = InitiativeFactory.create(
        workspace=workspace, title="Une comptable à plusieurs", problem_sheet=problem
    )
    ObjectiveFactory.create(initiative=initiative, text="Former")
    PresentationSheet.objects.filter(initiative=initiative).update(typology="B", cost=Decimal("5400"), days=4)
    sheet = actions.begin(initiative=initiative, by=pilote, at=AT)
    assert (sheet.title, sheet.origin, sheet.operational) == (
        "Une comptable à plusieurs",
        "Une enquête",
        "- Former",
    )
    assert sheet.context.startswith("Qui tient les comptes")
    found = content.provenance(read_again(sheet))
    assert found["cost"] == found["typology"] == found["days"] == "initiative"
    assert "results" not in found
    assert content.missing(sheet) == [
        "les types d’intervention",
        "les contenus",
        "le système intervenant",
        "les structures bénéficiaires",
        "les résultats",
    ]
    line = JournalEntry.objects.get(object_kind="library.experiencesheet", verb="begin")
    assert line.initiative_id == initiative.pk
    with pytest.raises(ActionRefused, match="déjà"):
        actions.begin(initiative=initiative, by=pilote, at=AT)


def test_what_is_written_by_hand_is_told_apart_and_kept(workspace: Workspace, pilote: User) -> None:
    sheet = sheet_of(workspace)
    sheet.summary = "Écrit par nous"
    actions.save(sheet=sheet, changed=["summary", "state"], expected=sheet.version, by=pilote, at=AT)
    assert read_again(sheet).state == SheetState.DRAFT
    assert content.provenance(read_again(sheet))["summary"] == "hand"
    changed = Initiative.objects.filter(pk=sheet.initiative_id)
    changed.update(summary="Dit par la démarche", title="Un autre titre")
    now = content.from_initiative(changed.with_surroundings().get())
    found = {one.name: one for one in content.differences(read_again(sheet), now)}
    assert set(found) == {"summary", "title"}
    assert found["summary"].by_hand
    assert not found["title"].by_hand
    assert ("new", "Un autre titre") in found["title"].pieces
    stored = read_again(sheet)
    with pytest.raises(Conflict):
        actions.refresh(sheet=stored, chosen=["title"], now=now, expected=99, by=pilote, at=AT)
    actions.refresh(sheet=stored, chosen=["title"], now=now, expected=stored.version, by=pilote, at=AT)
    stored = read_again(sheet)
    assert (stored.title, stored.summary) == ("Un autre titre", "Écrit par nous")
    with pytest.raises(ActionRefused, match="Cochez"):
        actions.refresh(sheet=stored, chosen=["title"], now=now, expected=stored.version, by=pilote, at=AT)


def test_the_differences_rebuild_both_texts() -> None:
    pieces = content.pieces("trois réunions avec les élus", "quatre réunions avec les élus et les bénévoles")
    assert " ".join(words for kind, words in pieces if kind != "new") == "trois réunions avec les élus"
    after = " ".join(words for kind, words in pieces if kind != "gone")
    assert after == "quatre réunions avec les élus et les bénévoles"


def test_a_review_goes_back_and_forth(
    workspace: Workspace, pilote: User, relectrice: User, now: dt.datetime
) -> None:
    sheet = sheet_of(workspace)
    actions.submit(sheet=sheet, reviewer=relectrice, expected=sheet.version, by=pilote, at=now)
    sheet = read_again(sheet)
    assert (sheet.state, sheet.reviewer) == (SheetState.IN_REVIEW, relectrice)
    with pytest.raises(ActionRefused, match="en relecture"):
        actions.save(sheet=sheet, changed=["title"], expected=sheet.version, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="autre personne"):
        actions.approve(sheet=sheet, expected=sheet.version, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="remarque"):
        actions.send_back(sheet=sheet, remarks=" ", expected=sheet.version, by=relectrice, at=now)
    actions.send_back(sheet=sheet, remarks="Dites le coût.", expected=sheet.version, by=relectrice, at=now)
    sheet = read_again(sheet)
    assert (sheet.state, sheet.remarks) == (SheetState.RETURNED, "Dites le coût.")
    actions.submit(sheet=sheet, reviewer=relectrice, expected=sheet.version, by=pilote, at=now)
    sheet = read_again(sheet)
    with pytest.raises(ActionRefused, match="a changé"):
        actions.approve(sheet=sheet, expected=sheet.version - 1, by=relectrice, at=now)
    actions.approve(sheet=sheet, expected=sheet.version, by=relectrice, at=now)
    assert read_again(sheet).state == SheetState.READY
    told = OutboxMessage.objects.order_by("created_at", "pk").values_list("recipient", flat=True)
    assert list(told) == [relectrice.email, pilote.email, relectrice.email, pilote.email]
    assert mail.outbox == []


def test_nobody_reviews_their_own_text_nor_from_elsewhere(
    workspace: Workspace, pilote: User, relectrice: User, visiteur: User, now: dt.datetime
) -> None:
    sheet = sheet_of(workspace)
    for reviewer in (pilote, visiteur):
        with pytest.raises(ActionRefused, match="personne"):
            actions.submit(sheet=sheet, reviewer=reviewer, expected=sheet.version, by=pilote, at=now)
    empty = sheet_of(workspace, context="", needs_summary="")
    with pytest.raises(ActionRefused, match="problématique"):
        actions.submit(sheet=empty, reviewer=relectrice, expected=empty.version, by=pilote, at=now)


def test_two_people_write_and_nothing_is_lost(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    sheet = sheet_of(workspace, summary="Avant")
    client = client_for(pilote)
    page = client.get(f"{BASE}{sheet.pk}/ecrire/")
    assert "Vient de la démarche" in page.content.decode()
    assert "Écrit à la main" in page.content.decode()
    typed = {"title": sheet.title, "summary": "Le mien", "version": sheet.version, "typology": "B"}
    ExperienceSheet.objects.filter(pk=sheet.pk).update(version=sheet.version + 1, summary="Le sien")
    answer = client.post(f"{BASE}{sheet.pk}/ecrire/", typed)
    assert answer.status_code == 409
    assert "Le mien" in answer.content.decode()
    assert "Le sien" in answer.content.decode()


def test_the_pages_say_what_to_do_next(
    workspace: Workspace, pilote: User, relectrice: User, client_for: ClientFor
) -> None:
    sheet = sheet_of(workspace)
    client, hers = client_for(pilote), client_for(relectrice)
    assert "Donner à relire" in client.get(f"{BASE}{sheet.pk}/").content.decode()
    chosen = {"reviewer": str(relectrice.pk), "version": sheet.version}
    client.post(f"{BASE}{sheet.pk}/donner-a-relire/", chosen)
    assert "Elles vous attendent" in hers.get(BASE).content.decode()
    assert hers.get(f"{BASE}{sheet.pk}/relire/").status_code == 200
    hers.post(f"{BASE}{sheet.pk}/prete/", {"version": sheet.version + 1})
    page = client.get(f"{BASE}{sheet.pk}/")
    assert "Publier la fiche" in page.content.decode()
    client.post(f"{BASE}{sheet.pk}/publier/", {"scope": "workspace", "version": sheet.version + 2})
    assert client.get(f"/e/reseau-marne/experiences/{sheet.pk}/").status_code == 200
    assert sheet.title in hers.get("/e/reseau-marne/experiences/").content.decode()
