"""A method read: the cycle to print, the handbook, where each role begins, what came back of it."""

from typing import Any

import pytest

from conftest import ClientFor
from copil.documents import writers
from copil.identity.models import User, Workspace
from copil.initiatives import actions, handbook, journey, learnt, method_file, role_paths
from copil.initiatives.enums import MarkKind
from copil.initiatives.models import Initiative
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import SAID_AT, InitiativeFactory, MarkFactory, shipped_method

pytestmark = pytest.mark.django_db
BASE = "/e/reseau-marne/methodes/"


def test_the_cycle_names_every_activity(membre: User, client_for: ClientFor) -> None:
    method = shipped_method()
    page = client_for(membre).get(f"{BASE}{method.pk}/cycle/").content.decode()
    assert page.count("/activites/") == 45


@pytest.mark.parametrize("path", method_file.shipped(), ids=lambda path: path.stem)
def test_every_method_has_its_handbook(path: Any, membre: User, client_for: ClientFor) -> None:
    method = method_file.load(path)
    document = handbook.handbook(shipped_method(), method)
    titles = [heading.text for heading in document.headings()]
    for activity in method.activities():
        assert f"{activity.id} {activity.title}" in titles
    assert writers.write(document, "html")


def test_the_handbook_is_downloaded(membre: User, client_for: ClientFor) -> None:
    client, method = client_for(membre), shipped_method()
    answer = client.get(f"{BASE}{method.pk}/manuel/docx/")
    assert answer.content.startswith(b"PK")
    assert "manuel-ingenierie-collective-v1.docx" in answer["Content-Disposition"]
    assert client.get(f"{BASE}{method.pk}/manuel/exe/").status_code == 404


def test_every_role_has_a_path_that_leads_somewhere() -> None:
    methods = {method.key: method for method in map(method_file.load, method_file.shipped())}
    known = {(path.method, path.role) for path in role_paths.book().paths}
    assert known == {(key, role.key) for key in methods for role in role_paths.book().roles}
    for path in role_paths.book().paths:
        activities = {one.id for one in methods[path.method].activities()}
        references = {one.key for one in methods[path.method].references}
        for stop in path.steps:
            assert bool(stop.activity) != bool(stop.sheet)
            assert stop.activity in activities if stop.activity else stop.sheet in references


def test_a_copy_keeps_the_paths_of_its_origin(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    draft = actions.copy_method(
        workspace=workspace, method=shipped_method(), title="La nôtre", by=pilote, at=SAID_AT
    )
    own = actions.publish_draft(draft=draft, what_changed="Le titre.", expected=1, by=pilote, at=SAID_AT)
    assert len(role_paths.roles_of(own)) == 5
    client = client_for(pilote)
    assert client.get(f"{BASE}{own.pk}/par-ou-commencer/elu/").status_code == 200
    assert client.get(f"{BASE}{own.pk}/par-ou-commencer/roi/").status_code == 404


def test_what_is_said_here_comes_back_with_its_words(
    demarche: Initiative, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    MarkFactory.create(initiative=demarche, activity="1.1.2", kind=MarkKind.SKIPPED, note="Trop tôt.")
    MarkFactory.create(initiative=demarche, activity="1.1.3", kind=MarkKind.ATTESTED)
    found = learnt.returns_of(demarche.method, workspace=workspace)
    by_id = {one.activity.id: one for one in found.rows}
    assert (by_id["1.1.2"].skipped, by_id["1.1.2"].remarks[0].mark.note) == (1, "Trop tôt.")
    assert by_id["1.1.3"].days == 29
    page = client_for(pilote).get(f"{BASE}{demarche.method_id}/retours/").content.decode()
    assert "Trop tôt." in page
    assert demarche.title in page


@pytest.mark.parametrize(("others", "told"), [(2, 0), (3, 3)])
def test_of_elsewhere_only_numbers_come_and_from_three_on(
    others: int, told: int, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    method = shipped_method()
    for number in range(others):
        elsewhere = InitiativeFactory.create(workspace=WorkspaceFactory.create(), title=f"Secret {number}")
        MarkFactory.create(
            initiative=elsewhere, activity="1.1.2", kind=MarkKind.SKIPPED, note="Madame Untel."
        )
    found = learnt.returns_of(method, workspace=workspace)
    by_id = {one.activity.id: one for one in found.rows}
    assert (found.elsewhere, by_id["1.1.2"].elsewhere_skipped) == (told, told)
    page = client_for(membre).get(f"{BASE}{method.pk}/retours/?tout=1").content.decode()
    assert "Madame Untel" not in page
    assert "Secret" not in page


def test_the_remarks_stand_beside_the_tree(
    demarche: Initiative, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    MarkFactory.create(initiative=demarche, activity="1.1.2", kind=MarkKind.ADAPTED, note="Au téléphone.")
    draft = actions.copy_method(
        workspace=workspace, method=demarche.method, title="La nôtre", by=pilote, at=SAID_AT
    )
    page = client_for(pilote).get(f"{BASE}brouillons/{draft.pk}/?ici=activite-1.1.2").content.decode()
    assert "Au téléphone." in page
    assert journey.method_of(demarche.method).activity("1.1.2").title in page
