"""Open an archive that comes from elsewhere: everything is checked before anything is believed."""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from copil.core.errors import ActionRefused
from copil.pages.full_export import archive

MAX_UNPACKED = 64 << 30
MAX_ENTRIES = 500_000
MAX_RATIO = 400
RATIO_FROM = 64 << 20
MAX_MANIFEST = 64 << 20
MAX_LINE = 64 << 20
_BLOCK = 1 << 20
_NAMES = re.compile(
    r"manifest\.json|data/[A-Za-z_.-]{1,100}\.jsonl|csv/[a-z-]{1,60}\.csv|files/[0-9a-f]{64}", re.ASCII
)

NOT_OURS = "Ce fichier n’est pas une archive d’espace de Copil."
DAMAGED = "Cette archive est abîmée : rien n’a été écrit."
NEWER = "Cette archive vient d’une version plus récente de Copil. Mettez d’abord Copil à jour."
TOO_BIG = "Cette archive est anormalement grande une fois dépliée : elle n’a pas été lue."


class Archive:
    """An archive whose files are those that its manifest tells, with their digests."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self._check_entries()
        self.manifest = self._read_manifest()
        self._check_manifest()

    @property
    def labels(self) -> list[str]:
        """The models that have a file in it."""
        start, end = len(archive.DATA), -len(".jsonl")
        return [name[start:end] for name in self.manifest["files"] if name.startswith(archive.DATA)]

    @property
    def digests(self) -> list[str]:
        """The digests of the files of the workspace."""
        names = self.manifest["files"]
        return [name.removeprefix(archive.FILES) for name in names if name.startswith(archive.FILES)]

    def rows(self, name: str, *, told: Callable[[bytes], bytes] | None = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a file of data; ``told`` says each line otherwise."""
        if name not in self.manifest["files"]:
            return
        with self._zip.open(name) as handle:
            while line := handle.readline(MAX_LINE):
                row = _read(told(line) if told else line)
                if not isinstance(row, dict):
                    raise ActionRefused(DAMAGED)
                yield row

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a file by blocks."""
        with self._zip.open(name) as handle:
            while block := handle.read(_BLOCK):
                yield block

    def check_digests(self, step: Any) -> None:
        """Read the whole archive once; refuse a file that is not what the manifest says."""
        expected = self.manifest["files"]
        for done, (name, told) in enumerate(expected.items(), start=1):
            digest = hashlib.sha256()
            for block in self.blocks(name):
                digest.update(block)
            if digest.hexdigest() != told["sha256"]:
                raise ActionRefused(f"Le fichier {name} de l’archive est abîmé : rien n’a été écrit.")
            if name.startswith(archive.FILES) and name != archive.FILES + told["sha256"]:
                raise ActionRefused(DAMAGED)
            step(done, len(expected))

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        names = [entry.filename for entry in entries]
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries) or 1
        if archive.MANIFEST not in names:
            raise ActionRefused(NOT_OURS)
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
            raise ActionRefused(TOO_BIG)
        if unpacked > RATIO_FROM and unpacked / packed > MAX_RATIO:
            raise ActionRefused(TOO_BIG)
        strange = [name for name in names if not _NAMES.fullmatch(name)]
        if strange or len(set(names)) != len(names) or any(entry.flag_bits & 0x1 for entry in entries):
            raise ActionRefused(f"Cette archive contient un fichier inattendu : {(strange or names)[0][:80]}")

    def _read_manifest(self) -> dict[str, Any]:
        if self._zip.getinfo(archive.MANIFEST).file_size > MAX_MANIFEST:
            raise ActionRefused(TOO_BIG)
        manifest = _read(self._zip.read(archive.MANIFEST))
        if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
            raise ActionRefused(NOT_OURS)
        if manifest["format"] > archive.FORMAT:
            raise ActionRefused(NEWER)
        return manifest

    def _check_manifest(self) -> None:
        files, counts = self.manifest.get("files"), self.manifest.get("counts")
        if not isinstance(files, dict) or not isinstance(counts, dict):
            raise ActionRefused(DAMAGED)
        present = {entry.filename: entry.file_size for entry in self._zip.infolist()}
        present.pop(archive.MANIFEST)
        told = {name: one.get("size") for name, one in files.items() if isinstance(one, dict)}
        if present != told:
            raise ActionRefused("Il manque des fichiers dans cette archive, ou il y en a de trop.")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive; one that cannot be read is refused in French, wherever it breaks."""
    try:
        with zipfile.ZipFile(path) as source:
            yield Archive(source)
    except FileNotFoundError as error:
        raise ActionRefused(f"Le fichier {path} n’existe pas.") from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, RecursionError) as error:
        raise ActionRefused(DAMAGED) from error


def _read(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ActionRefused(DAMAGED) from error
