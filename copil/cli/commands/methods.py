"""``copil methods``: those shipped with the program, their publication, the check of a file."""

import argparse
import json
from pathlib import Path

from django.utils import timezone

from copil.cli import installation
from copil.cli.parser import Subparsers, add_group
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.initiatives import actions, method_file


def add_parser(subparsers: Subparsers) -> None:
    """Add ``methods`` and its verbs."""
    verbs = add_group(subparsers, "methods", "méthodes de conduite d’une démarche")
    help_text = "liste les méthodes fournies avec Copil"
    listing = verbs.add_parser("list", help=help_text, description=help_text)
    listing.add_argument("--json", action="store_true", help="répond en JSON")
    listing.set_defaults(run=list_shipped)
    help_text = "publie les méthodes fournies avec Copil dans cette installation"
    loading = verbs.add_parser("load", help=help_text, description=help_text)
    loading.set_defaults(run=load)
    help_text = "vérifie un fichier de méthode et dit ligne et champ de chaque problème"
    checking = verbs.add_parser("check", help=help_text, description=help_text)
    checking.add_argument("file", metavar="FICHIER", type=Path, help="le fichier YAML à vérifier")
    checking.set_defaults(run=check)


def list_shipped(args: argparse.Namespace) -> int:
    """Print one line for each method, or one JSON list."""
    lines = [method_file.summary(method_file.load(path)) for path in method_file.shipped()]
    if args.json:
        print(json.dumps(lines, ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        steps = f" {line['steps']} pas," if line["steps"] else ""
        print(
            f"{line['key']}  {line['title']} : {typography.plural(line['stages'], 'étape')},{steps}"
            f" {typography.plural(line['activities'], 'activité')}"
        )
    return 0


def load(args: argparse.Namespace) -> int:
    """Publish each shipped method whose content is new; a version in use never changes."""
    installation.require_migrated()
    published = actions.publish_shipped_methods(at=timezone.now())
    for method in published:
        print(f"{method.key} : version {method.number} publiée")
    if not published:
        print("Toutes les méthodes fournies sont déjà publiées.")
    return 0


def check(args: argparse.Namespace) -> int:
    """Print the problems of a file; 1 when there is one."""
    if not args.file.is_file():
        raise ActionRefused(f"Le fichier {args.file} n’existe pas.")
    problems = method_file.check(args.file)
    for problem in problems:
        print(f"{args.file} : {problem}")
    if not problems:
        print(f"{args.file} : aucun problème")
    return 1 if problems else 0
