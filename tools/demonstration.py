"""Serve a demonstration on a day that never changes: ``python -m tools.demonstration``.

Loads it into the empty ``DATA_DIR`` and prints its address once it answers. Pages and jobs are threads of one
process, so that one stopped clock serves them all.
"""

import datetime as dt
import threading
from wsgiref.simple_server import WSGIServer

import django
import time_machine
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection

django.setup()

from copil.cli import installation, statics  # noqa: E402  # models ask for Django to be set up
from copil.notifications import worker  # noqa: E402  # models: Django is set up above
from copil.pages import demo  # noqa: E402  # models: Django is set up above
from copil.territories import actions as territories  # noqa: E402  # models: Django is set up above

LOADED_AT = dt.datetime(2026, 11, 24, 7, 45, tzinfo=dt.UTC)
SHOWN_AT = dt.datetime(2026, 11, 24, 8, 30, tzinfo=dt.UTC)


class QuietHandler(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by the base class
        """Say nothing."""


def load() -> None:
    """Fill the empty installation."""
    installation.migrate()
    territories.load()
    demo.load()
    statics.collect_when_changed()
    connection.close()


def work() -> None:
    """Do the jobs as they come."""
    pause = threading.Event()
    while not pause.wait(0.2):
        worker.run_all()


def main() -> None:
    """Load, then serve until stopped."""
    with time_machine.travel(LOADED_AT, tick=True):
        load()
    with time_machine.travel(SHOWN_AT, tick=True):
        server: WSGIServer = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
        server.set_app(get_wsgi_application())
        threading.Thread(target=work, daemon=True).start()
        print(f"http://localhost:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
