"""The archive of a workspace: a ZIP written in one pass, with the digest of each of its files."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from copil.core.errors import ActionRefused

FORMAT = 1
MANIFEST = "manifest.json"
DATA, CSV, FILES = "data/", "csv/", "files/"
_BLOCK = 1 << 20
# The same content gives the same archive, whenever it is written.
_INSTANT = (1980, 1, 1, 0, 0, 0)


class Writer:
    """An archive being written beside its final name: it is whole or it is not there."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.part = target.with_name(target.name + ".part")
        self.files: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        self._handle = self.part.open("wb")
        os.fchmod(self._handle.fileno(), 0o600)
        self._zip = zipfile.ZipFile(self._handle, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        try:
            if kind is None:
                self._zip.close()
                self._handle.flush()
                os.fsync(self._handle.fileno())
                self.part.replace(self.target)
        finally:
            self._handle.close()
            with suppress(FileNotFoundError):
                self.part.unlink()

    def add(self, name: str, blocks: Iterable[bytes]) -> int:
        """Write a file from its blocks, as they come; return how many there were."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self._zip.open(_entry(name), "w", force_zip64=True) as handle:
            for count, block in enumerate(blocks, start=1):  # noqa: B007  # the count is what is returned
                handle.write(block)
                digest.update(block)
                size += len(block)
        self.files[name] = {"sha256": digest.hexdigest(), "size": size}
        return count

    def close(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, last: it tells the digests of all the rest."""
        text = json.dumps({**manifest, "files": self.files}, ensure_ascii=False, indent=1, sort_keys=True)
        with self._zip.open(_entry(MANIFEST), "w") as handle:
            handle.write(text.encode() + b"\n")


def blocks_of(handle: IO[bytes]) -> Iterable[bytes]:
    """Give a file by blocks."""
    while block := handle.read(_BLOCK):
        yield block


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _INSTANT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def not_written(error: OSError) -> ActionRefused:
    """Return the refusal of an archive that the disk did not take."""
    return ActionRefused(f"L’archive n’a pas pu être écrite : {error.strerror or error}")
