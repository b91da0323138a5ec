"""``copil bounces``."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from copil.cli import installation
from copil.cli.parser import Subparsers
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.notifications import bounces
from copil.notifications.actions import mending


def add_parser(subparsers: Subparsers) -> None:
    """Add ``bounces``."""
    help_text = "lit les courriels revenus et note les adresses en échec"
    parser = subparsers.add_parser(
        "bounces",
        help=help_text,
        description=f"{help_text.capitalize()}. Lire deux fois le même message ne compte qu’une fois.",
    )
    parser.add_argument(
        "paths",
        metavar="CHEMIN",
        nargs="+",
        help="un fichier, un dossier, une boîte Maildir ou mbox, ou - pour l’entrée standard",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read each message and say how many of ours came back."""
    installation.require_migrated()
    read = noted = 0
    for name in args.paths:
        if name != "-" and not Path(name).exists():
            raise ActionRefused(f"{name} n’existe pas.")
        contents = [sys.stdin.buffer.read()] if name == "-" else bounces.read(Path(name))
        for content in contents:
            read += 1
            returned = bounces.understand(content)
            if returned is not None and mending.note_bounce(returned=returned, at=timezone.now()):
                noted += 1
    told = typography.plural(noted, "retour noté", "retours notés")
    print(f"{typography.plural(read, 'message lu', 'messages lus')}, {told}.")
    return 0
