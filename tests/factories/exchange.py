"""Import runs for tests: a real file, kept, guessed and, on demand, verified or written."""

import csv
import io
from collections.abc import Sequence

from django.utils import timezone

from copil.directory.imports.importer import ORGANISATIONS
from copil.exchange import actions, engine
from copil.exchange.models import ImportRun
from copil.identity.models import User, Workspace
from copil.notifications import worker


def table(rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    """Return a table as a spreadsheet saves it."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode(encoding)


def uploaded(workspace: Workspace, by: User, content: bytes, *, name: str = "adhérents.csv") -> ImportRun:
    """Return a run whose columns are guessed."""
    return actions.start(
        by=by, at=timezone.now(), workspace=workspace, importer=ORGANISATIONS, content=content, name=name
    )


def uploaded_again(workspace: Workspace, by: User, content: bytes) -> ImportRun:
    """Return a run whose columns are those that an earlier one, given up since, had confirmed."""
    first = confirmed(workspace, by, content)
    actions.cancel(by=by, at=timezone.now(), run=first)
    return uploaded(workspace, by, content)


def verified(workspace: Workspace, by: User, content: bytes) -> ImportRun:
    """Return a run whose rows are foreseen."""
    run = uploaded(workspace, by, content)
    actions.set_mapping(
        run=run, mapping=engine.source_of(run).mapping, importer=ORGANISATIONS, at=timezone.now()
    )
    worker.run_all()  # a large file is verified by the worker
    run.refresh_from_db()
    return run


def confirmed(workspace: Workspace, by: User, content: bytes) -> ImportRun:
    """Return a run that waits for the worker."""
    run = verified(workspace, by, content)
    actions.confirm(by=by, at=timezone.now(), run=run, importer=ORGANISATIONS)
    run.refresh_from_db()
    return run


def written(workspace: Workspace, by: User, content: bytes) -> ImportRun:
    """Return a run whose rows are in the directory."""
    run = confirmed(workspace, by, content)
    worker.run_all()
    run.refresh_from_db()
    return run
