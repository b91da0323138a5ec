"""``copil export``: everything a workspace holds, in a file that any Copil takes back."""

import argparse
import json
import uuid
from pathlib import Path

from django.utils import timezone

from copil.cli import installation
from copil.cli.parser import Subparsers
from copil.cli.progress import Progress
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.security_log import told
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.pages.full_export import writing
from copil.pages.full_export.one_initiative import OneInitiative
from copil.pages.full_export.scope import Scope


def add_parser(subparsers: Subparsers) -> None:
    """Add ``export``."""
    help_text = "écrit tout ce que contient un espace dans une archive .zip"
    parser = subparsers.add_parser(
        "export",
        help=help_text,
        description=f"{help_text.capitalize()}, que « copil import workspace » reprend ailleurs."
        " Copil peut rester en marche.",
    )
    parser.add_argument(
        "--workspace", metavar="IDENTIFIANT", required=True, help="l’espace, par son identifiant"
    )
    parser.add_argument("--output", metavar="FICHIER", type=Path, required=True, help="l’archive à écrire")
    parser.add_argument(
        "--initiative", metavar="UUID", type=uuid.UUID, help="une seule démarche, par son identifiant"
    )
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the archive; refuse to write over an existing file."""
    installation.require_migrated()
    workspace = Workspace.objects.filter(slug=args.workspace).first()
    if workspace is None:
        raise ActionRefused(f"Aucun espace n’a pour identifiant « {args.workspace} ».")
    target = args.output.absolute()
    if target.exists():
        raise ActionRefused(f"Le fichier {args.output} existe déjà. Choisissez un autre nom.")
    if not target.parent.is_dir():
        raise ActionRefused(f"Le dossier {target.parent} n’existe pas.")
    with Progress("Export") as progress:
        scope = _scope(workspace, args.initiative)
        outcome = writing.write(target, scope, at=timezone.now(), beat=progress)
    told("workspace_exported", workspace=workspace.pk)
    if args.json:
        print(json.dumps({"counts": outcome.counts, "left": outcome.left, "bytes": outcome.size}))
    else:
        print(sentence(args.output, outcome))
    return 0


def _scope(workspace: Workspace, initiative: uuid.UUID | None) -> Scope:
    """Return what leaves: everything, or an initiative that the workspace carries."""
    if initiative is None:
        return Scope(workspace)
    found = Initiative.objects.carried_by(workspace).filter(pk=initiative).first()
    if found is None:
        raise ActionRefused(f"L’espace « {workspace.slug} » ne porte pas de démarche {initiative}.")
    return OneInitiative(workspace, found)


def sentence(path: Path, outcome: writing.Outcome) -> str:
    """Return what was written, as sentences."""
    rows = typography.plural(sum(outcome.counts.values()), "fiche")
    lines = [f"Archive écrite dans {path} : {rows}, {outcome.size / 1_000_000:.1f} Mo."]
    if outcome.lost:
        lost = typography.plural(len(outcome.lost), "fichier n’était plus", "fichiers n’étaient plus")
        named = "le nomme" if len(outcome.lost) == 1 else "les nomme"
        lines.append(f"{lost} sur le disque : le sommaire de l’archive {named}.")
    if outcome.left:
        number = sum(outcome.left.values())
        left = typography.plural(number, "mention")
        absent = (
            "n’y est pas : le sommaire dit laquelle"
            if number == 1
            else "n’y sont pas : le sommaire dit lesquelles"
        )
        lines.append(f"{left} de fiches d’autres espaces {absent}.")
    return "\n".join(lines)
