"""An archive made before an erasure does not bring back, in the same installation, who was erased since."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from copil.accounts.models import Erasure
from copil.cli import main
from copil.directory.models import Person
from copil.identity.models import Membership, User, Workspace
from copil.journal import actions as journal
from copil.pages.erasing import actions, ledger, people
from copil.tasks.models import Task
from tests.factories.directory import PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory
from tests.factories.initiatives import InitiativeFactory, TeamMemberFactory
from tests.factories.tasks import TaskFactory
from tests.pages.leaving import export, forget
from tests.pages.test_erasing import EMAIL, FAMILY, GIVEN, traces_left

pytestmark = pytest.mark.django_db
AGAIN = "1\u00a0personne de cette archive, dont les données ont été effacées ici depuis"


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def gone(workspace: Workspace) -> User:
    """Somebody with an account, a sheet, a place in a team, and named in a text of somebody else."""
    user: User = UserFactory.create(given_name=GIVEN, family_name=FAMILY, email=EMAIL)
    MembershipFactory.create(workspace=workspace, user=user)
    sheet = PersonFactory.create(
        workspace=workspace, user=user, given_name=GIVEN, family_name=FAMILY, email=EMAIL
    )
    initiative = InitiativeFactory.create(workspace=workspace, title="Relève")
    TeamMemberFactory.create(initiative=initiative, person=sheet)
    TaskFactory.create(
        workspace=workspace, initiative=initiative, person=sheet, details=f"Voir {GIVEN} {FAMILY}."
    )
    return user


def erase(user: User, workspace: Workspace) -> None:
    actions.erase(
        subject=people.of_account(user), workspace=workspace, alone=True, attachments=False, by=None,
        at=timezone.now(),
    )  # fmt: skip  # a call reads by its lines


def test_a_workspace_comes_back_without_them(
    workspace: Workspace,
    pilote: User,
    gone: User,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "before.zip"
    export(workspace, file)
    with django_capture_on_commit_callbacks(execute=True):
        erase(gone, workspace)
    forget(workspace, people=False)
    assert not Erasure.objects.filter(workspace=workspace).exists(), "the list beside the database remembers"
    back = UserFactory.create(email=EMAIL)  # came back of their own will since
    with django_capture_on_commit_callbacks(execute=True):
        assert main(["import", "workspace", str(file)]) == 0
    assert AGAIN in capsys.readouterr().out
    assert not Membership.objects.filter(user=back).exists()
    back.delete()
    assert traces_left() == set()
    assert Task.objects.get().details == "Voir Personne effacée."
    assert Membership.objects.get().user == pilote
    returned = Workspace.objects.get(pk=workspace.pk)
    assert journal.verify(returned) == []
    assert len(list(ledger.read())) == 2
    export(returned, tmp_path / "after.zip")
    forget(returned, people=False)
    assert main(["import", "workspace", str(tmp_path / "after.zip"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["erased_again"] == 0, "they left as nobody"


def test_an_initiative_comes_back_without_them(
    workspace: Workspace, gone: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, initiative = str(tmp_path / "one.zip"), Task.objects.get().initiative_id
    words = ["--workspace", workspace.slug, "--initiative", str(initiative)]
    assert main(["export", *words, "--output", file]) == 0
    erase(gone, workspace)
    assert main(["import", "initiative", file, "--workspace", workspace.slug]) == 0
    assert AGAIN in capsys.readouterr().out
    assert traces_left() == set()
    assert Person.objects.filter(family_name="Personne effacée").count() == 2
    assert journal.verify(workspace) == []


def test_another_installation_takes_the_list_of_the_first(
    workspace: Workspace, gone: User, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file, kept = tmp_path / "before.zip", tmp_path / "kept.jsonl"
    export(workspace, file)
    with django_capture_on_commit_callbacks(execute=True):
        erase(gone, workspace)
    ledger.path().rename(kept)
    forget(workspace, people=True)
    assert main(["import", "workspace", str(file), "--erasures", str(kept)]) == 0
    assert traces_left() == set()
