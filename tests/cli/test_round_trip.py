"""A workspace leaves, its installation is gone, and it is the same elsewhere, on another database too."""

import dataclasses
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import serializers
from django.test import override_settings

from copil.initiatives.models import Method
from copil.territories.models import Territory
from tests import postgres
from tests.access.world import World, build
from tests.cli.conftest import Installation, installation
from tests.pages.leaving import data_of, export, manifest_of

pytestmark = [pytest.mark.audit, pytest.mark.timeout(1800)]
PATIENCE = 900
# What each installation has before anything comes: the same places, the same shipped methods.
SEED = """
from django.core import serializers
from django.db import transaction
with transaction.atomic():
    for one in serializers.deserialize("json", open({file!r}).read()):
        one.save()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


def on(engine: str, folder: Path) -> Installation:
    """Describe an empty installation on SQLite, or on a PostgreSQL whose address is given."""
    made = dataclasses.replace(installation(folder), patience=PATIENCE)
    kept = {name: value for name, value in made.environment.items() if name != "DATABASE_URL"}
    return dataclasses.replace(made, environment={**kept, **({"DATABASE_URL": engine} if engine else {})})


def carried(there: Installation, source: Path, slug: str, *, prepare: str) -> Path:
    """Bring an archive to an installation, and take it away again."""
    target = there.folder / "again.zip"
    done = there.inside(
        f"answer = [copil('migrate')]\n{prepare}\n"
        f"answer += [copil('import', 'workspace', {str(source)!r}, '--json')]\n"
        f"answer += [copil('export', '--workspace', {slug!r}, '--output', {str(target)!r})]\n"
        "answer += [copil('journal', 'verify')]"
    )
    assert [code for code, _, _ in done] == [0, 0, 0, 0], done
    assert json.loads(done[1][1])["notices"] == []
    return target


def same(first: Path, second: Path) -> None:
    """Every row, every table for people, every file and its digest, every count."""
    before, after = data_of(first), data_of(second)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
    assert manifest_of(first)["counts"] == manifest_of(second)["counts"]
    assert manifest_of(first)["files"] == manifest_of(second)["files"]
    assert sum(manifest_of(first)["counts"].values()) > 200


@pytest.mark.django_db
def test_a_full_world_goes_from_sqlite_to_postgresql_and_back(tmp_path: Path, server: str) -> None:
    first, known = tmp_path / "first.zip", tmp_path / "known.json"
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        world: World = build("voyageuse")
        export(world.workspace, first)
    rows = [*Territory.objects.order_by("pk"), *Method.objects.filter(workspace=None).order_by("pk")]
    known.write_text(serializers.serialize("json", rows))
    slug, seed = world.workspace.slug, SEED.format(file=str(known))
    one = carried(on(server, tmp_path / "postgresql"), first, slug, prepare=seed)
    same(first, one)
    two = carried(on("", tmp_path / "sqlite"), one, slug, prepare=seed)
    same(first, two)


def test_the_demonstration_leaves_an_installation_that_is_destroyed(tmp_path: Path) -> None:
    slug, first = "reseau-marne", tmp_path / "first.zip"
    old = on("", tmp_path / "old")
    for words in (["demo"], ["export", "--workspace", slug, "--output", str(first)]):
        done = old.copil(*words)
        assert done.returncode == 0, done.stderr
    shutil.rmtree(old.folder)
    load = "answer_of = [copil('territories', 'load'), copil('methods', 'load')]"
    same(first, carried(on("", tmp_path / "new"), first, slug, prepare=load))
