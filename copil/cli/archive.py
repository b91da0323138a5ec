"""The backup archive: a manifest, the copy of the database, the files; all with digests."""

import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from copil.core import typography
from copil.core.errors import ActionRefused

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files/"
CHUNK = 1 << 20
MANIFEST_MAX_BYTES = 512 << 20

Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Entry:
    """One file of the archive; for a file of a workspace the digest is also its name."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What an archive holds and what it takes to read it."""

    format: int
    engine: str
    created_at: str
    migrations: list[str]
    database: Entry
    files: list[Entry]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def list_files(root: Path) -> list[Entry]:
    """List the files of the workspaces. They are named by their digest, so none is read."""
    found = (path for path in root.rglob("*") if path.is_file() and len(path.name) == 64)
    return [
        Entry(FILES + path.relative_to(root).as_posix(), path.name, path.stat().st_size)
        for path in sorted(found)
    ]


def write(target: Path, *, manifest: Manifest, database: Path, files_root: Path, step: Step) -> None:
    """Write an archive beside its final name, then give it that name: it is whole or it is not there."""
    part = target.with_name(target.name + ".part")
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    try:
        with part.open("wb") as handle:
            os.fchmod(handle.fileno(), 0o600)
            with tarfile.open(fileobj=handle, mode="w:gz", compresslevel=6) as archive:
                head = tarfile.TarInfo(MANIFEST)
                head.size = len(text)
                archive.addfile(head, io.BytesIO(text))
                archive.add(database, manifest.database.path, recursive=False)
                for done, entry in enumerate(manifest.files, start=1):
                    archive.add(files_root / entry.path.removeprefix(FILES), entry.path, recursive=False)
                    step(done, len(manifest.files))
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(target)
    except OSError as error:
        raise ActionRefused(f"La sauvegarde n’a pas pu être écrite : {error}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """Open an archive for reading in order; a file that is no archive, or a cut one, is refused."""
    try:
        with tarfile.open(path, mode="r|gz") as archive:
            yield archive
    except FileNotFoundError as error:
        raise ActionRefused(f"Le fichier {path} n’existe pas.") from error
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise ActionRefused(f"Le fichier {path} n’est pas une sauvegarde lisible : {error}") from error


def read_manifest(archive: tarfile.TarFile) -> Manifest:
    """Read the first member of an archive; refuse what Copil did not write."""
    member = archive.next()
    content = archive.extractfile(member) if member and member.name == MANIFEST else None
    if content is None or member is None or member.size > MANIFEST_MAX_BYTES:
        raise ActionRefused("Ce fichier n’est pas une sauvegarde de Copil.")
    try:
        values = json.load(content)
        if values["format"] != FORMAT:
            raise ActionRefused("Cette sauvegarde a été faite par une version plus récente de Copil.")
        values["database"] = Entry(**values["database"])
        values["files"] = [Entry(**entry) for entry in values["files"]]
        return Manifest(**values)
    except (ValueError, KeyError, TypeError) as error:
        raise ActionRefused("Le sommaire de cette sauvegarde est abîmé.") from error


def unpack(archive: tarfile.TarFile, manifest: Manifest, *, into: Path, step: Step) -> None:
    """Write the members that the manifest names into a directory; refuse a missing or changed one.

    The paths come from the manifest only after a check of their shape: nothing is written elsewhere.
    """
    expected = {entry.path: entry for entry in [manifest.database, *manifest.files]}
    total = len(expected)
    for done, member in enumerate(iter(archive.next, None), start=1):
        entry = expected.pop(member.name, None)
        content = archive.extractfile(member) if entry and member.isreg() else None
        if entry is None or content is None or not _stays_inside(entry.path):
            raise ActionRefused(f"La sauvegarde contient un fichier inattendu : {member.name}")
        target = into / entry.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if _copy(content, target) != entry.sha256:
            raise ActionRefused(
                f"Le fichier {entry.path} de la sauvegarde est abîmé : rien n’a été restauré."
            )
        step(done, total)
    if expected:
        missing = typography.plural(len(expected), "fichier")
        raise ActionRefused(f"Il manque {missing} dans la sauvegarde : rien n’a été restauré.")


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    return not path.startswith("/") and all(part not in {"", ".", ".."} for part in parts)


def _copy(source: IO[bytes], target: Path) -> str:
    """Copy a stream into a file and return its digest."""
    digest = hashlib.sha256()
    with target.open("wb") as handle:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            handle.write(chunk)
    return digest.hexdigest()
