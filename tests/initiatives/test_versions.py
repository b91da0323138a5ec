"""Versions of a method: compared, and an initiative taken from one to another losing nothing."""

from dataclasses import replace
from typing import Any

import pytest

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.initiatives import actions, journey, method_file, versions
from copil.initiatives.drafting import growth, nodes
from copil.initiatives.enums import MarkKind
from copil.initiatives.models import ActivityMark, Initiative, Method, PlannedActivity
from copil.journal.models import JournalEntry
from tests.factories.initiatives import SAID_AT

pytestmark = pytest.mark.django_db
BASE = "/e/reseau-marne/"


def lighter(method: method_file.Method) -> method_file.Method:
    """Without the activity 1.1.4, with another title for 1.1.2, and one more activity."""
    gone, renamed = nodes.find(method, "activite-1.1.4"), nodes.find(method, "activite-1.1.2")
    assert gone is not None
    assert renamed is not None
    assert isinstance(renamed.item, method_file.Activity)
    method = nodes.replaced(method, renamed, replace(renamed.item, title="Écouter les anciens"))
    gone = nodes.find(method, "activite-1.1.4")
    assert gone is not None
    method = growth.removed(method, gone)
    step = nodes.find(method, "pas-1.1")
    assert step is not None
    method, name = growth.add_activity(method, parent=step, title="Neuve", spent=growth.names_of(method))
    new = nodes.find(method, name)
    assert new is not None
    assert isinstance(new.item, method_file.Activity)
    return nodes.replaced(method, new, replace(new.item, purpose="Voir.", how="Regarder."))


def published(workspace: Workspace, base: Method, change: Any, by: User) -> Method:
    draft = actions.copy_method(workspace=workspace, method=base, title="La nôtre", by=by, at=SAID_AT)
    actions.change_draft(draft=draft, change=change, label="changer", by=by, at=SAID_AT)
    return actions.publish_draft(
        draft=draft, what_changed="Ce que l’année a appris.", expected=2, by=by, at=SAID_AT
    )


@pytest.fixture
def two(workspace: Workspace, demarche: Initiative, pilote: User) -> tuple[Method, Method]:
    """A method of the workspace in two versions, the initiative under the first, with things said in it."""
    first = published(workspace, demarche.method, lambda one: replace(one, summary="À nous."), pilote)
    common: dict[str, Any] = {"initiative": demarche, "workspace": workspace, "by": pilote, "at": SAID_AT}
    actions.change_method(
        initiative=demarche, after=first, stage="identifier", expected=demarche.version, by=pilote, at=SAID_AT
    )
    actions.mark_activity(activity="1.1.4", kind=MarkKind.SKIPPED, note="Rien de récent à lire.", **common)
    actions.mark_activity(activity="1.1.2", kind=MarkKind.SKIPPED, note="Personne n’était là.", **common)
    actions.plan_activity(
        activity="1.1.4", person=None, due_on=SAID_AT.date(), why="Avant l’été", expected=0, **common
    )
    return first, published(workspace, first, lighter, pilote)


def go(demarche: Initiative, after: Method, by: User) -> None:
    actions.change_method(
        initiative=demarche, after=after, stage="identifier", expected=demarche.version, by=by, at=SAID_AT
    )


def walked_of(demarche: Initiative) -> journey.Journey:
    return journey.journey_of(Initiative.objects.with_surroundings().get(pk=demarche.pk))


def test_a_skipped_activity_keeps_its_reason_through_the_change(
    demarche: Initiative, two: tuple[Method, Method], pilote: User
) -> None:
    go(demarche, two[1], pilote)
    walked = walked_of(demarche)
    one = walked.activity("1.1.2")
    assert one is not None
    assert one.mark is not None
    assert (one.activity.title, one.mark.note) == ("Écouter les anciens", "Personne n’était là.")
    assert walked.activity("1.1.4") is None
    assert ActivityMark.objects.filter(lifted_at=None).count() == 2
    assert PlannedActivity.objects.count() == 1
    line = JournalEntry.objects.filter(verb="change_method").latest("seq")
    assert line.initiative_id == demarche.pk


