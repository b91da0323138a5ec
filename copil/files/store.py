"""Where the bytes are: one file per content and workspace, written whole or not at all.

They are in a folder of this machine and, when ``FILES_URL`` names a store shared by several machines, there
too: sent before the folder has them, fetched when another machine sent them.
"""

import hashlib
import io
import os
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

from copil.files import s3
from copil.files.models import StoredFile
from copil.identity.models import Workspace

_BLOCK = 1 << 16


def shared() -> s3.Bucket | None:
    """Return the shared store of the installation; None when its files are on this machine only."""
    return s3.bucket_at(settings.FILES_URL) if settings.FILES_URL else None


def local(workspace_id: uuid.UUID, sha256: str) -> Path:
    """Return where a content is on this machine, fetched first when only the shared store has it.

    ``FileNotFoundError`` when it was lost, ``ValueError`` when it is another content.
    """
    path, there = _place(workspace_id, sha256), shared()
    if there is None or path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        fetched = Path(folder) / sha256
        there.fetch(_name(path), fetched)
        with fetched.open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != sha256:
                raise ValueError(f"content {sha256} does not match its digest")
        fetched.replace(path)
    return path


def gather() -> None:
    """Bring to this machine every content that its shared store alone has: before a backup."""
    if shared() is not None:
        for workspace_id, sha256 in _contents():
            with suppress(FileNotFoundError):  # lost: a backup says what is there
                local(workspace_id, sha256)


def send_all() -> None:
    """Send to the shared store every content of this machine: after a restoration."""
    there = shared()
    if there is not None:
        for workspace_id, sha256 in _contents():
            path = _place(workspace_id, sha256)
            if path.exists():
                there.send(_name(path), path)


def sweep(*, before: float) -> int:
    """Take away the copies of a shared store that no row names any more, older than an instant (seconds).

    Nothing is touched where the files are on this machine only. Returns how many went.
    """
    if shared() is None:
        return 0
    kept = {_place(workspace_id, sha256) for workspace_id, sha256 in _contents()}
    gone = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and path not in kept]
    old = [path for path in gone if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def forget(workspace: uuid.UUID, sha256: str) -> None:
    """Take away a content of a workspace, here and in the shared store, unless a row still names it."""
    path = _place(workspace, sha256)
    if StoredFile.objects.filter(workspace=workspace, sha256=sha256).exists():
        return
    path.unlink(missing_ok=True)
    there = shared()
    if there is not None:
        there.remove(_name(path))


def _contents() -> Iterator[tuple[uuid.UUID, str]]:
    rows = StoredFile.objects.order_by("workspace_id", "sha256").values_list("workspace_id", "sha256")
    yield from rows.distinct().iterator(500)


def _place(workspace_id: uuid.UUID, sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / str(workspace_id) / sha256[:2] / sha256


def _name(path: Path) -> str:
    return path.relative_to(settings.MEDIA_ROOT).as_posix()


def keep(
    *,
    workspace: Workspace,
    content: bytes,
    name: str,
    media_type: str,
    owner: tuple[str, uuid.UUID | None],
) -> StoredFile:
    """Keep a content and return its row; the same content twice takes its place on disk once."""
    sha256 = hashlib.sha256(content).hexdigest()
    _copy_once(_place(workspace.pk, sha256), io.BytesIO(content))
    return StoredFile.objects.create(
        workspace=workspace,
        sha256=sha256,
        size=len(content),
        name=_safe_name(name),
        media_type=media_type,
        owner_kind=owner[0],
        owner_id=owner[1],
    )


def keep_file(
    *, workspace: Workspace, path: Path, name: str, media_type: str, owner: tuple[str, uuid.UUID | None]
) -> StoredFile:
    """Keep a file of this machine, of any size: copied by blocks, never held in memory."""
    with path.open("rb") as handle:
        sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        handle.seek(0)
        _copy_once(_place(workspace.pk, sha256), handle)
    return StoredFile.objects.create(
        workspace=workspace,
        sha256=sha256,
        size=path.stat().st_size,
        name=_safe_name(name),
        media_type=media_type,
        owner_kind=owner[0],
        owner_id=owner[1],
    )


def keep_content(workspace: Workspace, sha256: str, blocks: Iterable[bytes]) -> None:
    """Keep a content whose row is already there; raise ``ValueError`` when it is another one."""
    path = _place(workspace.pk, sha256)
    written, digest = _write_beside(path, blocks)
    if digest != sha256:
        written.unlink()
        raise ValueError(f"content {sha256} does not match its digest")
    _settle(written, path)


def put_instead(*, stored: StoredFile, content: bytes, name: str, media_type: str) -> None:
    """Put another content in the place of one that must go, in the caller's transaction.

    The old bytes leave the disk and the shared store once it is committed, unless another row still has the
    same; what other machines fetched leaves them at their next start (``sweep``).
    """
    workspace = stored.workspace_id
    before, sha256 = stored.sha256, hashlib.sha256(content).hexdigest()
    _copy_once(_place(workspace, sha256), io.BytesIO(content))
    StoredFile.objects.filter(pk=stored.pk).update(
        sha256=sha256, size=len(content), name=_safe_name(name), media_type=media_type
    )

    transaction.on_commit(lambda: forget(stored.workspace_id, before))


def read(stored: StoredFile) -> bytes:
    """Return the content; raise ``FileNotFoundError`` when it was lost, ``ValueError`` when altered."""
    content = local(stored.workspace_id, stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"content of {stored.pk} does not match its digest")
    return content


def _copy_once(path: Path, source: IO[bytes]) -> None:
    if not path.exists():
        written, _ = _write_beside(path, iter(lambda: source.read(_BLOCK), b""))
        _settle(written, path)


def _write_beside(path: Path, blocks: Iterable[bytes]) -> tuple[Path, str]:
    """Write a content whole on the disk, in the folder where it will be; return the file and its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as handle:
        for block in blocks:
            handle.write(block)
            digest.update(block)
        handle.flush()
        os.fsync(handle.fileno())
    return Path(temporary), digest.hexdigest()


def _settle(written: Path, path: Path) -> None:
    """Put a written file in its place; the shared store has it first: what is here is there."""
    there = shared()
    try:
        if there is not None:
            there.send(_name(path), written)
    except OSError:
        written.unlink()
        raise
    written.replace(path)


def _safe_name(name: str) -> str:
    """Keep the last part of a file name, without control characters or separators, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in last if char.isprintable()).strip(" .")
    return kept[-200:] or "fichier"
