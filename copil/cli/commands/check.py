"""``copil check``: is this installation in order?"""

import argparse
import os
from collections.abc import Callable

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from copil.cli import installation
from copil.cli.parser import Subparsers
from copil.core import typography


def add_parser(subparsers: Subparsers) -> None:
    """Add ``check``."""
    help_text = "vérifie que l’installation est en ordre"
    parser = subparsers.add_parser("check", help=help_text, description=help_text)
    parser.add_argument("--deploy", action="store_true", help="vérifie aussi ce qu’exige une mise en ligne")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one line for each point; 1 when one is not in order."""
    sound = True
    for title, question in POINTS:
        try:
            problem = question(args)
        except DatabaseError as error:
            problem = f"la base de données ne répond pas : {error}"
        print(f"{'à revoir' if problem else 'en ordre'}  {title}{f' : {problem}' if problem else ''}")
        sound = sound and not problem
    return 0 if sound else 1


def settings_problem(args: argparse.Namespace) -> str:
    """Return what Django finds wrong in the settings, an empty text when nothing is."""
    found = checks.run_checks(include_deployment_checks=args.deploy)
    serious = [
        message for message in found if message.level >= (checks.WARNING if args.deploy else checks.ERROR)
    ]
    return " ; ".join(f"{message.id} {message.msg}" for message in serious)


def folder_problem(_args: argparse.Namespace) -> str:
    """Return why the data folder cannot be used, an empty text when it can."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    return (
        ""
        if os.access(settings.DATA_DIR, os.W_OK)
        else f"{settings.DATA_DIR} n’est pas accessible en écriture"
    )


def database_problem(_args: argparse.Namespace) -> str:
    """Return why the database cannot be used, an empty text when it answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations_problem(_args: argparse.Namespace) -> str:
    """Return what is missing in the database, an empty text when it is up to date."""
    pending = installation.pending_migrations()
    if not pending:
        return ""
    return f"{typography.plural(pending, 'étape')} de mise à jour en attente, lancez « copil migrate »"


POINTS: tuple[tuple[str, Callable[[argparse.Namespace], str]], ...] = (
    ("réglages", settings_problem),
    ("dossier des données", folder_problem),
    ("base de données", database_problem),
    ("mise à jour de la base", migrations_problem),
)
