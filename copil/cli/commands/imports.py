"""``copil import organisations``."""

import argparse
import json
from pathlib import Path

from copil.cli import installation
from copil.cli.parser import Subparsers, add_group
from copil.cli.progress import Progress
from copil.core.errors import ActionRefused
from copil.directory.imports import Counts, format_of, import_organisations
from copil.identity.models import Workspace

FORMATS = ("csv", "xlsx", "ods")


def add_parser(subparsers: Subparsers) -> None:
    """Add ``import`` and what can be imported."""
    verbs = add_group(subparsers, "import", "import de fichiers")
    help_text = "importe un fichier d’organisations dans un espace"
    parser = verbs.add_parser(
        "organisations",
        help=help_text,
        description=f"{help_text.capitalize()}. Le même fichier importé deux fois ne change rien ; un import"
        " interrompu reprend où il s’était arrêté.",
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help="le fichier à lire")
    parser.add_argument("--format", choices=FORMATS, help="format du fichier, reconnu à son contenu")
    parser.add_argument("--workspace", metavar="IDENTIFIANT", required=True, help="identifiant de l’espace")
    parser.add_argument("--dry-run", action="store_true", help="dit ce qui changerait, sans rien écrire")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the file and say what became of its rows."""
    installation.require_migrated()
    if not args.file.is_file():
        raise ActionRefused(f"Le fichier {args.file} n’existe pas.")
    workspace = Workspace.objects.filter(slug=args.workspace).first()
    if workspace is None:
        raise ActionRefused(f"Aucun espace n’a pour identifiant « {args.workspace} ».")
    if args.format and args.format != (found := format_of(args.file)):
        raise ActionRefused(f"Ce fichier est au format {found.upper()}, pas {args.format.upper()}.")
    with Progress("Import") as progress:
        counts = import_organisations(args.file, workspace, args.dry_run, progress)
    print(json.dumps(counts.as_dict()) if args.json else sentence(counts, foreseen=args.dry_run))
    return 0


def sentence(counts: Counts, *, foreseen: bool) -> str:
    """Return the outcome as a sentence."""
    start = "Rien n’a été écrit. Il y aurait" if foreseen else "Import terminé :"
    return (
        f"{start} {counts.created} créations, {counts.updated} mises à jour, {counts.unchanged} lignes"
        f" inchangées et {counts.refused} refusées ({counts.seconds:.1f} s)."
    )
