"""The path, its activities, what people say of them, and the change of stage."""

import datetime as dt
import re

import pytest

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import journey, kept
from copil.initiatives.enums import InitiativeState, MarkKind
from copil.initiatives.models import ActivityMark, Initiative, PlannedActivity, StageMove
from tests.counting import queries_of
from tests.factories.directory import OrganisationFactory, PersonFactory, ProfileFactory
from tests.factories.initiatives import (
    CarrierFactory,
    MarkFactory,
    ObjectiveFactory,
    PlannedActivityFactory,
    TargetFactory,
)
from tests.factories.needs import NeedFactory, SharedNeedFactory
from tests.initiatives.conftest import BASE

pytestmark = pytest.mark.django_db


def activity_url(initiative: Initiative, activity: str, verb: str = "") -> str:
    return f"{BASE}{initiative.pk}/activites/{activity}/{verb}"


def test_the_path_tells_every_activity_and_what_proves_it(
    demarche: Initiative, workspace: Workspace, cheffe: User, membre: User, client_for: ClientFor
) -> None:
    ObjectiveFactory.create_batch(2, initiative=demarche)
    MarkFactory.create(initiative=demarche, said_by=cheffe)
    page = client_for(membre).get(f"{BASE}{demarche.pk}/chemin/").content.decode()
    assert page.count("/activites/") == 45
    assert f'href="{BASE}{demarche.pk}/objectifs/">2\u00a0objectifs opérationnels' in page
    assert "Deux collègues d’autres départements" in page
    assert "Samuel Okonkwo, le 6\u00a0octobre 2026" in page
    assert "2 activités réglées sur 45" in page
    assert page.count("Vous êtes ici") == 1


def test_a_finished_path_asks_nothing(demarche: Initiative, membre: User, client_for: ClientFor) -> None:
    Initiative.objects.update(state=InitiativeState.FINISHED)
    page = client_for(membre).get(f"{BASE}{demarche.pk}/chemin/").content.decode()
    assert "La démarche est terminée" in page
    assert "Vous êtes ici" not in page


def test_a_path_of_which_all_was_said_stays_light(
    demarche: Initiative, membre: User, client_for: ClientFor
) -> None:
    [method] = journey.methods_of([demarche.method])
    for one in method.activities():
        MarkFactory.create(initiative=demarche, activity=one.id)
    page = client_for(membre).get(f"{BASE}{demarche.pk}/chemin/").content.decode()
    assert page.count("Deux collègues") == len(list(method.activities())) == 45
    assert len(re.findall(r"<[a-z]", page)) <= 600


