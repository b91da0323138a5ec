"""Where the bytes are: one file per content and workspace, written whole or not at all."""

import hashlib
import io
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

from copil.files.models import StoredFile
from copil.identity.models import Workspace


def path_of(workspace_id: uuid.UUID, sha256: str) -> Path:
    """Return where a content of a workspace is kept."""
    return Path(settings.MEDIA_ROOT) / str(workspace_id) / sha256[:2] / sha256


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
    _write_once(path_of(workspace.pk, sha256), content)
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
        _copy_once(path_of(workspace.pk, sha256), handle)
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
    path, digest = path_of(workspace.pk, sha256), hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as handle:
        for block in blocks:
            handle.write(block)
            digest.update(block)
        handle.flush()
        os.fsync(handle.fileno())
    if digest.hexdigest() != sha256:
        Path(temporary).unlink()
        raise ValueError(f"content {sha256} does not match its digest")
    Path(temporary).replace(path)


def put_instead(*, stored: StoredFile, content: bytes, name: str, media_type: str) -> None:
    """Put another content in the place of one that must go, in the caller's transaction.

    The old bytes leave the disk once it is committed, unless another row still has the same.
    """
    old, workspace = path_of(stored.workspace_id, stored.sha256), stored.workspace_id
    before, sha256 = stored.sha256, hashlib.sha256(content).hexdigest()
    _write_once(path_of(workspace, sha256), content)
    StoredFile.objects.filter(pk=stored.pk).update(
        sha256=sha256, size=len(content), name=_safe_name(name), media_type=media_type
    )

    def leave() -> None:
        if not StoredFile.objects.filter(workspace=workspace, sha256=before).exists():
            old.unlink(missing_ok=True)

    transaction.on_commit(leave)


def read(stored: StoredFile) -> bytes:
    """Return the content; raise ``FileNotFoundError`` when it was lost, ``ValueError`` when altered."""
    content = path_of(stored.workspace_id, stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"content of {stored.pk} does not match its digest")
    return content


def _write_once(path: Path, content: bytes) -> None:
    _copy_once(path, io.BytesIO(content))


def _copy_once(path: Path, source: IO[bytes]) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as handle:
        shutil.copyfileobj(source, handle)
        handle.flush()
        os.fsync(handle.fileno())
    Path(temporary).replace(path)


def _safe_name(name: str) -> str:
    """Keep the last part of a file name, without control characters or separators, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in last if char.isprintable()).strip(" .")
    return kept[-200:] or "fichier"
