"""``copil demo``."""

import argparse

from copil.cli import installation
from copil.cli.parser import Subparsers
from copil.cli.progress import Progress
from copil.core.errors import ActionRefused
from copil.identity.enums import Role
from copil.pages.demo import loader
from copil.territories import actions as territories
from copil.territories.models import Territory


def add_parser(subparsers: Subparsers) -> None:
    """Add ``demo``."""
    help_text = "prépare la base et charge les données de démonstration"
    parser = subparsers.add_parser(
        "demo",
        help=help_text,
        description=f"{help_text.capitalize()}. Une installation qui contient déjà des données est refusée.",
    )
    parser.add_argument("--once", action="store_true", help="ne fait rien quand des données sont déjà là")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Migrate, load the territories when they are missing, then the demonstration when nothing is there."""
    installation.migrate()
    if not installation.is_empty():
        if args.once:
            return 0
        raise ActionRefused(
            "Cette installation contient déjà des données : la démonstration n’y est pas chargée."
            " Choisissez un dossier vide, par exemple « DATA_DIR=/tmp/copil copil demo »."
        )
    if not Territory.objects.exists():
        with Progress("Territoires") as progress:
            territories.load(progress=progress)
    with Progress("Démonstration") as progress:
        loader.load(progress=lambda label, done, total: progress(done, total))
    print("Données de démonstration chargées.")
    if not args.once:
        print("\n".join(account_lines()))
    return 0


def account_lines() -> list[str]:
    """Return the accounts of the demonstration, one a line, for whoever starts it."""
    accounts = loader.accounts()
    width = max(len(account.email) for account in accounts)
    return [
        f"Comptes de démonstration, mot de passe « {accounts[0].password} » :",
        *(
            f"  {account.email:<{width}}  {Role(account.role).label}, {account.workspace}"
            for account in accounts
        ),
    ]
