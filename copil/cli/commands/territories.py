"""``copil territories load`` and ``copil territories perimeters``."""

import argparse
from pathlib import Path

from django.utils import timezone

from copil.cli import installation
from copil.cli.parser import Subparsers, add_group
from copil.cli.progress import Progress
from copil.core.errors import ActionRefused
from copil.core.typography import number, plural
from copil.territories import actions
from copil.territories.forms import code_of_kind, kind_named
from copil.territories.models import Territory


def add_parser(subparsers: Subparsers) -> None:
    """Add ``territories`` and its verbs."""
    verbs = add_group(subparsers, "territories", "communes, intercommunalités, départements et régions")
    help_text = "charge le découpage officiel fourni avec Copil"
    loading = verbs.add_parser("load", help=help_text, description=help_text)
    loading.set_defaults(run=run)
    _add_perimeters(verbs)


def run(args: argparse.Namespace) -> int:
    """Load the territories shipped with the program; a second time updates them in place."""
    installation.require_migrated()
    with Progress("Territoires") as progress:
        actions.load(progress=progress)
    print(f"{plural(Territory.objects.count(), 'territoire chargé', 'territoires chargés')}.")
    return 0


def run_perimeters(args: argparse.Namespace) -> int:
    """Load the perimeters of a file, and say which rows were refused."""
    installation.require_migrated()
    path, now = Path(args.file), timezone.now()
    if not path.is_file():
        raise ActionRefused(f"Le fichier « {path} » n’existe pas.")
    if not code_of_kind(args.kind):
        raise ActionRefused(
            "Donnez à cette sorte de périmètres un nom qui contient une lettre ou un chiffre."
        )
    year = args.year or timezone.localdate().year
    kind = kind_named(args.kind, year=year, is_partial=args.partial, at=now)
    outcome = actions.load_perimeters(
        kind=kind, path=path, file_name=path.name, is_complete=args.complete, at=now
    )
    print(
        f"Périmètres {kind.name}, {year} : {plural(outcome.created, 'créé')},"
        f" {number(outcome.updated)} mis à jour, {plural(outcome.unchanged, 'inchangé')},"
        f" {plural(outcome.gone, 'sorti')} des listes."
    )
    for line, reason in kind.refused:
        print(f"Ligne {line} refusée : {reason}")
    if kind.refused_rows > len(kind.refused):
        print(f"{plural(kind.refused_rows, 'ligne refusée', 'lignes refusées')} en tout.")
    return 0


def _add_perimeters(verbs: Subparsers) -> None:
    help_text = "charge des périmètres (PETR, QPV, ZRR…) : un CSV, code;nom;code commune sur chaque ligne"
    parser = verbs.add_parser("perimeters", help=help_text, description=help_text)
    parser.add_argument("file", metavar="FICHIER", help="le fichier CSV")
    parser.add_argument("--kind", metavar="SORTE", required=True, help="nom de la sorte : PETR, QPV, ZRR…")
    parser.add_argument("--year", metavar="ANNÉE", type=int, help="année que le fichier décrit (celle-ci)")
    parser.add_argument(
        "--partial", action="store_true", help="ils ne couvrent qu’une partie des communes citées"
    )
    parser.add_argument("--complete", action="store_true", help="le fichier les nomme tous")
    parser.set_defaults(run=run_perimeters)
