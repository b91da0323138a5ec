"""``copil restore``."""

import argparse
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from copil.cli import archive, installation, snapshot
from copil.cli.parser import Subparsers, add_erasures
from copil.cli.progress import Progress
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.files import store
from copil.pages.erasing import ledger, replaying

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def add_parser(subparsers: Subparsers) -> None:
    """Add ``restore``."""
    help_text = "remet en place une sauvegarde faite par « copil backup »"
    parser = subparsers.add_parser(
        "restore", help=help_text, description=f"{help_text.capitalize()}. Copil doit être arrêté."
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help="l’archive à lire")
    parser.add_argument(
        "--force", action="store_true", help="remplace les données présentes, qui sont alors perdues"
    )
    add_erasures(parser)
    parser.set_defaults(run=run, alone=True)


def run(args: argparse.Namespace) -> int:
    """Check the whole archive, then replace the data by it."""
    if not args.force and not installation.is_empty():
        raise ActionRefused(
            "Cette installation contient déjà des données : rien n’a été restauré."
            " Ajoutez --force pour les remplacer, elles seront perdues."
        )
    erased = replaying.recorded(args.erasures)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIR) as directory:
        manifest = unpack(args.file, Path(directory))
        snapshot.put_back(Path(directory) / manifest.database.path)
        replace_files(Path(directory))
    installation.migrate()
    ledger.add_lines(erased)
    again = replaying.replay(erased)
    store.send_all()
    files = typography.plural(len(manifest.files), "fichier")
    print(f"Sauvegarde du {manifest.created_at[:10]} restaurée : {files} et la base.")
    if again:
        print(f"Personnes effacées depuis cette sauvegarde, effacées de nouveau : {again}.")
    return 0


def unpack(path: Path, directory: Path) -> archive.Manifest:
    """Unpack an archive beside the data, refusing it before anything is replaced."""
    with archive.opened(path) as source:
        manifest = archive.read_manifest(source)
        if manifest.engine != connection.vendor:
            raise ActionRefused(
                f"Cette sauvegarde vient de {ENGINES.get(manifest.engine, manifest.engine)} et cette"
                f" installation utilise {ENGINES[connection.vendor]} : elle ne peut pas y être restaurée."
            )
        if set(manifest.migrations) - installation.known_migrations():
            raise ActionRefused(
                "Cette sauvegarde a été faite par une version plus récente de Copil."
                " Mettez d’abord Copil à jour."
            )
        with Progress("Lecture") as progress:
            archive.unpack(source, manifest, into=directory, step=progress)
    snapshot.verify(directory / manifest.database.path)
    return manifest


def replace_files(directory: Path) -> None:
    """Put the unpacked files in the place of the present ones."""
    restored, present = directory / "files", settings.MEDIA_ROOT
    restored.mkdir(exist_ok=True)
    if present.exists():
        present.rename(directory / "replaced")
    present.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(restored, present)
