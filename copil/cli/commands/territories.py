"""``copil territories load``."""

import argparse

from copil.cli import installation
from copil.cli.parser import Subparsers, add_group
from copil.cli.progress import Progress
from copil.territories import actions
from copil.territories.models import Territory


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
        actions.load(progress=progress)
    print(f"{Territory.objects.count()} territoires chargés.")
    return 0
