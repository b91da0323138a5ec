"""``copil territories load``."""

import argparse

from copil.cli import installation
from copil.cli.parser import Subparsers, add_group
from copil.cli.progress import Progress
from copil.territories import actions


def add_parser(subparsers: Subparsers) -> None:
    """Add ``territories`` and its verb."""
    verbs = add_group(subparsers, "territories", "communes, intercommunalités, départements et régions")
    help_text = "charge le découpage officiel fourni avec Copil"
    loading = verbs.add_parser("load", help=help_text, description=help_text)
    loading.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Load the territories shipped with the program; a second time updates them in place."""
    installation.require_migrated()
    with Progress("Territoires") as progress:
        counts = actions.load(progress=progress)
    print(f"{counts['territories']} territoires et {counts['postal_codes']} codes postaux chargés.")
    return 0
