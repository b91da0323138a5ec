"""Keep what a release leaves in a database: ``python -m tools.freeze_release``, once, when it is published.

Writes the backup of a small installation, with rows of every app, and the digests of the migrations into
``tests/cli/data/``: every later version is tested to upgrade from them (``tests/cli/test_upgrade.py``).
SQLite, so that it is one file.
"""

import hashlib
import json
import os
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.cli.conftest import POPULATE, ROOT, installation

DATA = ROOT / "tests" / "cli" / "data"
LARGEST = 800_000
# What the access matrix asks about: each app's objects, in a space of their own.
ROWS = """
from tests.access.world import build
with transaction.atomic(), contextlib.redirect_stdout(io.StringIO()):
    build("espace-de-tous")
"""


def digests() -> dict[str, str]:
    """Return the digest of each migration, by its path."""
    found = sorted((ROOT / "copil").glob("*/migrations/[0-9]*.py"))
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def freeze(version: str) -> Path:
    """Write the backup and the digests of a release; return the backup."""
    DATA.mkdir(exist_ok=True)
    kept = DATA / f"release-{version}.tar.gz"
    kept.unlink(missing_ok=True)
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder:
        made = installation(Path(folder) / "data")
        backup = f"copil('backup', {str(kept)!r})"
        done = made.inside(f"migrated = copil('migrate')\n{POPULATE}\n{ROWS}\nanswer = [migrated, {backup}]")
    if any(code for code, _, _ in done):
        raise SystemExit(f"The installation could not be made: {done}")
    if kept.stat().st_size > LARGEST:
        raise SystemExit(f"{kept.stat().st_size} bytes: more than a repository should carry")
    text = json.dumps(digests(), indent=1) + "\n"
    (DATA / f"release-{version}.json").write_text(text, encoding="utf-8")
    return kept


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    written = freeze(project["version"])
    sys.stdout.write(f"{written.relative_to(ROOT)}: {written.stat().st_size} bytes\n")
