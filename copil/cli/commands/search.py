"""``copil search rebuild``."""

import argparse

from django.utils import timezone

from copil.cli import installation
from copil.cli.parser import Subparsers, add_group
from copil.cli.progress import Progress
from copil.core import typography
from copil.identity.models import Workspace
from copil.pages import search_sources


def add_parser(subparsers: Subparsers) -> None:
    """Add ``search`` and its verb."""
    verbs = add_group(subparsers, "search", "index de recherche")
    help_text = "écrit de nouveau l’index de recherche de tous les espaces"
    rebuilding = verbs.add_parser("rebuild", help=help_text, description=help_text)
    rebuilding.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Rebuild the index of each workspace."""
    installation.require_migrated()
    workspaces = list(Workspace.objects.order_by("slug"))
    entries = 0
    with Progress("Recherche", total=len(workspaces)) as progress:
        for done, workspace in enumerate(workspaces, start=1):
            entries += search_sources.rebuild(workspace, at=timezone.now())
            progress(done)
    written = typography.plural(entries, "entrée écrite", "entrées écrites")
    print(f"{written} pour {typography.plural(len(workspaces), 'espace')}.")
    return 0
