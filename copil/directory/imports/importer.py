"""The importer of organisations, as the engine knows it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from copil.directory.imports import contents, undoing
from copil.directory.imports import targets as fields
from copil.directory.imports.session import OrganisationSession
from copil.exchange.dialects import Dialect
from copil.exchange.importers import Content, Mapped, Session, Target
from copil.exchange.models import ImportRow, ImportRun
from copil.exchange.reading import Column
from copil.identity.models import Workspace


class OrganisationImporter:
    """Brings organisations and what is known of their profile."""

    kind = "organisations"
    targets: tuple[Target, ...] = fields.TARGETS
    required = "name"
    words: frozenset[str] = fields.WORDS
    check_job = "directory.import_check"
    apply_job = "directory.import_apply"
    undo_job = "directory.import_undo"

    def contents(self, columns: Sequence[Column], dialect: Dialect) -> list[Content | None]:
        """Say what each column seems to hold; None for an empty one."""
        return contents.guess(columns, dialect)

    def guess(self, columns: Sequence[str], contents: Sequence[Content | None] = ()) -> Mapped:
        """Return the likeliest field of each column: from its title, then from what it holds."""
        return fields.guess_by_content(columns, fields.guess(columns), contents)

    def session(self, *, workspace: Workspace, dialect: Dialect, answers: Mapping[str, Any]) -> Session:
        """Begin to read a file; ``answers`` are the choices made for every row with the same wording."""
        return OrganisationSession(workspace=workspace, dialect=dialect, answers=answers)

    def undo(self, rows: Sequence[ImportRow], *, run: ImportRun, at: dt.datetime) -> set[int]:
        """Take written rows back; return the numbers of those touched since."""
        return undoing.undo(rows, run=run, at=at)


ORGANISATIONS = OrganisationImporter()
