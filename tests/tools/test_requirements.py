"""The locked requirements: few, hashed, the same in both profiles, and each one explained."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(.*(?:\n +--hash=\S+.*)*)", re.MULTILINE)


def pins(profile: str) -> dict[str, str]:
    return {name: version for name, version, _ in PIN.findall((FOLDER / f"{profile}.txt").read_text())}


@pytest.mark.parametrize("profile", ["base", "dev"])
def test_every_requirement_is_locked_with_digests(profile: str) -> None:
    found = PIN.findall((FOLDER / f"{profile}.txt").read_text())
    assert len(found) > 20
    assert [name for name, _, rest in found if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("profile", ["base", "dev"])
def test_no_lock_names_a_registry(profile: str) -> None:
    text = (FOLDER / f"{profile}.txt").read_text()
    assert not re.search(r"--(extra-)?index-url|--find-links|https?://", text)


def test_development_uses_the_versions_of_production() -> None:
    base, dev = pins("base"), pins("dev")
    assert {name: dev.get(name) for name in base} == base


def test_every_direct_dependency_says_why() -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    direct = [
        re.split(r"[~=\[<> ]", line)[0].lower()
        for name in ("base.in", "dev.in")
        for line in (FOLDER / name).read_text().splitlines()
        if line and not line.startswith(("-", "#"))
    ]
    assert [name for name in direct if f"`{name}`" not in explained] == []
