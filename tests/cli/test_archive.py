"""A backup archive is read back whole, or refused before anything is replaced."""

import hashlib
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from copil.cli import archive
from copil.core.errors import ActionRefused

CONTENT = b"un compte rendu" * 1000
NAME = hashlib.sha256(CONTENT).hexdigest()
Rewrite = Callable[[str, bytes], "list[tuple[str, bytes]]"]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """An archive of one database and one file."""
    database, root = tmp_path / "database.sqlite3", tmp_path / "media"
    database.write_bytes(b"SQLite")
    (root / "workspace" / NAME[:2]).mkdir(parents=True)
    (root / "workspace" / NAME[:2] / NAME).write_bytes(CONTENT)
    (root / "workspace" / NAME[:2] / "tmpabc").write_bytes(b"being written")
    manifest = archive.Manifest(
        format=archive.FORMAT,
        engine="sqlite",
        created_at="2026-11-22T10:00:00+00:00",
        migrations=["identity.0001_initial"],
        database=archive.Entry(database.name, archive.digest_of(database), 6),
        files=archive.list_files(root),
    )
    target = tmp_path / "copil.tar.gz"
    archive.write(
        target, manifest=manifest, database=database, files_root=root, step=lambda done, total: None
    )
    return target


def read(path: Path, into: Path) -> archive.Manifest:
    with archive.opened(path) as source:
        manifest = archive.read_manifest(source)
        archive.unpack(source, manifest, into=into, step=lambda done, total: None)
    return manifest


def rewritten(path: Path, change: Rewrite) -> Path:
    """Return a copy of an archive whose members went through ``change(name, content)``."""
    altered = path.with_name("altered.tar.gz")
    with tarfile.open(path) as source, tarfile.open(altered, "w:gz") as target:
        for member in source.getmembers():
            handle = source.extractfile(member)
            assert handle is not None
            for name, content in change(member.name, handle.read()):
                info = tarfile.TarInfo(name)
                info.size = len(content)
                target.addfile(info, io.BytesIO(content))
    return altered


def test_what_was_put_in_comes_out(made: Path, tmp_path: Path) -> None:
    manifest = read(made, tmp_path / "out")
    assert [entry.sha256 for entry in manifest.files] == [NAME]
    assert (tmp_path / "out" / "files" / "workspace" / NAME[:2] / NAME).read_bytes() == CONTENT
    assert (tmp_path / "out" / "database.sqlite3").read_bytes() == b"SQLite"


def test_the_archive_is_for_its_owner_only(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600
    assert not made.with_name("copil.tar.gz.part").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, content: [(name, content.replace(b"compte", b"Compte", 1))], "abîmé"),
        (lambda name, content: [] if name == "database.sqlite3" else [(name, content)], "Il manque 1"),
        (lambda name, content: [(name, content), ("../evil", b"x")], "inattendu"),
        (lambda name, content: [(name, content), (name, content)], "inattendu"),
        (
            lambda name, content: [(name.replace("manifest.json", "autre"), content)],
            "n’est pas une sauvegarde",
        ),
        (lambda name, content: [(name, content.replace(b'"format": 1', b'"format": 2'))], "plus récente"),
        (lambda name, content: [(name, content.replace(b'"engine"', b'"motor"'))], "sommaire"),
        (
            lambda name, content: [(name.replace("files/", "../"), content.replace(b"files/", b"../"))],
            "inattendu",
        ),
    ],
    ids=["altered", "missing", "added", "doubled", "other", "newer", "manifest", "outside"],
)
def test_an_archive_that_was_changed_is_refused(
    made: Path, tmp_path: Path, change: Rewrite, said: str
) -> None:
    with pytest.raises(ActionRefused, match=said):
        read(rewritten(made, change), tmp_path / "out")
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("share", [0, 0.3, 0.6])
def test_an_archive_that_was_cut_is_refused(made: Path, tmp_path: Path, share: float) -> None:
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(made.read_bytes()[: int(share * made.stat().st_size)])
    with pytest.raises(ActionRefused):
        read(cut, tmp_path / "out")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ActionRefused, match="n’existe pas"):
        read(tmp_path / "absent.tar.gz", tmp_path / "out")
