"""An initiative leaves with what it refers to, and becomes a new one of another workspace."""

import json
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from copil.cli import main
from copil.directory.models import Organisation, Person
from copil.files import store
from copil.identity.models import User, Workspace, reference
from copil.initiatives.enums import CarrierRole
from copil.initiatives.models import Carrier, Initiative, TargetStructure
from copil.journal import actions as journal
from copil.needs.models import Need
from copil.pages.full_export import joining
from copil.tasks.models import Task
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import InitiativeFactory, TargetFactory, TeamMemberFactory
from tests.factories.needs import NeedFactory, SharedNeedFactory
from tests.factories.tasks import TaskFactory
from tests.pages.leaving import data_of


@pytest.fixture
def initiative(workspace: Workspace, pilote: User) -> Initiative:
    """An initiative with its team, a structure, a need, two tasks; and what is not about it."""
    shared = SharedNeedFactory.create(workspace=workspace)
    known = OrganisationFactory.create(workspace=workspace, name="La Fabrique", siren="732829320")
    NeedFactory.create(workspace=workspace, organisation=known, shared_need=shared, text="Une comptable")
    one = InitiativeFactory.create(workspace=workspace, title="Relève", shared_need=shared)
    TargetFactory.create(initiative=one, organisation=known)
    person = PersonFactory.create(workspace=workspace, user=pilote, family_name="Benhaddou")
    TeamMemberFactory.create(initiative=one, person=person)
    other = TaskFactory.create(workspace=workspace, title="Tâche d’ailleurs")
    TaskFactory.create(workspace=workspace, initiative=one, title="Appeler", person=person)
    TaskFactory.create(workspace=workspace, initiative=one, title="Attendre", blocked_by=other)
    OrganisationFactory.create(workspace=workspace, name="Sans rapport")
    NeedFactory.create(workspace=workspace, text="Besoin sans rapport")
    return one


def test_an_initiative_becomes_one_of_another_workspace(
    initiative: Initiative, workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, elsewhere = tmp_path / "one.zip", WorkspaceFactory.create(slug="ailleurs")
    here = OrganisationFactory.create(workspace=elsewhere, name="La Fabrique SARL", siren="732829320")
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        store.keep(
            workspace=workspace,
            content=b"piece",
            name="a.txt",
            media_type="text/plain",
            owner=reference(initiative),
        )
        words = ["--workspace", "reseau-marne", "--initiative", str(initiative.pk), "--output", str(file)]
        assert main(["export", *words]) == 0
        texts = b"".join(data_of(file).values()).decode()
        assert "Une comptable" in texts
        assert "sans rapport" not in texts.lower()
        assert "Tâche d’ailleurs" not in texts
        for _ in range(2):  # each time another one
            assert main(["import", "initiative", str(file), "--workspace", "ailleurs", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["counts"]["tasks.Task"] == 2
    assert told["files"] == 1
    first, second = Initiative.objects.filter(workspace=elsewhere)
    assert (first.title, first.shared_need_id == second.shared_need_id) == ("Relève", False)
    assert Carrier.objects.get(initiative=first).role == CarrierRole.LEAD
    assert TargetStructure.objects.get(initiative=first).organisation == here
    assert list(Organisation.objects.filter(workspace=elsewhere)) == [here]
    assert set(Task.objects.filter(initiative=first).values_list("title", "blocked_by")) == {
        ("Appeler", None),
        ("Attendre", None),
    }
    assert Person.objects.filter(workspace=elsewhere, user=None, family_name="Benhaddou").exists()
    assert Need.objects.get(shared_need=first.shared_need_id).text == "Une comptable"
    assert journal.verify(elsewhere) == []


def test_an_archive_goes_where_it_can(initiative: Initiative, tmp_path: Path) -> None:
    file = tmp_path / "one.zip"
    words = ["--workspace", "reseau-marne", "--initiative", str(initiative.pk), "--output", str(file)]
    assert main(["export", *words]) == 0
    assert main(["export", *words]) == 1
    assert main(["import", "workspace", str(file)]) == 1
    assert main(["import", "initiative", str(file), "--workspace", "nulle-part"]) == 1
    WorkspaceFactory.create(slug="ailleurs")
    words[1] = "ailleurs"
    assert main(["export", *words[:-1], str(tmp_path / "two.zip")]) == 1
    back = joining.join(
        file, workspace=initiative.workspace, at=timezone.now(), step=lambda done, total: None
    )
    assert back.notices == []
    assert Initiative.objects.filter(workspace=initiative.workspace).count() == 2
