"""``copil migrate``."""

import argparse

from copil.cli import installation
from copil.cli.parser import Subparsers
from copil.core import typography


def add_parser(subparsers: Subparsers) -> None:
    """Add ``migrate``."""
    help_text = "met la base de données à jour"
    parser = subparsers.add_parser("migrate", help=help_text, description=help_text)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Bring the database up to date and say what was done."""
    received = installation.migrate()
    steps = typography.plural(received, "étape")
    print(f"Base de données mise à jour ({steps})." if received else "Base de données déjà à jour.")
    return 0
