"""``copil journal verify``."""

import argparse

from copil.cli import installation
from copil.cli.parser import Subparsers, add_group
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity.models import Workspace
from copil.journal import actions

SHOWN_FAULTS = 20


def add_parser(subparsers: Subparsers) -> None:
    """Add ``journal`` and its verb."""
    verbs = add_group(subparsers, "journal", "journal des actes de chaque espace")
    help_text = "vérifie que le journal n’a été ni modifié, ni coupé"
    verifying = verbs.add_parser("verify", help=help_text, description=help_text)
    verifying.add_argument("--workspace", metavar="IDENTIFIANT", help="un seul espace, par son identifiant")
    verifying.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the chain of each workspace; 1 when one does not hold."""
    installation.require_migrated()
    workspaces = Workspace.objects.order_by("slug")
    if args.workspace:
        workspaces = workspaces.filter(slug=args.workspace)
        if not workspaces:
            raise ActionRefused(f"Aucun espace n’a pour identifiant « {args.workspace} ».")
    # Every chain is checked, a broken one does not hide the next.
    return max([_report(workspace) for workspace in workspaces], default=0)


def _report(workspace: Workspace) -> int:
    faults = actions.verify(workspace)
    if not faults:
        print(f"{workspace.slug} : journal intact")
        return 0
    print(f"{workspace.slug} : journal altéré ({typography.plural(len(faults), 'anomalie')})")
    for fault in faults[:SHOWN_FAULTS]:
        print(f"  ligne {fault.seq} : {fault.reason}")
    if len(faults) > SHOWN_FAULTS:
        print(f"  … et {typography.plural(len(faults) - SHOWN_FAULTS, 'autre')}")
    return 1
