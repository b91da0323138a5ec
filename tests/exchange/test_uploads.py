"""What is refused before anything of it is kept, and how."""

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from copil.core.errors import ActionRefused
from copil.exchange import actions, uploads
from copil.exchange.models import ImportRun
from copil.files.models import StoredFile
from copil.identity.models import User, Workspace
from tests.factories.exchange import table, uploaded


@pytest.mark.parametrize("content", [
    b"", b"  \n", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"%PDF-1.7\n",
    gzip.compress(b"nom\nA\n", mtime=0),
    b"<!DOCTYPE html><script>alert(1)</script>", b"\xef\xbb\xbf<?xml version='1.0'?><a/>",
    b"nom;ville\nA\x00;B\n", bytes(range(1, 32)) * 40, b"\x7fELF" + b"a" * 100,
])  # fmt: skip  # a table reads by its lines
def test_what_is_not_a_table_is_refused(content: bytes) -> None:
    with pytest.raises(ActionRefused):
        uploads.judge(io.BytesIO(content))


def test_size_is_capped() -> None:
    with override_settings(UPLOAD_MAX_BYTES=1024 * 1024), pytest.raises(ActionRefused, match="dépasse 1"):
        uploads.check_size(1024 * 1024 + 1)


@pytest.mark.parametrize("content", [b"nom;ville\n", b"\n;\n", b";".join([b"c"] * 201) + b"\nA\n"])
def test_nothing_is_kept_of_a_file_without_a_table(
    workspace: Workspace, pilote: User, content: bytes, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(ActionRefused):
        uploaded(workspace, pilote, content)
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_run_holds_what_was_guessed(workspace: Workspace, pilote: User) -> None:
    run = uploaded(
        workspace,
        pilote,
        table([["Nom", "Code postal", "Sans rapport"], ["A", "94220", "x"]], encoding="cp1252"),
    )
    assert run.mapping == {"0": "name", "1": "postal_code"}
    assert (run.rows_total, run.state) == (1, "uploaded")
    assert run.file.owner_id == run.pk
    assert actions.job_of(run) is None
