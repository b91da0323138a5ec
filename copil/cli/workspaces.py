"""``copil import workspace`` and ``initiative``: an archive of ``copil export`` is taken back."""

import argparse
import json
from pathlib import Path

from django.utils import timezone

from copil.cli import installation
from copil.cli.parser import Subparsers, add_erasures
from copil.cli.progress import Progress
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity.models import Workspace
from copil.pages.erasing import replaying
from copil.pages.full_export import bringing, joining


def add_parser(verbs: Subparsers) -> None:
    """Add ``workspace`` to what can be imported."""
    help_text = "reprend un espace entier depuis une archive de « copil export »"
    parser = verbs.add_parser(
        "workspace",
        help=help_text,
        description=f"{help_text.capitalize()}. Tout est repris, ou rien n’est écrit.",
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help="l’archive à lire")
    parser.add_argument("--slug", metavar="IDENTIFIANT", help="un autre identifiant pour l’espace")
    add_erasures(parser)
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.set_defaults(run=run)
    help_text = "reprend une démarche depuis une archive de « copil export --initiative »"
    parser = verbs.add_parser(
        "initiative",
        help=help_text,
        description=f"{help_text.capitalize()}, comme une nouvelle démarche d’un espace.",
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help="l’archive à lire")
    parser.add_argument(
        "--workspace", metavar="IDENTIFIANT", required=True, help="l’espace, par son identifiant"
    )
    add_erasures(parser)
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.set_defaults(run=run_initiative)


def run_initiative(args: argparse.Namespace) -> int:
    """Bring the initiative and say what came."""
    installation.require_migrated()
    workspace = Workspace.objects.filter(slug=args.workspace).first()
    if workspace is None:
        raise ActionRefused(f"Aucun espace n’a pour identifiant « {args.workspace} ».")
    with Progress("Import") as progress:
        erased = replaying.recorded(args.erasures)
        at = timezone.now()
        brought = joining.join(args.file, workspace=workspace, at=at, step=progress, erased=erased)
    if args.json:
        told = {"counts": brought.counts, "files": brought.files, "notices": brought.notices}
        print(json.dumps({**told, "erased_again": brought.erased}, ensure_ascii=False))
    else:
        rows = typography.plural(sum(brought.counts.values()), "fiche")
        print("\n".join([f"Démarche reprise dans « {workspace.slug} » : {rows}.", *brought.notices]))
    return 0


def run(args: argparse.Namespace) -> int:
    """Bring the workspace and say what came."""
    installation.require_migrated()
    with Progress("Import") as progress:
        erased = replaying.recorded(args.erasures)
        brought = bringing.bring(args.file, slug=args.slug, at=timezone.now(), step=progress, erased=erased)
    if args.json:
        told = {
            "workspace": brought.workspace.slug,
            "counts": brought.counts,
            "files": brought.files,
            "accounts_linked": brought.linked,
            "accounts_made": len(brought.new),
            "notices": brought.notices,
            "erased_again": brought.erased,
        }
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(sentences(brought)))
    return 0


def sentences(brought: bringing.Brought) -> list[str]:
    """Return what came, as sentences."""
    rows = typography.plural(sum(brought.counts.values()), "fiche")
    files = typography.plural(brought.files, "fichier")
    found = "y retrouve sa" if brought.linked < 2 else "y retrouvent leur"
    lines = [
        f"Espace « {brought.workspace.slug} » repris : {rows} et {files}, journal vérifié.",
        f"{typography.plural(brought.linked, 'compte')} de cette installation {found} place.",
    ]
    if brought.new:
        made = typography.plural(len(brought.new), "compte attend", "comptes attendent")
        lines.append(
            f"{made} une invitation : donnez d’abord un accès à l’administration avec"
            f" « copil createadmin --workspace {brought.workspace.slug} »."
        )
    return lines + brought.notices
