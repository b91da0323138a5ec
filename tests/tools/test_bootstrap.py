"""The environment is made from nothing, with or without pip, and only once."""

import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import urllib.error
import zipfile
from email.message import Message
from pathlib import Path
from typing import NoReturn

import pytest

import bootstrap

INDEX = "https://pypi.example/simple"
WHEEL, DIGEST = bootstrap.UV_WHEELS["x86_64"]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in an empty folder, and an environment that names no index."""
    (tmp_path / "requirements").mkdir()
    for name in ("base.txt", "dev.txt"):
        (tmp_path / "requirements" / name).write_text(name)
    (tmp_path / "pyproject.toml").write_text("[project]")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CERT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def installed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is installed is noted, and nothing is."""
    calls: list[list[str]] = []
    (tree / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "make_venv", lambda: None)
    monkeypatch.setattr(bootstrap, "install", calls.append)
    return calls


def wheel_of_uv(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"uv-{bootstrap.UV_VERSION}.data/scripts/uv", content)
    return packed.getvalue()


def test_a_wrong_usage_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main([]) == 2
    assert bootstrap.main(["prod"]) == 2
    assert "base|dev|uv" in capsys.readouterr().err


def test_a_python_out_of_range_is_refused_in_french(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 0))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert bootstrap.main(["base"]) == 1
    assert "3.11, 3.12 ou 3.13" in capsys.readouterr().err


def test_another_python_of_the_machine_takes_over(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    def replace_process(path: str, _args: list[str]) -> NoReturn:
        started.append(path)
        sys.exit(0)

    monkeypatch.setattr(bootstrap, "OLDEST", (9, 0))
    monkeypatch.setattr(bootstrap, "IN_RANGE", "pass")
    monkeypatch.setattr(shutil, "which", lambda name: sys.executable)
    monkeypatch.setattr(os, "execv", replace_process)
    with pytest.raises(SystemExit):
        bootstrap.main(["base"])
    assert started == [sys.executable]


def test_a_second_run_installs_nothing(tree: Path, installed: list[list[str]]) -> None:
    assert bootstrap.main(["base"]) == 0
    assert [call[:2] for call in installed] == [
        ["--require-hashes", "-r"],
        ["--no-deps", "--no-build-isolation"],
    ]
    installed.clear()
    assert bootstrap.main(["base"]) == 0
    assert installed == []


def test_a_changed_lock_is_installed_again(tree: Path, installed: list[list[str]]) -> None:
    bootstrap.main(["base"])
    installed.clear()
    (tree / "requirements" / "base.txt").write_text("changed")
    bootstrap.main(["base"])
    assert installed == [["--require-hashes", "-r", str(tree / "requirements" / "base.txt")]]


def test_the_development_profile_holds_the_base_one(tree: Path, installed: list[list[str]]) -> None:
    bootstrap.main(["dev"])
    installed.clear()
    bootstrap.main(["base"])
    assert installed == []


def test_a_failed_installation_leaves_no_stamp(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "make_venv", lambda: None)

    def fail(arguments: list[str]) -> None:
        raise bootstrap.Refused("réseau coupé")

    monkeypatch.setattr(bootstrap, "install", fail)
    assert bootstrap.main(["base"]) == 1
    assert not (tree / ".venv" / ".stamp-base").exists()


def test_the_environment_is_made_without_pip(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "HAS_ENSUREPIP", False)
    bootstrap.make_venv()
    assert bootstrap.answers([str(bootstrap.PYTHON), "-c", "pass"])
    assert not bootstrap.answers([str(bootstrap.PYTHON), "-m", "pip", "--version"])


def test_an_environment_moved_elsewhere_is_made_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "HAS_ENSUREPIP", False)
    bootstrap.make_venv()
    (tree / ".venv" / ".stamp-base").write_text("kept")
    bootstrap.make_venv()
    assert (tree / ".venv" / ".stamp-base").exists()
    (tree / ".venv" / ".stamp-root").write_text("/elsewhere")
    bootstrap.make_venv()
    assert not (tree / ".venv" / ".stamp-base").exists()


def test_a_python_without_ensurepip_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    program = "import bootstrap; print(bootstrap.HAS_ENSUREPIP)"
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, env=environment, cwd=bootstrap.ROOT, capture_output=True, check=True)
    assert answer.stdout.strip() == b"False"


def test_the_fetched_uv_is_checked_and_can_run(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = wheel_of_uv(b"#!/bin/sh\necho uv\n")
    page = f'<a href="../../files/{WHEEL}#sha256=0">uv</a>'.encode()
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(bootstrap, "UV_WHEELS", {"x86_64": (WHEEL, hashlib.sha256(content).hexdigest())})
    monkeypatch.setattr(bootstrap, "read", lambda url: content if url.endswith(".whl") else page)
    (tree / ".venv" / "bin").mkdir(parents=True)
    assert bootstrap.answers([bootstrap.fetch_uv()])


def test_an_altered_uv_is_not_installed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(bootstrap, "find_link", lambda wheel: "https://files.example/uv.whl")
    monkeypatch.setattr(bootstrap, "read", lambda url: wheel_of_uv(b"other"))
    (tree / ".venv" / "bin").mkdir(parents=True)
    with pytest.raises(bootstrap.Refused, match="pas celui attendu"):
        bootstrap.fetch_uv()
    assert list((tree / ".venv" / "bin").iterdir()) == []


def test_links_are_found_with_the_credentials_of_the_index(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://ana:pw@pypi.example/simple/")
    page = f"<a href=\"/files/{WHEEL}?a=1&amp;b=2\">x</a><a HREF='/files/{WHEEL}#sha256=1'>y</a>".encode()
    monkeypatch.setattr(bootstrap, "read", lambda url: page)
    assert bootstrap.find_link(WHEEL) == f"https://ana:pw@pypi.example/files/{WHEEL}?a=1&b=2"
    with pytest.raises(bootstrap.Refused, match="ne propose pas"):
        bootstrap.find_link("uv-0.0.1-py3-none-any.whl")


def test_the_index_comes_from_the_environment_then_from_pip(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = tree / "config" / "pip" / "pip.conf"
    conf.parent.mkdir(parents=True)
    conf.write_text("[global]\nindex-url = https://file.example/%40/simple\n")
    assert bootstrap.index_url() == "https://file.example/%40/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://pip.example/simple")
    assert bootstrap.index_url() == "https://pip.example/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", INDEX)
    assert bootstrap.index_url() == INDEX


def test_an_index_that_does_not_answer_is_said_in_french(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: urllib.request.Request, **_options: object) -> None:
        assert request.get_header("Authorization") == "Basic YW5hOnAgdw=="
        raise urllib.error.HTTPError(request.full_url, 503, "busy", Message(), None)

    monkeypatch.setattr(urllib.request, "urlopen", fail)
    with pytest.raises(bootstrap.Refused, match="ne répond pas") as refusal:
        bootstrap.read("https://ana:p%20w@pypi.example/simple/uv/")
    assert "p%20w" not in str(refusal.value)
