"""From the words typed to an exit code: 0 done, 1 refused, 2 not understood, 130 interrupted, 141 unread."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Protocol, cast

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from copil.cli import lock
from copil.cli.parser import FrenchParser, Subparsers
from copil.core.errors import ActionRefused

COMMANDS = (
    "serve",
    "worker",
    "migrate",
    "demo",
    "territories",
    "methods",
    "imports",
    "search",
    "bounces",
    "journal",
    "backup",
    "export",
    "restore",
    "createadmin",
    "check",
)


class Command(Protocol):
    """What a module of ``copil.cli.commands`` offers; its parser names its own ``run(args) -> int``."""

    def add_parser(self, subparsers: Subparsers) -> None: ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code; whatever is refused is said in French."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "copil.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        return refuse(f"Un réglage de l’environnement est incorrect : {error}")
    args = build_parser().parse_args(argv)
    try:
        with lock.alone() if args.alone else lock.shared():
            code = int(args.run(args))
        sys.stdout.flush()
        return code
    except ActionRefused as refusal:
        return refuse(refusal.message)
    except DatabaseError as error:
        return refuse(
            "La base de données ne répond pas comme prévu. Lancez « copil check » pour en savoir plus."
            f"\nDétail : {error}"
        )
    except BrokenPipeError:  # as in « copil methods list | head -1 »: nobody reads any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
        return 130


def build_parser() -> FrenchParser:
    """Build the parser of all subcommands. Their modules import apps: Django must be set up before."""
    parser = FrenchParser(
        prog="copil",
        description="Copil accompagne une démarche collective, du besoin ressenti à l’expérience transmise.",
    )
    parser.set_defaults(alone=False)
    subparsers = parser.add_subparsers(
        title="commandes ", metavar="COMMANDE", required=True, parser_class=FrenchParser
    )
    for name in COMMANDS:
        command = cast(Command, importlib.import_module(f"copil.cli.commands.{name}"))
        command.add_parser(subparsers)
    return parser


def refuse(message: str) -> int:
    """Say why on the error output; return the exit code of a refusal."""
    print(message, file=sys.stderr)
    return 1
