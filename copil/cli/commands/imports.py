"""``copil import organisations`` and ``copil import workspace``."""

import argparse
import json
import sys
from pathlib import Path

from copil.cli import installation, workspaces
from copil.cli.parser import Subparsers, add_group
from copil.cli.progress import Progress
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.directory.enums import Register
from copil.directory.imports import Counts, format_of, import_organisations
from copil.directory.registers import loading
from copil.identity.models import Workspace

FORMATS = ("csv", "xlsx", "ods", *Register.values)
REASONS_SHOWN = 10


def add_parser(subparsers: Subparsers) -> None:
    """Add ``import`` and what can be imported."""
    verbs = add_group(subparsers, "import", "import de fichiers")
    workspaces.add_parser(verbs)
    help_text = "importe un fichier d’organisations dans un espace"
    parser = verbs.add_parser(
        "organisations",
        help=help_text,
        description=f"{help_text.capitalize()}. Le même fichier importé deux fois ne change rien ; un import"
        " interrompu reprend où il s’était arrêté.",
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help="le fichier à lire")
    parser.add_argument(
        "--format", choices=FORMATS, help="format du fichier, reconnu à son contenu sauf pour un registre"
    )
    parser.add_argument(
        "--workspace",
        metavar="IDENTIFIANT",
        help="identifiant de l’espace (un registre national vaut pour tous)",
    )
    parser.add_argument("--dry-run", action="store_true", help="dit ce qui changerait, sans rien écrire")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the file and say what became of its rows."""
    installation.require_migrated()
    if not args.file.is_file():
        raise ActionRefused(f"Le fichier {args.file} n’existe pas.")
    if args.format in Register.values:
        return _load_register(args)
    if not args.workspace:
        raise ActionRefused("Dites dans quel espace importer ce fichier, avec --workspace.")
    workspace = Workspace.objects.filter(slug=args.workspace).first()
    if workspace is None:
        raise ActionRefused(f"Aucun espace n’a pour identifiant « {args.workspace} ».")
    if args.format and args.format != (found := format_of(args.file)):
        raise ActionRefused(f"Ce fichier est au format {found.upper()}, pas {args.format.upper()}.")
    with Progress("Import") as progress:
        counts = import_organisations(args.file, workspace, args.dry_run, progress)
    print(json.dumps(counts.as_dict()) if args.json else sentence(counts, foreseen=args.dry_run))
    return 0


def _load_register(args: argparse.Namespace) -> int:
    """Read the file of a national register, for the whole installation, and say what became of its rows."""
    with Progress("Lecture du registre") as progress:
        report = loading.load(args.file, register=args.format, dry_run=args.dry_run, progress=progress)
    counts = report.counts
    print(json.dumps(counts.as_dict()) if args.json else sentence(counts, foreseen=args.dry_run))
    commonest = sorted(report.reasons.items(), key=lambda item: (-item[1][0], item[0]))
    for reason, (count, first) in commonest[:REASONS_SHOWN]:
        rows = typography.plural(count, "ligne refusée", "lignes refusées")
        print(f"{rows} (à partir de la ligne {first}) : {reason}", file=sys.stderr)
    if len(commonest) > REASONS_SHOWN:
        rest = typography.plural(len(commonest) - REASONS_SHOWN, "autre raison", "autres raisons")
        print(f"Et {rest}.", file=sys.stderr)
    return 0


def sentence(counts: Counts, *, foreseen: bool) -> str:
    """Return the outcome as a sentence."""
    start = "Rien n’a été écrit. Il y aurait" if foreseen else "Import terminé :"
    outcomes = (
        typography.plural(counts.created, "création"),
        typography.plural(counts.updated, "mise à jour", "mises à jour"),
        typography.plural(counts.unchanged, "ligne inchangée", "lignes inchangées"),
    )
    refused = typography.plural(counts.refused, "refusée")
    return f"{start} {', '.join(outcomes)} et {refused} ({counts.seconds:.1f} s)."
