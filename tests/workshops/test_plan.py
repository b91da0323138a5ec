"""The common plan: gathered, merged and unmerged, answered, ordered, published, shared, what it proves."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused, Conflict
from copil.governance.models import Decision
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.workshops import actions as workshops
from copil.workshops.actions import plan_merging, plan_publishing, plans
from copil.workshops.enums.plans import Ordering
from copil.workshops.enums.sheets import SheetState
from copil.workshops.evidence import plans as plan_evidence
from copil.workshops.models import ActionSheet, CommonPlan, PlanAction, PlanMerge, PlanSource
from copil.workshops.plans import content as plan_content
from copil.workshops.plans import taking as plan_taking
from copil.workshops.presentation import plans as plan_presentation
from tests.counting import queries_of
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.governance import body_of
from tests.factories.initiatives import InitiativeFactory

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
WHOLE = {
    "description": "Réparer ensemble.",
    "objectives": "Rouler plus longtemps.",
    "targets": "Les habitants sans voiture.",
    "days": Decimal("12.5"),
    "start_date": dt.date(2027, 1, 4),
    "end_date": dt.date(2027, 6, 30),
}
INDICATOR = {"label": "Vélos réparés", "unit": "vélos", "target": Decimal(40)}


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made: Initiative = InitiativeFactory.create(workspace=workspace)
    return made


def sheet_of(initiative: Initiative, title: str, *, complete: bool = True, **values: Any) -> ActionSheet:
    group = workshops.create(
        workspace=initiative.workspace,
        initiative=initiative,
        values={"theme": f"Groupe {title}"},
        by=None,
        at=AT,
    )
    person = PersonFactory.create(workspace=initiative.workspace)
    said = {**WHOLE, "lead_person": person, "title": title, **values}
    sheet = workshops.create_sheet(
        workspace=initiative.workspace, initiative=initiative, values=said, group=group, by=None, at=AT
    )
    if complete:
        workshops.add_indicator(sheet=sheet, values=INDICATOR, by=None, at=AT)
    return sheet


def gathered(initiative: Initiative, *titles: str) -> list[PlanAction]:
    for title in titles:
        sheet_of(initiative, title)
    return plans.gather(initiative=initiative, besides=[], by=None, at=AT)


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"workshops:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def test_complete_sheets_come_in_at_once_and_others_on_purpose(
    client_for: ClientFor,
    pilote: User,
    membre: User,
    visiteur: User,
    workspace: Workspace,
    initiative: Initiative,
) -> None:
    sheet_of(initiative, "Louer un minibus")
    lacking = sheet_of(initiative, "Former des trésoriers", complete=False)
    client, gather = client_for(pilote), at(workspace, "plan_gather", pk=initiative.pk)
    page = client.get(gather).content.decode()
    assert "Il manque un indicateur." in page.replace("\u00a0", " ")
    assert client.post(gather).status_code == 302
    (action,) = PlanAction.objects.kept()
    assert action.title == "Louer un minibus"
    assert action.indicators == "Vélos réparés : 40 vélos"
    assert not plan_evidence.provide([initiative.pk])[initiative.pk][plan_evidence.WHOLE].complete
    client.post(gather, {"besides": [str(lacking.pk)]})
    lacking.refresh_from_db()
    assert lacking.state == SheetState.IN_PLAN
    assert PlanSource.objects.get(sheet=lacking).missing == ["un indicateur"]
    assert plan_evidence.provide([initiative.pk])[initiative.pk][plan_evidence.WHOLE].complete
    with pytest.raises(ActionRefused):
        plans.gather(initiative=initiative, besides=[], by=None, at=AT)
    shown = at(workspace, "plan", pk=initiative.pk)
    assert "Former des trésoriers" in client_for(membre).get(shown).content.decode()
    assert client_for(membre).post(gather).status_code == 403
    assert client_for(visiteur).get(shown).status_code == 404


def test_a_sheet_that_changed_is_shown_and_taken_again(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    (action,) = gathered(initiative, "Louer un minibus")
    source = PlanSource.objects.get()
    plans.change(action=action, values={"targets": "Écrit à la main"}, expected=1, by=pilote, at=AT)
    sheet = source.sheet
    workshops.update_sheet(
        sheet=sheet, values={"title": "Louer deux minibus"}, expected=sheet.version, by=pilote, at=AT
    )
    (told,) = plan_taking.changes(PlanSource.objects.select_related("sheet"))[source.pk]
    assert (told.label, told.before, told.after) == ("Titre", "Louer un minibus", "Louer deux minibus")
    client = client_for(pilote)
    page = at(workspace, "plan_action", pk=initiative.pk, action=action.pk)
    assert "a changé" in client.get(page).content.decode()
    again = at(workspace, "plan_source_again", pk=initiative.pk, action=action.pk, source=source.pk)
    assert client.post(again).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.targets) == ("Louer deux minibus", "Écrit à la main")
    assert plan_taking.changes(PlanSource.objects.select_related("sheet")) == {}


def test_two_actions_are_made_one_and_made_two_again(pilote: User, initiative: Initiative) -> None:
    one, other, third = gathered(initiative, "Former des trésoriers", "Former à la trésorerie", "Relier")
    with pytest.raises(Conflict):
        plan_merging.merge(kept=one, merged=other, choices={}, expected=(1, 7), by=pilote, at=AT)
    done = plan_merging.merge(
        kept=one, merged=other, choices={"title": "its", "days": "both"}, expected=(1, 1), by=pilote, at=AT
    )
    one.refresh_from_db()
    assert (one.title, one.days, one.sources.count()) == (other.title, Decimal(25), 2)
    assert [row.title for row in PlanAction.objects.kept().by_priority()] == [other.title, "Relier"]
    plans.change(action=one, values={"means": "Une salle"}, expected=one.version, by=pilote, at=AT)
    plan_merging.unmerge(merge=done, by=pilote, at=AT)
    one.refresh_from_db()
    assert (one.title, one.days, one.means) == ("Former à la trésorerie", Decimal("12.5"), "Une salle")
    assert PlanAction.objects.kept().count() == 3
    assert PlanSource.objects.filter(action=other).count() == 1
    with pytest.raises(ActionRefused):
        plan_merging.unmerge(merge=done, by=pilote, at=AT)
    assert PlanMerge.objects.get().undone_at is not None
    assert third.number == 3


def test_what_is_alike_or_in_conflict_is_answered(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    lead = OrganisationFactory.create(workspace=workspace)
    for title in ("Former des trésoriers bénévoles", "Former des bénévoles à la trésorerie"):
        sheet_of(initiative, title, lead_person=None, lead_organisation=lead, days=Decimal(90))
    plans.gather(initiative=initiative, besides=[], by=None, at=AT)
    plan, client = CommonPlan.objects.get(), client_for(pilote)
    listed = list(PlanAction.objects.kept().with_surroundings())
    (likeness,) = plan_presentation.alike_in(plan, listed)
    (conflict,) = plan_presentation.conflicts_of(plan, listed)
    assert conflict.conflict.kind == "days"
    page, reply = (
        at(workspace, "plan_checks", pk=initiative.pk),
        at(workspace, "plan_answer", pk=initiative.pk),
    )
    assert "Même porteur" in client.get(page).content.decode()
    client.post(reply, {"signature": conflict.conflict.signature, "text": "Un stagiaire arrive en mars"})
    client.post(reply, {"actions": likeness.key, "text": "Deux publics"})
    assert plan_presentation.alike_in(plan, listed) == []
    assert plan_presentation.conflicts_of(plan, listed)[0].text == "Un stagiaire arrive en mars"
    shown = client.get(page).content.decode()
    assert "Gardées distinctes" in shown
    assert "Un stagiaire arrive en mars" in shown
    assert client.post(reply, {"signature": "0" * 64, "text": "Oui"}).status_code != 302
    compare = at(workspace, "plan_merge", pk=initiative.pk, action=listed[0].pk)
    form = {"autre": str(listed[1].pk), "version": "1-1", "title": "mine"}
    assert client.get(f"{compare}?autre={listed[1].pk}").status_code == 200
    assert client.post(compare, form).status_code == 302
    assert PlanAction.objects.kept().count() == 1


def test_priorities_are_ordered_by_hand_or_at_once(pilote: User, initiative: Initiative) -> None:
    sheet_of(initiative, "Tard", start_date=dt.date(2027, 5, 1))
    sheet_of(initiative, "Tôt", start_date=dt.date(2027, 1, 1))
    sheet_of(initiative, "Milieu", start_date=dt.date(2027, 3, 1))
    made = plans.gather(initiative=initiative, besides=[], by=None, at=AT)
    late = next(one for one in made if one.title == "Tard")

    def titles() -> list[str]:
        return [one.title for one in PlanAction.objects.kept().by_priority()]

    plans.order(plan=CommonPlan.objects.get(), by_what=Ordering.DATES, by=pilote, at=AT)
    assert titles() == ["Tôt", "Milieu", "Tard"]
    assert plans.move(action=late, rank=1, by=pilote, at=AT) == 1
    assert plans.move(action=late, rank=99, by=pilote, at=AT) == 3
    plans.remove(action=PlanAction.objects.get(title="Tôt"), by=pilote, at=AT)
    assert list(PlanAction.objects.kept().by_priority().values_list("position", flat=True)) == [1, 2]
    assert [one.title for one in plan_taking.left_out(initiative)] == ["Tôt"]


def test_an_edition_is_sealed_and_read_outside_only_when_opened(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative, client: Client
) -> None:
    with pytest.raises(ActionRefused):
        plan_publishing.publish(initiative=initiative, note="", by=None, at=AT)
    (action,) = gathered(initiative, "Louer un minibus")
    means = "Écrire à odile@marne.example"
    plans.change(action=action, values={"means": means}, expected=1, by=pilote, at=AT)
    inside = client_for(pilote)
    publish = at(workspace, "plan_publish", pk=initiative.pk)
    assert inside.post(publish, {"note": "La première"}).status_code == 302
    assert "Rien n’a changé" in inside.post(publish, {"note": ""}).content.decode()
    edition = CommonPlan.objects.get().editions.get()
    assert plan_publishing.digest_of(edition) == edition.digest
    assert plan_evidence.provide([initiative.pk])[initiative.pk][plan_evidence.PUBLISHED].complete
    name = str(action.lead_person)
    public = plan_content.public(edition.content)
    assert name not in str(public["actions"][0]["lead"])
    for one in ("html", "pdf", "docx", "odt"):
        url = at(workspace, "plan_edition_file", pk=initiative.pk, number=1, file_format=one)
        assert inside.get(url).status_code == 200
    table = at(workspace, "plan_edition_table", pk=initiative.pk, number=1, file_format="csv")
    answer: Any = inside.get(table)
    assert "Louer un minibus" in b"".join(answer).decode()
    share, close = (
        at(workspace, "plan_share", pk=initiative.pk),
        at(workspace, "plan_unshare", pk=initiative.pk),
    )
    inside.post(share)
    outside = reverse("workshops:public_plan", kwargs={"address": CommonPlan.objects.get().address})
    page = client.get(outside).content.decode()
    assert "Louer un minibus" in page
    assert "noindex" in page
    assert "odile@" not in page
    assert name not in page
    inside.post(close)
    assert client.get(outside).status_code == 404
    plans.change(action=action, values={"title": "Autre"}, expected=2, by=pilote, at=AT)
    assert (
        "Louer un minibus"
        in inside.get(at(workspace, "plan_edition", pk=initiative.pk, number=1)).content.decode()
    )
    body = body_of(workspace, initiative=initiative)
    ask = at(workspace, "plan_validate", pk=initiative.pk, number=1)
    assert inside.post(ask, {"body": str(body.pk), "on": "2026-11-20"}).status_code == 302
    assert Decision.objects.get().subject_id == edition.pk


def test_the_list_asks_as_much_with_many_actions(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    gathered(initiative, "Un", "Deux")
    client, page = client_for(pilote), at(workspace, "plan", pk=initiative.pk)
    checks = at(workspace, "plan_checks", pk=initiative.pk)
    few, few_checks = queries_of(client, page), queries_of(client, checks)
    plan = CommonPlan.objects.get()
    PlanAction.objects.bulk_create(
        PlanAction(
            workspace=workspace,
            plan=plan,
            number=number,
            position=number,
            title=f"N{number}",
            title_key=f"n{number}",
        )
        for number in range(3, 90)
    )
    assert queries_of(client, page) == few <= 15
    assert queries_of(client, checks) == few_checks <= 15
