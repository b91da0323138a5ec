"""What facts prove of an initiative: each key, with its limits, in a constant number of queries."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from copil.identity.models import User, Workspace
from copil.initiatives import actions, provided_initiatives, provided_needs
from copil.initiatives.evidence import Evidence, Provider, facts_of, provided_keys
from copil.initiatives.models import Initiative
from copil.needs import actions as needs
from copil.needs.enums import OriginKind
from copil.needs.models import PartnerOpinion, ProblemSheet, SharedNeed
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import CarrierFactory, InitiativeFactory
from tests.factories.needs import (
    AntecedentFactory,
    NeedFactory,
    NeedOriginFactory,
    OfferFactory,
    PartnerOpinionFactory,
    ProblemSheetFactory,
    SharedNeedFactory,
)

pytestmark = pytest.mark.django_db
ROLE = {"mission": "Accompagner", "access": "Sept rencontres"}
YES = {"shared": "yes", "complementary": "yes", "interesting": "yes"}


@pytest.fixture
def shared(workspace: Workspace) -> SharedNeed:
    return SharedNeedFactory.create(workspace=workspace, title="La relève du bureau")


@pytest.fixture
def sheet(shared: SharedNeed) -> ProblemSheet:
    return ProblemSheetFactory.create(shared_need=shared)


@pytest.fixture
def initiative(workspace: Workspace, shared: SharedNeed, sheet: ProblemSheet) -> Initiative:
    return InitiativeFactory.create(workspace=workspace, shared_need=shared, problem_sheet=sheet)


def fact(initiative: Initiative, key: str) -> Evidence | None:
    return facts_of([initiative.pk])[initiative.pk].get(key)


def test_the_keys_of_the_first_stage_are_provided() -> None:
    assert provided_keys() >= {
        "needs.prior_experience_linked",
        "needs.partner_request_recorded",
        "needs.documents_filed",
        "needs.provider_impression_recorded",
        "needs.problem_sheet_confirmed",
        "needs.existing_offer_checked",
        "initiatives.required_skills_set",
        "initiatives.carrier_legitimacy_stated",
        "initiatives.coherence_checked",
    }
    assert "initiatives.result_targets_fixed" not in provided_keys()


@pytest.mark.parametrize(
    ("kind", "document", "key"),
    [
        (OriginKind.EXPERIENCE, "", "needs.prior_experience_linked"),
        (OriginKind.PARTNER_REQUEST, "", "needs.partner_request_recorded"),
        (OriginKind.DOCUMENT, "Étude de 2025", "needs.documents_filed"),
        (OriginKind.PROVIDER, "", "needs.provider_impression_recorded"),
    ],
)
def test_an_origin_proves_its_activity(
    initiative: Initiative, shared: SharedNeed, kind: str, document: str, key: str
) -> None:
    need = NeedFactory.create(organisation__workspace=shared.workspace, shared_need=shared)
    assert fact(initiative, key) is None
    NeedOriginFactory.create(need=need, kind=kind, document=document)
    found = fact(initiative, key)
    assert found is not None
    assert found.complete
    assert found.object_id == shared.pk


def test_a_document_without_a_name_proves_nothing(initiative: Initiative, shared: SharedNeed) -> None:
    need = NeedFactory.create(organisation__workspace=shared.workspace, shared_need=shared)
    NeedOriginFactory.create(need=need, kind=OriginKind.DOCUMENT)
    assert fact(initiative, "needs.documents_filed") is None


def test_the_needs_joined_with_others_are_followed(
    initiative: Initiative, shared: SharedNeed, pilote: User, now: dt.datetime
) -> None:
    second, third = (SharedNeedFactory.create(workspace=shared.workspace, title=name) for name in "BC")
    need = NeedFactory.create(organisation__workspace=shared.workspace, shared_need=third)
    NeedOriginFactory.create(need=need, kind=OriginKind.PROVIDER)
    needs.merge_shared_needs(kept=second, merged=shared, by=pilote, at=now)
    needs.merge_shared_needs(kept=third, merged=second, by=pilote, at=now)
    needs.confirm_shared_need(shared_need=third, on=now.date(), by=pilote, at=now)
    needs.sign_check(shared_need=third, conclusion="nothing", reason="", seen=(), by=pilote, at=now)
    for key in (
        "needs.provider_impression_recorded",
        "needs.shared_confirmed",
        "needs.existing_offer_checked",
    ):
        found = fact(initiative, key)
        assert found is not None, key
        assert found.complete, key
        assert found.object_id == third.pk, key


def test_earlier_experiences_are_those_still_on_the_sheet(
    initiative: Initiative, sheet: ProblemSheet, now: dt.datetime
) -> None:
    AntecedentFactory.create(sheet=sheet, archived_at=now)
    assert fact(initiative, "needs.prior_experience_linked") is None
    AntecedentFactory.create(sheet=sheet)
    found = fact(initiative, "needs.prior_experience_linked")
    assert found is not None
    assert (found.text, found.object_id) == ("1\u00a0expérience antérieure rattachée", sheet.pk)


def test_one_partner_who_confirms_is_enough_and_the_others_are_told(
    initiative: Initiative, sheet: ProblemSheet, now: dt.datetime
) -> None:
    key = "needs.problem_sheet_confirmed"
    assert fact(initiative, key) is None
    opinion = PartnerOpinionFactory.create(sheet=sheet)
    waiting = fact(initiative, key)
    assert waiting is not None
    assert not waiting.complete
    PartnerOpinion.objects.filter(pk=opinion.pk).update(answered_at=now, **{**YES, "shared": "no"})
    contested = fact(initiative, key)
    assert contested is not None
    assert not contested.complete
    PartnerOpinionFactory.create(sheet=sheet, answered_at=now, **YES)
    found = fact(initiative, key)
    assert found is not None
    assert found.complete
    assert found.text == "1\u00a0partenaire la confirme, 1\u00a0la conteste"


def test_a_check_to_look_at_again_is_not_whole(
    initiative: Initiative, shared: SharedNeed, pilote: User, now: dt.datetime
) -> None:
    key = "needs.existing_offer_checked"
    needs.sign_check(shared_need=shared, conclusion="nothing", reason="", seen=(), by=pilote, at=now)
    operator = OfferFactory.create(operator__workspace=shared.workspace).operator
    values = {"operator": operator, "title": "Renouveler le bureau"}
    needs.create_offer(workspace=shared.workspace, values=values, by=pilote, at=now)
    found = fact(initiative, key)
    assert found is not None
    assert not found.complete
    assert "à revoir" in found.text


def test_each_carrier_says_its_role_and_the_coherence(
    initiative: Initiative, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    role, coherence = "initiatives.carrier_legitimacy_stated", "initiatives.coherence_checked"
    common: dict[str, Any] = {"initiative": initiative, "expected": 0, "by": pilote, "at": now}
    actions.save_carrier_role(workspace=workspace, values={"mission": "Accompagner"}, **common)
    assert fact(initiative, role) is None
    actions.save_carrier_role(workspace=workspace, values=ROLE, **{**common, "expected": 2})
    stated = fact(initiative, role)
    assert stated is not None
    assert stated.complete
    faces = {name: text for face in ("frame", "needs", "plans", "ground") for name, text in
             ((face, "coherent"), (f"{face}_reason", "Oui"))}  # fmt: skip  # a table reads by its lines
    half = {"frame": "adjust", "frame_reason": "Priorité à revoir"}
    actions.save_coherence(workspace=workspace, values=half, **{**common, "expected": 3})
    partly = fact(initiative, coherence)
    assert partly is not None
    assert not partly.complete
    actions.save_coherence(workspace=workspace, values=faces, **{**common, "expected": 4})
    whole = fact(initiative, coherence)
    assert whole is not None
    assert whole.complete
    CarrierFactory.create(initiative=initiative, workspace=WorkspaceFactory.create())
    for key in (role, coherence):
        found = fact(initiative, key)
        assert found is not None
        assert not found.complete
        assert "sur 2" in found.text


def test_required_skills_are_counted(
    initiative: Initiative, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    common: dict[str, Any] = {"initiative": initiative, "workspace": workspace, "by": pilote, "at": now}
    skill = actions.add_required_skill(text="Lire un bilan", **common)
    found = fact(initiative, "initiatives.required_skills_set")
    assert found is not None
    assert found.text == "1\u00a0savoir requis"
    actions.remove_required_skill(skill=skill, by=pilote, at=now)
    assert fact(initiative, "initiatives.required_skills_set") is None


@pytest.mark.parametrize(
    ("provider", "most"),
    [
        (provided_needs.from_needs, 2),
        (provided_initiatives.from_initiatives, 1),
    ],
)
def test_no_more_queries_with_twelve_initiatives_than_with_one(
    initiative: Initiative, workspace: Workspace, provider: Provider, most: int
) -> None:
    for _ in range(11):
        shared = SharedNeedFactory.create(workspace=workspace)
        sheet = ProblemSheetFactory.create(shared_need=shared)
        InitiativeFactory.create(workspace=workspace, shared_need=shared, problem_sheet=sheet)
    every = list(Initiative.objects.values_list("pk", flat=True))
    for asked in ([initiative.pk], every):
        with CaptureQueriesContext(connection) as queries:
            provider(asked)
        assert len(queries) <= most
