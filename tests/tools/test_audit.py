"""An audit that looked at nothing is a failure."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools import audit

LOCK = """# made by a tool
asgiref==3.13.0 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:00
django==5.2.19 \\
    --hash=sha256:00
"""
CLEAN: list[dict[str, Any]] = [
    {"name": "asgiref", "version": "3.13.0", "vulns": []},
    {"name": "django", "version": "5.2.19", "vulns": []},
]


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (json.dumps({"dependencies": CLEAN}), 0, "2 bibliothèques examinées, 0 vulnérables"),
        ("", 1, "0 bibliothèques examinées sur 2"),
        (json.dumps({"dependencies": []}), 1, "0 bibliothèques examinées sur 2"),
        (
            json.dumps({"dependencies": [CLEAN[0], {"name": "django", "skip_reason": "not found"}]}),
            1,
            "1 bibliothèques examinées sur 2",
        ),
        (
            json.dumps({"dependencies": [CLEAN[0], {**CLEAN[1], "vulns": [{"id": "PYSEC-1"}]}]}),
            1,
            "django 5.2.19 est vulnérable (PYSEC-1)",
        ),
    ],
    ids=["clean", "offline", "nothing", "partial", "vulnerable"],
)
def test_only_a_whole_and_clean_audit_passes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: int,
    said: str,
) -> None:
    lock = tmp_path / "base.txt"
    lock.write_text(LOCK)
    done = subprocess.CompletedProcess([], 0, stdout=answer, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
    assert audit.audit(lock) == code
    captured = capsys.readouterr()
    assert said in captured.out + captured.err
