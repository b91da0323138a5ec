"""What a release left in a database is brought to this version; its migrations never change."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Installation
from tools.freeze_release import DATA, digests

RELEASES = sorted(DATA.glob("release-*.tar.gz"))
# The lists of the space that holds rows of every app, looked at by who administers it.
LISTS = (
    "", "organisations/", "besoins/", "besoins/partages/", "demarches/", "instances/", "taches/", "reunions/",
    "votes/", "questionnaires/", "experiences/", "membres/", "jetons/",
)  # fmt: skip  # a table reads by its lines
LOOK = f"""
from django.conf import settings
from django.test import Client, override_settings
from copil.identity.models import Membership
migrated, verified = copil("migrate"), copil("journal", "verify")
client = Client(headers={{"host": "localhost"}})
admin = Membership.objects.get(workspace__slug="espace-de-tous", role="admin", suspended_at=None)
client.force_login(admin.user)
plain = {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
with override_settings(STORAGES={{**settings.STORAGES, "staticfiles": plain}}):
    seen = [client.get("/e/espace-de-tous/" + one).status_code for one in {LISTS}]
answer = [migrated[0], verified[0], *seen]
"""


@pytest.mark.once  # the backup of a release is of SQLite
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_release_is_upgraded_to_this_version(release: Path, empty: Installation) -> None:
    restored = empty.copil("restore", str(release))
    assert restored.returncode == 0, restored.stderr
    assert empty.inside(LOOK) == [0, 0, *(200 for _ in LISTS)]


@pytest.mark.once
@pytest.mark.parametrize("release", sorted(DATA.glob("release-*.json")), ids=lambda path: path.name)
def test_the_migrations_of_a_release_never_change(release: Path) -> None:
    now = digests()
    frozen = json.loads(release.read_text(encoding="utf-8"))
    changed = [path for path, digest in frozen.items() if now.get(path) != digest]
    assert changed == [], f"{release.stem} is out: leave these as they were and add a new migration"