def test_what_has_no_activity_any_more_stays_readable(
    demarche: Initiative, two: tuple[Method, Method], pilote: User, client_for: ClientFor
) -> None:
    go(demarche, two[1], pilote)
    [left] = versions.outside(walked_of(demarche))
    assert (left.id, left.title) == ("1.1.4", "Traiter des sources documentaires")
    page = client_for(pilote).get(f"{BASE}demarches/{demarche.pk}/chemin/").content.decode()
    assert "Hors méthode" in page
    assert "Rien de récent à lire." in page


def test_the_way_back_brings_everything_back(
    demarche: Initiative, two: tuple[Method, Method], pilote: User, client_for: ClientFor
) -> None:
    go(demarche, two[1], pilote)
    stored = Initiative.objects.get(pk=demarche.pk)
    client_for(pilote).post(f"{BASE}demarches/{demarche.pk}/version/revenir/", {"version": stored.version})
    stored = Initiative.objects.get(pk=demarche.pk)
    assert stored.method == two[0]
    assert versions.outside(walked_of(demarche)) == []


def test_the_preview_says_what_becomes_of_each(
    demarche: Initiative, two: tuple[Method, Method], pilote: User, client_for: ClientFor
) -> None:
    client, where = client_for(pilote), f"{BASE}demarches/{demarche.pk}/version/"
    page = client.get(where).content.decode()
    for words in ("Hors méthode", "Gardée, texte changé", "Neuve", "Ce que l’année a appris."):
        assert words in page
    stale = client.post(where, {"stage": "identifier", "version": 1})
    assert stale.status_code == 200
    assert Initiative.objects.get(pk=demarche.pk).method == two[0]
    version = Initiative.objects.get(pk=demarche.pk).version
    assert client.post(where, {"stage": "identifier", "version": version}).status_code == 302
    assert Initiative.objects.get(pk=demarche.pk).method == two[1]


def test_a_newer_version_is_told_to_all_and_taken_by_pilots(
    demarche: Initiative, two: tuple[Method, Method], membre: User, cheffe: User, client_for: ClientFor
) -> None:
    panel = f"{BASE}demarches/{demarche.pk}/version/panneau/"
    assert "Voir ce que cela change" in client_for(cheffe).get(panel).content.decode()
    seen = client_for(membre).get(panel).content.decode()
    assert "Une version plus récente" in seen
    assert "Voir ce que cela change" not in seen
    assert client_for(membre).get(f"{BASE}demarches/{demarche.pk}/version/").status_code == 403


def test_a_version_of_elsewhere_is_refused(
    demarche: Initiative, two: tuple[Method, Method], pilote: User
) -> None:
    actions.publish_shipped_methods(at=SAID_AT)
    other = Method.objects.filter(workspace=None).exclude(key=demarche.method.key).first()
    assert other is not None
    with pytest.raises(ActionRefused):
        go(demarche, other, pilote)


def test_two_versions_are_read_side_by_side(
    two: tuple[Method, Method], membre: User, client_for: ClientFor
) -> None:
    client = client_for(membre)
    page = client.get(f"{BASE}methodes/{two[1].pk}/versions/").content.decode()
    for words in ("Neuve", "Traiter des sources documentaires", "<ins>", "<del>", "Ce que l’année a appris."):
        assert words in page
    origin = two[0].based_on
    assert origin is not None
    asked = client.get(f"{BASE}methodes/{two[1].pk}/versions/", {"de": str(origin.pk), "a": str(two[0].pk)})
    assert "nous.</ins>" in asked.content.decode()
    assert client.get(f"{BASE}methodes/{two[1].pk}/versions/", {"de": "x", "a": "y"}).status_code == 200
