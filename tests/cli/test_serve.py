"""``copil serve`` answers, announces itself, refuses what cannot work, and stops cleanly."""

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.cli.conftest import ROOT, Installation


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_serves_pages_until_asked_to_stop(backup: Path, empty: Installation) -> None:
    port = free_port()
    assert empty.copil("restore", str(backup)).returncode == 0
    command = [sys.executable, "-W", "ignore", "-m", "copil.cli", "serve"]
    environment = {**empty.environment, "PORT": str(port), "WEB_CONCURRENCY": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            shown = next(line for line in server.stdout if "prêt" in line)
            assert f"http://localhost:{port}" in shown
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                assert answer.status == 200
        finally:
            server.send_signal(signal.SIGTERM)
        rest = server.stdout.read()
    assert server.returncode == 0
    assert "Copil est arrêté." in rest
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_it_refuses_an_old_database_and_a_taken_port(backup: Path, empty: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        old, busy = empty.inside(
            "from django.conf import settings\n"
            f"settings.PORT = {port}\n"
            f"answer = [copil('serve'), copil('restore', {str(backup)!r}) and copil('serve')]"
        )
    assert (old[0], busy[0]) == (1, 1)
    assert "copil migrate" in old[2]
    assert f"port {port}" in busy[2]


def test_check_tells_what_is_not_in_order(backup: Path, empty: Installation) -> None:
    before, after, deployed = empty.inside(
        f"before = copil('check')\ncopil('restore', {str(backup)!r})\n"
        "answer = [before, copil('check'), copil('check', '--deploy')]"
    )
    assert (before[0], after[0], deployed[0]) == (1, 0, 1)
    assert "à revoir  mise à jour de la base" in before[1]
    assert "à revoir" not in after[1]
    assert "HSTS" in deployed[1]
