"""Files: kept once by content, read back whole, refused when altered."""

import pytest

from copil.files import store
from copil.files.models import StoredFile
from copil.identity.models import Workspace
from tests.factories.identity import WorkspaceFactory

pytestmark = pytest.mark.django_db


def keep(workspace: Workspace, content: bytes, name: str = "liste.csv") -> StoredFile:
    return store.keep(
        workspace=workspace,
        content=content,
        name=name,
        media_type="text/csv",
        owner=("exchange.importrun", None),
    )


def test_the_same_content_takes_its_place_once(workspace: Workspace) -> None:
    first, second = keep(workspace, b"a;b\n"), keep(workspace, b"a;b\n", "autre.csv")
    assert first.pk != second.pk
    assert store.local(workspace.pk, first.sha256) == store.local(workspace.pk, second.sha256)
    assert store.read(first) == store.read(second) == b"a;b\n"
    assert len(list(store.local(workspace.pk, first.sha256).parent.iterdir())) == 1


def test_workspaces_do_not_share_their_files(workspace: Workspace) -> None:
    other = WorkspaceFactory.create()
    assert store.local(workspace.pk, keep(workspace, b"x").sha256) != store.local(
        other.pk, keep(other, b"x").sha256
    )


def test_an_altered_or_lost_file_is_told(workspace: Workspace) -> None:
    stored = keep(workspace, b"intact")
    path = store.local(workspace.pk, stored.sha256)
    path.write_bytes(b"autre")
    with pytest.raises(ValueError, match="digest"):
        store.read(stored)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        store.read(stored)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\dossier\\liste.csv", "liste.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("...", "fichier"),
        ("", "fichier"),
        ("é" * 300 + ".csv", "é" * 196 + ".csv"),
    ],
)
def test_a_name_is_only_a_name(workspace: Workspace, given: str, kept: str) -> None:
    assert keep(workspace, b"x", given).name == kept
