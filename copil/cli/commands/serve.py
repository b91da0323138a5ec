"""``copil serve``: the pages and, beside them, the worker; both stop together."""

import argparse
import os
import socket
import sys
import time

from django.conf import settings

from copil.cli import installation, processes, statics
from copil.cli.commands.demo import account_lines
from copil.cli.parser import Subparsers
from copil.core.errors import ActionRefused
from copil.files import store
from copil.pages.demo import loader

HOST = "127.0.0.1"
_A_DAY = 24 * 3600


def add_parser(subparsers: Subparsers) -> None:
    """Add ``serve``."""
    help_text = "démarre Copil sur cette machine, jusqu’à Ctrl-C"
    parser = subparsers.add_parser(
        "serve",
        help=help_text,
        description=f"{help_text.capitalize()}. Le port se choisit par la variable PORT (8000 par défaut).",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; 1 when the server or the worker falls as soon as it starts."""
    installation.require_migrated()
    require_free_port(settings.PORT)
    statics.collect_when_changed()
    store.sweep(before=time.time() - _A_DAY)
    demonstrates = loader.is_loaded() and not settings.HTTPS
    if demonstrates:
        # The mails of a demonstration are shown on a page: they are sent to nobody.
        os.environ.setdefault("DEMO", "1")
    installation.close_database()
    fell = processes.run_together(
        {"le serveur": web_command(), "l’exécutant": processes.own_command("worker")},
        when_ready=lambda: announce(account_lines() if demonstrates else []),
        is_ready=answers,
        when_restarted=tell_restart,
    )
    if fell is None:
        print("Copil est arrêté.")
        return 0
    raise ActionRefused(f"Copil s’est arrêté : {fell} s’interrompt dès son démarrage.")


def web_command() -> list[str]:
    """Return the command of the web server."""
    options = {
        "--bind": f"{HOST}:{settings.PORT}",
        "--worker-class": "gthread",
        "--workers": os.environ.get("WEB_CONCURRENCY", "2"),
        "--threads": "4",
        # Longer than a page waits between two questions: each finds the line it opened.
        "--keep-alive": "5",
        "--timeout": "60",
        "--graceful-timeout": "15",
        "--log-level": "warning",
    }
    flat = [word for option in options.items() for word in option]
    return processes.python_module("gunicorn", "copil.wsgi:application", "--no-control-socket", *flat)


def require_free_port(port: int) -> None:
    """Refuse when another program listens already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ActionRefused(
                f"Le port {port} n’est pas disponible : un autre programme l’occupe sans doute."
                f" Choisissez-en un autre, par exemple « PORT={port + 1} make run »."
            ) from error


def answers() -> bool:
    """Tell whether the server accepts connections."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, settings.PORT)) == 0


def tell_restart(name: str) -> None:
    """Leave a trace of a fall, for whoever looks after the machine."""
    print(
        f"{name[0].upper()}{name[1:]} s’est interrompu de lui-même ; il est relancé.",
        file=sys.stderr,
        flush=True,
    )


def announce(lines: list[str]) -> None:
    """Say where to go, and what else the person must know."""
    shown = [f"Copil est prêt : http://localhost:{settings.PORT}", *lines, "Ctrl-C pour l’arrêter."]
    print("\n".join(["", *shown]), flush=True)
