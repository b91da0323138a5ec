"""The four methods on screen: chosen at the opening, walked with stages that overlap, ruled, decided on."""

import datetime as dt

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import actions, journey, kept
from copil.initiatives.enums import MarkKind
from copil.initiatives.enums import RuleVerdict as V
from copil.initiatives.models import Initiative, Method
from tests.counting import queries_of
from tests.initiatives.conftest import BASE

pytestmark = pytest.mark.django_db

KEYS = ["atelier-prospectif", "experimentation-collective", "ingenierie-collective", "projet-de-territoire"]
OPENED = dt.datetime(2025, 1, 6, 9, tzinfo=dt.UTC)


def opened(workspace: Workspace, user: User, key: str) -> Initiative:
    actions.publish_shipped_methods(at=OPENED)
    return actions.open_initiative(
        workspace=workspace,
        title="Agir ensemble",
        method=Method.objects.get(key=key),
        by=user,
        at=OPENED,
        opened_on=OPENED.date(),
    )


@pytest.mark.parametrize("key", KEYS)
def test_each_method_opens_and_its_path_is_walked(
    key: str, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    initiative = opened(workspace, pilote, key)
    method = journey.method_of(initiative.method)
    client, url = client_for(pilote), f"{BASE}{initiative.pk}/chemin/"
    kept.keep(at=timezone.now())  # as the worker does, a second after an act
    assert queries_of(client, url) <= 15
    page = client.get(url).content.decode()
    assert page.count("/activites/") == len(list(method.activities()))
    page = client.get(f"{url}regles/").content.decode()
    shown = sum(page.count(f"{verdict.label}, ") for verdict in V)
    assert shown == len(method.rules)
    assert all(gate.title in page for gate in method.gates)
    assert client.get(f"{BASE}{initiative.pk}/").status_code == 200
    for activity in method.activities():
        assert client.get(f"{BASE}{initiative.pk}/activites/{activity.id}/").status_code == 200


def test_the_method_is_chosen_at_the_opening_and_the_last_one_comes_first(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    actions.publish_shipped_methods(at=OPENED)
    client = client_for(pilote)
    page = client.get(f"{BASE}ouvrir/").content.decode()
    for row in Method.objects.all():
        assert f"{row.title}, version 1</option>" in page
        assert f"/methodes/{row.pk}/" in page
    refused = client.post(f"{BASE}ouvrir/", {"title": "Sans méthode"})
    assert not Initiative.objects.exists()
    assert "Sans méthode" in refused.content.decode()
    initiative = opened(workspace, pilote, "projet-de-territoire")
    page = client.get(f"{BASE}ouvrir/").content.decode()
    assert f'value="{initiative.method_id}" selected' in page


def test_the_order_of_the_experiment_passes_with_dated_words(workspace: Workspace, pilote: User) -> None:
    """The final committee between the last group meeting and the restitution, while its stage comes third."""
    initiative = opened(workspace, pilote, "experimentation-collective")

    def said(day: str, *activities: str) -> None:
        for activity in activities:
            actions.mark_activity(
                initiative=initiative,
                workspace=workspace,
                activity=activity,
                kind=MarkKind.ATTESTED,
                note="Tenu, compte rendu au dossier.",
                carried_by=None,
                by=pilote,
                at=dt.datetime.fromisoformat(f"{day}T10:00+00:00"),
            )

    said("2025-06-02", *(f"x1.{number}" for number in range(1, 8)))
    actions.enter_stage(
        initiative=initiative,
        stage="experimentation",
        note="",
        by=pilote,
        at=dt.datetime(2025, 9, 8, 9, tzinfo=dt.UTC),
    )
    for day, activity in (("2025-09-10", "x2.1"), ("2025-10-01", "x2.2"), ("2025-11-03", "x2.3")):
        said(day, activity)
    said("2025-12-01", "x2.4", "x2.5")
    following = [one.activity.id for one, _ in journey.journey_of(initiative).next_activities()]
    assert following == ["x3.1", "x3.2", "x2.6", "x3.3"]
    said("2025-12-10", "x3.1", "x3.2", "x3.3")
    said("2025-12-18", "x2.6")
    walked = journey.journey_of(initiative)
    judged = {one.rule.id: one.verdict for one in journey.judged_rules(walked, today=dt.date(2026, 1, 5))}
    met = {rule for rule, verdict in judged.items() if verdict is V.MET}
    assert met == {"x.r1", "x.r5", "x.r7", "x.r9"}
    assert V.UNMET not in judged.values()
    assert [one.progress.is_complete for one in walked.gates()] == [True, True]


def test_a_restitution_before_the_last_committee_is_said(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    initiative = opened(workspace, pilote, "experimentation-collective")
    client = client_for(pilote)
    url = f"{BASE}{initiative.pk}/activites/x2.6/dire/"
    client.post(url, {"kind": "attested", "note": "Tenue en avance."})
    path = client.get(f"{BASE}{initiative.pk}/chemin/").content.decode()
    assert "2\u00a0règles de la méthode ne sont pas tenues" in path
    page = client.get(f"{BASE}{initiative.pk}/chemin/regles/").content.decode()
    assert "Pas tenue, attendu" in page
    assert "Le dernier comité de pilotage se tient après les groupes et avant la restitution." in page


@pytest.mark.parametrize("key", KEYS)
def test_the_method_page_says_its_rules_and_decisions(
    key: str, pilote: User, workspace: Workspace, client_for: ClientFor
) -> None:
    actions.publish_shipped_methods(at=OPENED)
    row = Method.objects.get(key=key)
    page = client_for(pilote).get(f"/e/reseau-marne/methodes/{row.pk}/").content.decode()
    assert "Moments de décision" in page
    assert page.count("(conseillé") + page.count("(attendu") == len(journey.method_of(row).rules)
