"""``copil backup``."""

import argparse
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from copil.cli import archive, installation, snapshot
from copil.cli.parser import Subparsers
from copil.cli.progress import Progress
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.files import store


def add_parser(subparsers: Subparsers) -> None:
    """Add ``backup``."""
    help_text = "sauvegarde la base de données et les fichiers dans une archive .tar.gz"
    parser = subparsers.add_parser(
        "backup",
        help=help_text,
        description=f"{help_text.capitalize()}. Copil peut rester en marche. La clé secrète n’y est pas.",
    )
    parser.add_argument(
        "file", metavar="FICHIER", type=Path, help="l’archive à écrire, par exemple copil.tar.gz"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the archive; refuse to write over an existing file."""
    installation.require_migrated()
    if args.file.exists():
        raise ActionRefused(f"Le fichier {args.file} existe déjà. Choisissez un autre nom.")
    if not args.file.absolute().parent.is_dir():
        raise ActionRefused(f"Le dossier {args.file.absolute().parent} n’existe pas.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA_DIR) as directory:
        manifest = write(args.file.absolute(), Path(directory))
    size = args.file.stat().st_size / 1_000_000
    files = typography.plural(len(manifest.files), "fichier")
    print(f"Sauvegarde écrite dans {args.file} : {files} et la base, {size:.1f} Mo.")
    return 0


def write(target: Path, directory: Path) -> archive.Manifest:
    """Copy the database first, list the files after: every file that the copy names is then on disk."""
    copy = snapshot.take(directory)
    store.gather()
    manifest = archive.Manifest(
        format=archive.FORMAT,
        engine=connection.vendor,
        created_at=timezone.now().isoformat(),
        migrations=sorted(installation.applied_migrations()),
        database=archive.Entry(copy.name, archive.digest_of(copy), copy.stat().st_size),
        files=archive.list_files(settings.MEDIA_ROOT),
    )
    with Progress("Sauvegarde") as progress:
        archive.write(target, manifest=manifest, database=copy, files_root=settings.MEDIA_ROOT, step=progress)
    return manifest
