"""``copil worker``."""

import argparse

from copil.cli import installation
from copil.cli.parser import Subparsers
from copil.notifications import worker


def add_parser(subparsers: Subparsers) -> None:
    """Add ``worker``."""
    help_text = "exécute les tâches de fond et envoie les courriels, jusqu’à Ctrl-C"
    parser = subparsers.add_parser("worker", help=help_text, description=help_text)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work until asked to stop."""
    installation.require_migrated()
    worker.run()
    return 0
