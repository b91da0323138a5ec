"""``copil createadmin``."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from copil.accounts.actions import NEVER_OPENED
from copil.cli import founding, installation
from copil.cli.parser import Subparsers
from copil.core.errors import ActionRefused
from copil.identity.models import User


def add_parser(subparsers: Subparsers) -> None:
    """Add ``createadmin``."""
    help_text = "crée un compte qui administre un espace, et l’espace s’il n’existe pas"
    parser = subparsers.add_parser(
        "createadmin",
        help=help_text,
        description=f"{help_text.capitalize()}. Ce qui n’est pas donné est demandé.",
    )
    parser.add_argument("--email", metavar="ADRESSE", help="adresse électronique du compte")
    parser.add_argument("--given-name", metavar="PRÉNOM", default="", help="prénom")
    parser.add_argument("--family-name", metavar="NOM", default="", help="nom")
    parser.add_argument("--workspace", metavar="NOM", help="nom de l’espace, ou identifiant s’il existe")
    parser.add_argument(
        "--password-stdin", action="store_true", help="lit le mot de passe sur l’entrée standard"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Create or promote the account, after checking everything that was typed."""
    installation.require_migrated()
    email = founding.checked_email(args.email or ask("Adresse électronique : "))
    workspace = founding.workspace_named(args.workspace or ask("Nom de l’espace : "))
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(email=email, given_name=args.given_name, family_name=args.family_name)
        user.set_password(accepted(typed_password(from_stdin=args.password_stdin), user))
    elif User.objects.filter(NEVER_OPENED, pk=user.pk).exists():
        user.set_password(accepted(typed_password(from_stdin=args.password_stdin), user))
        user.is_active = True
    if founding.make_admin(user=user, workspace=workspace, at=timezone.now()):
        print(f"{email} administre l’espace « {workspace.name} » (identifiant {workspace.slug}).")
    else:
        print(f"{email} administrait déjà l’espace « {workspace.name} ».")
    return 0


def ask(question: str) -> str:
    """Ask the person; refuse when nobody can answer."""
    if not sys.stdin.isatty():
        raise ActionRefused(
            "Personne ne peut répondre ici : donnez --email, --workspace et --password-stdin."
        )
    return input(question).strip()


def typed_password(*, from_stdin: bool) -> str:
    """Return the password, read from the standard input or typed twice without being shown."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise ActionRefused("Donnez le mot de passe sur l’entrée standard, avec --password-stdin.")
    password = getpass.getpass("Mot de passe (15 caractères au moins) : ")
    if getpass.getpass("Le même, une seconde fois : ") != password:
        raise ActionRefused("Les deux mots de passe sont différents.")
    return password


def accepted(password: str, user: User) -> str:
    """Return the password when it is strong enough; refuse with the reasons otherwise."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ActionRefused("\n".join(error.messages)) from error
    return password