@pytest.mark.parametrize("marks", [2, 45])
def test_the_path_asks_as_much_whatever_was_said(
    marks: int, demarche: Initiative, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    from_method = [one.id for one in journey.method_of(demarche.method).activities()]
    for activity in from_method[:marks]:
        MarkFactory.create(initiative=demarche, activity=activity)
        PlannedActivityFactory.create(initiative=demarche, activity=activity)
        TargetFactory.create(initiative=demarche)
    kept.keep(at=now)
    assert queries_of(client_for(membre), f"{BASE}{demarche.pk}/chemin/") <= 13


def test_an_activity_is_read_beside_what_was_found(
    demarche: Initiative, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    known, unknown = OrganisationFactory.create_batch(2, workspace=workspace)
    ProfileFactory.create(organisation=known, sector="Culture", branch="Spectacle")
    for organisation in (known, unknown):
        TargetFactory.create(initiative=demarche, organisation=organisation)
    page = client_for(membre).get(activity_url(demarche, "1.2.2")).content.decode()
    assert "Connu pour 1 structure sur 2, sauf" in page
    assert "Ce sera établi quand le secteur et la branche" in page
    assert f'href="{BASE}{demarche.pk}/structures/"' in page
    for words in ("À regarder", "Avec qui", "D’après le guide", "Qualifier le territoire"):
        assert words in page
    assert "<form method" not in page.split("<main")[1]


def test_what_no_app_sees_yet_is_said_by_hand(
    demarche: Initiative, membre: User, client_for: ClientFor
) -> None:
    page = client_for(membre).get(activity_url(demarche, "2.1.3")).content.decode()
    assert "Copil ne le voit pas encore" in page


def test_the_facts_of_the_shared_need_lead_to_it(
    demarche: Initiative, workspace: Workspace, pilote: User, visiteur: User, client_for: ClientFor
) -> None:
    shared = SharedNeedFactory.create(workspace=workspace, title="Relève")
    NeedFactory.create(organisation__workspace=workspace, shared_need=shared)
    Initiative.objects.update(shared_need=shared)
    page = client_for(pilote).get(activity_url(demarche, "1.1.6")).content.decode()
    assert "Besoin partagé à confirmer\u00a0: Relève" in page
    assert str(shared.pk) in page
    CarrierFactory.create(initiative=demarche, workspace=Workspace.objects.get(slug="ailleurs"))
    theirs = client_for(visiteur).get(activity_url(demarche, "1.1.6").replace("reseau-marne", "ailleurs"))
    assert str(shared.pk) not in theirs.content.decode()


def test_the_first_and_last_activities_have_one_neighbour(
    demarche: Initiative, membre: User, client_for: ClientFor
) -> None:
    for activity, neighbour in (("1.1.1", "1.1.2"), ("4.3.5", "4.3.4")):
        page = client_for(membre).get(activity_url(demarche, activity)).content.decode()
        around = page.split("Activités voisines")[1]
        assert around.count("/activites/") == 1
        assert f"/activites/{neighbour}/" in around


def test_an_unknown_activity_is_not_found(demarche: Initiative, cheffe: User, client_for: ClientFor) -> None:
    client = client_for(cheffe)
    assert client.get(activity_url(demarche, "9.9.9")).status_code == 404
    typed = {"kind": "attested", "note": "Fait"}
    assert client.post(activity_url(demarche, "9.9.9", "dire/"), typed).status_code == 404


@pytest.mark.parametrize("kind", ["attested", "adapted", "skipped"])
def test_whoever_works_here_says_where_it_is(
    kind: str, demarche: Initiative, contributrice: User, client_for: ClientFor
) -> None:
    client = client_for(contributrice)
    typed = {"kind": kind, "note": "Décidé en réunion."}
    assert client.post(activity_url(demarche, "1.1.4", "dire/"), typed).status_code == 302
    mark = ActivityMark.objects.get(lifted_at=None)
    assert (mark.kind, mark.said_by) == (kind, contributrice)
    page = client.get(activity_url(demarche, "1.1.4")).content.decode()
    assert "Décidé en réunion." in page
    assert "Revenir sur ce qui a été dit" in page
    assert client.post(activity_url(demarche, "1.1.4", "revenir/")).status_code == 302
    assert not ActivityMark.objects.filter(lifted_at=None).exists()
    assert "Retiré le" in client.get(activity_url(demarche, "1.1.4")).content.decode()


def test_a_reason_is_asked_and_what_was_typed_is_kept(
    demarche: Initiative, contributrice: User, client_for: ClientFor
) -> None:
    answer = client_for(contributrice).post(
        activity_url(demarche, "1.1.4", "dire/"), {"kind": "carried", "note": "Le département s’en charge"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Indiquez quelle organisation porte cette activité." in page
    assert "Le département s’en charge" in page
    assert not ActivityMark.objects.exists()


def test_another_actor_is_named(
    demarche: Initiative, workspace: Workspace, cheffe: User, client_for: ClientFor
) -> None:
    OrganisationFactory.create(workspace=workspace, name="Service départemental")
    typed = {"kind": "carried", "note": "C’est leur mission", "carried_by": "service departemental"}
    assert client_for(cheffe).post(activity_url(demarche, "2.1.4", "dire/"), typed).status_code == 302
    assert ActivityMark.objects.get().kind == MarkKind.CARRIED_BY_OTHER
    page = client_for(cheffe).get(f"{BASE}{demarche.pk}/chemin/").content.decode()
    assert "Portée par Service départemental." in page


def test_observers_and_colleagues_read_and_say_nothing(
    demarche: Initiative, membre: User, collegue: User, client_for: ClientFor
) -> None:
    for user in (membre, collegue):
        client = client_for(user)
        assert "Le dire" not in client.get(activity_url(demarche, "1.1.4")).content.decode()
        for verb in ("dire/", "revenir/", "prevoir/"):
            assert client.post(activity_url(demarche, "1.1.4", verb), {}).status_code == 403
        assert client.get(f"{BASE}{demarche.pk}/etape/").status_code == 403


def test_an_activity_is_planned_and_unplanned(
    demarche: Initiative, workspace: Workspace, contributrice: User, client_for: ClientFor
) -> None:
    PersonFactory.create(workspace=workspace, given_name="Yves", family_name="Lacombe")
    url = activity_url(demarche, "1.1.3", "prevoir/")
    typed = {"person": "Yves Lacombe", "due_on": "2026-12-04", "why": "Avant le copil", "version": 0}
    assert client_for(contributrice).post(url, typed).status_code == 302
    page = client_for(contributrice).get(activity_url(demarche, "1.1.3")).content.decode()
    assert "Yves Lacombe, pour le 4\u00a0décembre 2026. Avant le copil" in page
    refused = client_for(contributrice).post(url, {"person": "Personne du tout", "due_on": "31/02/2026"})
    assert refused.status_code == 422
    assert "Personne du tout" in refused.content.decode()
    late = client_for(contributrice).post(url, {**typed, "why": "Après le copil"})
    assert late.status_code == 409
    assert all(text in late.content.decode() for text in ("Avant le copil", "Après le copil"))
    client_for(contributrice).post(url, {"version": 1})
    assert not PlannedActivity.objects.exists()
    gone = client_for(contributrice).post(url, {**typed, "version": 1})
    assert gone.status_code == 409
    assert not PlannedActivity.objects.exists()


def test_changing_stage_shows_what_stays_open_and_blocks_nothing(
    demarche: Initiative, cheffe: User, contributrice: User, client_for: ClientFor
) -> None:
    url = f"{BASE}{demarche.pk}/etape/"
    assert client_for(contributrice).post(url, {"stage": "engager"}).status_code == 403
    page = client_for(cheffe).get(url).content.decode()
    assert "14\u00a0activités" in page
    assert page.index('value="engager"') < page.index("checked") < page.index('value="confirmer"')
    assert client_for(cheffe).post(url, {"stage": "inconnue"}).status_code == 200
    assert client_for(cheffe).post(url, {"stage": "finaliser", "note": "Tout est prêt"}).status_code == 302
    demarche.refresh_from_db()
    assert demarche.current_stage == "finaliser"
    assert StageMove.objects.get().note == "Tout est prêt"
    assert "Tout est prêt" in client_for(cheffe).get(url).content.decode()
