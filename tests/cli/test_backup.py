"""The drill: back up, lose everything, restore, and find it all again."""

from pathlib import Path

from tests.cli.conftest import Installation

# ``content()``: the address of the account and the text of the file.
CONTENT = """
from copil.files import store
from copil.files.models import StoredFile
from copil.identity.models import User
def content():
    return [User.objects.get().email, store.read(StoredFile.objects.get()).decode()]
"""
ORIGINAL = ["nadia@marne.example", "l'original"]


def test_a_restored_installation_is_the_same(backup: Path, empty: Installation) -> None:
    restored = empty.copil("restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    found, checked, again = empty.inside(
        f"{CONTENT}\nanswer = [content(), copil('journal', 'verify'), copil('migrate')]"
    )
    assert found == ORIGINAL
    assert checked == [0, "reseau-marne\u00a0: journal intact\n", ""]
    assert again[1] == "Base de données déjà à jour.\n"
    assert [path.name for path in empty.folder.iterdir() if path.name.startswith(".")] == []


def test_data_in_place_is_replaced_only_when_forced(backup: Path, empty: Installation) -> None:
    first, refused, kept, forced, found = empty.inside(
        f"{CONTENT}\nfile = {str(backup)!r}\n"
        "first = copil('restore', file)\n"
        "User.objects.update(email='autre@marne.example')\n"
        "refused, kept = copil('restore', file), content()\n"
        "forced = copil('restore', file, '--force')\n"
        "answer = [first, refused, kept, forced, content()]"
    )
    assert (first[0], forced[0], refused[0]) == (0, 0, 1)
    assert "--force" in refused[2]
    assert kept == ["autre@marne.example", "l'original"]
    assert found == ORIGINAL


def test_a_damaged_archive_changes_nothing(backup: Path, empty: Installation, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    first, refused, found = empty.inside(
        f"{CONTENT}\nfirst = copil('restore', {str(backup)!r})\n"
        f"answer = [first, copil('restore', {str(damaged)!r}, '--force'), content()]"
    )
    assert (first[0], refused[0], refused[1]) == (0, 1, "")
    assert found == ORIGINAL


def test_what_came_after_the_backup_is_gone_after_the_restoration(backup: Path, empty: Installation) -> None:
    """A table and a file of a later version do not survive beside the older data."""
    first, forced, tables, files = empty.inside(
        f"file = {str(backup)!r}\n"
        "from django.conf import settings\n"
        "from django.db import connection\n"
        "first = copil('restore', file)\n"
        "connection.cursor().execute('CREATE TABLE later (a integer)')\n"
        "(settings.MEDIA_ROOT / 'later').write_text('x')\n"
        "forced = copil('restore', file, '--force')\n"
        "tables = connection.introspection.table_names()\n"
        "answer = [first, forced, tables, [path.name for path in settings.MEDIA_ROOT.iterdir()]]"
    )
    assert (first[0], forced[0]) == (0, 0)
    assert "identity_user" in tables
    assert "later" not in tables
    assert "later" not in files


def test_a_backup_refuses_what_it_would_spoil(backup: Path, empty: Installation, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("précieux")
    too_early, over, nowhere = empty.inside(
        f"too_early = copil('backup', {str(tmp_path / 'x.tar.gz')!r})\n"
        f"copil('restore', {str(backup)!r})\n"
        f"over = copil('backup', {str(tmp_path / 'precious')!r})\n"
        f"answer = [too_early, over, copil('backup', {str(tmp_path / 'no' / 'x.tar.gz')!r})]"
    )
    assert [too_early[0], over[0], nowhere[0]] == [1, 1, 1]
    assert "copil migrate" in too_early[2]
    assert (tmp_path / "precious").read_text() == "précieux"


def test_a_restoration_waits_for_the_others_to_stop(backup: Path, empty: Installation) -> None:
    code, _, said = empty.inside(
        f"from copil.cli import lock\nwith lock.shared():\n    answer = copil('restore', {str(backup)!r})"
    )
    assert code == 1
    assert "Arrêtez-la" in said


def test_an_archive_from_elsewhere_is_refused(backup: Path, empty: Installation) -> None:
    other_engine, newer = empty.inside(
        "from copil.cli import archive, installation\n"
        "import dataclasses\n"
        "read = archive.read_manifest\n"
        "def changed(**values):\n"
        "    archive.read_manifest = lambda source: dataclasses.replace(read(source), **values)\n"
        f"    return copil('restore', {str(backup)!r})\n"
        "answer = [changed(engine='oracle'), changed(migrations=['identity.9999_later'])]"
    )
    assert (other_engine[0], newer[0]) == (1, 1)
    assert "ne peut pas y être restaurée" in other_engine[2]
    assert "plus récente" in newer[2]


def test_a_changed_line_of_the_journal_is_named(backup: Path, empty: Installation) -> None:
    changed, absent = empty.inside(
        f"copil('restore', {str(backup)!r})\n"
        "from copil.journal.models import JournalEntry\n"
        "JournalEntry.objects.update(payload={'label': '', 'changes': {'name': 'autre'}})\n"
        "answer = [copil('journal', 'verify', '--workspace', name) for name in ('reseau-marne', 'absent')]"
    )
    assert changed[0] == absent[0] == 1
    assert "ligne 1\u00a0: contenu modifié" in changed[1]
    assert "absent" in absent[2]
