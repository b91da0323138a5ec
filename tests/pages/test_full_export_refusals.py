"""What an archive from elsewhere may not do, and whom it leads to."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from copil.accounts import actions as accounts
from copil.core.errors import ActionRefused
from copil.directory.models import Organisation
from copil.files import store
from copil.identity.enums import LinkPurpose, Role
from copil.identity.models import Membership, SignedLink, User, Workspace, reference
from copil.initiatives.enums import CarrierRole
from copil.initiatives.models import Carrier, Initiative
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.pages.full_export import bringing
from copil.tasks.models import Task
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import CarrierFactory, InitiativeFactory, TargetFactory, TeamMemberFactory
from tests.factories.tasks import TaskFactory
from tests.pages.leaving import altered, data_of, export, forget, manifest_of

ORGANISATIONS = "data/directory.Organisation.jsonl"
SENTINEL = "Sentinelle-Zébrée"


@pytest.fixture
def archive(workspace: Workspace, pilote: User, tmp_path: Path) -> Path:
    """The archive of a small workspace: two people, two organisations, a file, a line of journal."""
    OrganisationFactory.create(workspace=workspace, name="La Fabrique")
    OrganisationFactory.create(workspace=workspace, name="=1+1")
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        kept = store.keep(
            workspace=workspace, content=b"original", name="a.txt", media_type="text/plain", owner=("x", None)
        )
        journal.record(
            by=pilote, at=timezone.now(), workspace=workspace, verb="create", obj=reference(kept), label="a"
        )
        export(workspace, tmp_path / "first.zip")
    return tmp_path / "first.zip"


def bring(path: Path, slug: str | None = None) -> bringing.Brought:
    with override_settings(MEDIA_ROOT=path.parent / "brought"):
        return bringing.bring(path, slug=slug, at=timezone.now(), step=lambda done, total: None)


def refusal(path: Path, slug: str | None = None) -> str:
    """Return why an archive is refused, once it is sure that nothing was written."""
    before = (Workspace.objects.count(), Organisation.objects.count(), User.objects.count())
    with pytest.raises(ActionRefused) as refused:
        bring(path, slug)
    assert before == (Workspace.objects.count(), Organisation.objects.count(), User.objects.count())
    brought = path.parent / "brought"
    assert not any(path.is_file() for path in brought.rglob("*"))
    return refused.value.message


def retold(path: Path, target: Path, changes: dict[str, bytes], **manifest: object) -> Path:
    """Write an archive whose manifest agrees with what was changed in it: a forged one."""
    told = manifest_of(path)
    for name, content in changes.items():
        told["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    told.update(manifest)
    return altered(path, target, {**changes, "manifest.json": json.dumps(told).encode()})


def test_a_workspace_that_is_here_is_not_brought_again(archive: Path, workspace: Workspace) -> None:
    assert "contient déjà" in refusal(archive)
    assert "contient déjà" in refusal(archive, "autre")
    forget(workspace, people=False)
    WorkspaceFactory.create(slug="reseau-marne")
    assert "--slug" in refusal(archive)
    assert "minuscules" in refusal(archive, "Pas Bon")
    assert bring(archive, "marne-bis").workspace.slug == "marne-bis"


def test_a_damaged_a_forged_or_a_newer_archive_is_refused(
    archive: Path, workspace: Workspace, tmp_path: Path
) -> None:
    forget(workspace, people=False)
    rows = data_of(archive)[ORGANISATIONS].splitlines()
    one = json.loads(rows[0])

    def with_first(**values: object) -> bytes:
        return b"\n".join([json.dumps({**one, **values}).encode(), *rows[1:]]) + b"\n"

    swapped = data_of(archive)[ORGANISATIONS].replace(b"La Fabrique", b"La Fabriqua")
    cases = {
        "abîmé": altered(archive, tmp_path / "a.zip", {ORGANISATIONS: swapped}),
        "plus récente": retold(archive, tmp_path / "b.zip", {}, format=2),
        "Champ inconnu": retold(archive, tmp_path / "c.zip", {ORGANISATIONS: with_first(colour="red")}),
        "Contenu inconnu": retold(archive, tmp_path / "d.zip", {"data/moon.Base.jsonl": b"{}\n"}),
        "inattendu": altered(archive, tmp_path / "e.zip", {"files/../../evil": b"x"}),
        "Il manque": altered(archive, tmp_path / "f.zip", {"csv/demarches.csv": None}),
        "valeur impossible": retold(archive, tmp_path / "g.zip", {ORGANISATIONS: with_first(name="x" * 999)}),
        "qu’elle ne contient pas": retold(
            archive,
            tmp_path / "h.zip",
            {ORGANISATIONS: with_first(merged_into=str(workspace.pk), archived_at="2026-11-01T08:00:00Z")},
        ),
    }
    for words, path in cases.items():
        assert words in refusal(path)
    (tmp_path / "i.zip").write_bytes(archive.read_bytes()[:2000])
    assert "abîmée" in refusal(tmp_path / "i.zip")
    journal_name = "data/journal.JournalEntry.jsonl"
    line = json.loads(data_of(archive)[journal_name])
    forged = json.dumps({**line, "verb": "adopt"}).encode() + b"\n"
    assert "journal" in refusal(retold(archive, tmp_path / "j.zip", {journal_name: forged}))


def test_an_older_archive_lacks_what_came_since(archive: Path, workspace: Workspace, tmp_path: Path) -> None:
    forget(workspace, people=False)
    rows = [json.loads(line) for line in data_of(archive)[ORGANISATIONS].splitlines()]
    for row in rows:
        del row["acronym"]
    older = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    bring(retold(archive, tmp_path / "older.zip", {ORGANISATIONS: older}))
    assert list(Organisation.objects.values_list("acronym", flat=True)) == ["", ""]


def test_accounts_are_linked_or_made_closed(
    archive: Path, workspace: Workspace, pilote: User, tmp_path: Path
) -> None:
    """An account has another identifier elsewhere: the journal still verifies, and leaves again."""
    forget(workspace, people=True)
    here = User.objects.create_user("NADIA@marne.example", "un mot de passe d’ici", given_name="Nadia")
    brought = bring(archive)
    assert (brought.linked, brought.new) == (1, [])
    assert here.pk != pilote.pk
    assert JournalEntry.objects.get(workspace=workspace).actor == here
    assert journal.verify(brought.workspace) == []
    with override_settings(MEDIA_ROOT=tmp_path / "brought"):
        export(brought.workspace, tmp_path / "second.zip")
    old, new = data_of(archive), data_of(tmp_path / "second.zip")
    assert {name for name in old if old[name] != new[name]} == {"data/identity.User.jsonl", "csv/membres.csv"}
    forget(brought.workspace, people=True)
    made = bring(archive)
    user = User.objects.get(email="nadia@marne.example")
    assert made.new == [user.email]
    assert not user.is_active
    assert not user.has_usable_password()
    assert Membership.objects.get(user=user).role == "coordinator"
    accounts.invite(workspace=made.workspace, email=user.email, role=Role.MEMBER, by=user, at=timezone.now())
    accounts.join_as_newcomer(
        link=SignedLink.objects.get(purpose=LinkPurpose.INVITATION),
        given_name="Nadia",
        family_name="Benhaddou",
        password="quatre mots sans rapport",
        at=timezone.now(),
    )
    opened = Membership.objects.get(user__email=user.email, user__is_active=True)
    assert opened.role == "coordinator"


def test_nothing_of_another_carrier_leaves(workspace: Workspace, pilote: User, tmp_path: Path) -> None:
    theirs = WorkspaceFactory.create(name=f"Espace {SENTINEL}")
    joint = InitiativeFactory.create(workspace=theirs, title="Démarche commune")
    TargetFactory.create(
        initiative=joint,
        workspace=theirs,
        organisation=OrganisationFactory.create(workspace=theirs, name=SENTINEL),
    )
    TaskFactory.create(workspace=theirs, initiative=joint, title=SENTINEL)
    CarrierFactory.create(initiative=joint, workspace=workspace)
    TeamMemberFactory.create(
        initiative=joint, workspace=workspace, person=PersonFactory.create(workspace=workspace)
    )
    export(workspace, tmp_path / "first.zip")
    with zipfile.ZipFile(tmp_path / "first.zip") as read:
        holding = [name for name in read.namelist() if SENTINEL.encode() in read.read(name)]
    assert holding == ["manifest.json"]  # who leads a joint initiative is named there
    assert [one["title"] for one in manifest_of(tmp_path / "first.zip")["joint"]] == ["Démarche commune"]
    export(theirs, tmp_path / "theirs.zip")
    for one in Workspace.objects.all():
        forget(one, people=False)
    bring(tmp_path / "first.zip")
    said = "« Démarche commune » est déjà ici, portée par l’espace « Réseau Marne Solidaire ».*copil restore"
    with pytest.raises(ActionRefused, match=said):  # the other carrier, one after the other
        bring(tmp_path / "theirs.zip")
    assert Workspace.objects.get() == workspace
    mine = Initiative.objects.get()
    assert (mine.title, mine.workspace) == ("Démarche commune", workspace)
    assert Carrier.objects.get().role == CarrierRole.LEAD
    assert not Task.objects.exists()
    export(workspace, tmp_path / "second.zip")
    assert data_of(tmp_path / "first.zip") == data_of(tmp_path / "second.zip")


def test_no_table_holds_a_formula(archive: Path) -> None:
    table = data_of(archive)["csv/organisations.csv"].decode("utf-8-sig")
    assert table.startswith("Nom;Sigle;")
    assert "'=1+1" in table
