"""The importer of organisations, as the engine knows it."""

from collections.abc import Sequence

from copil.directory.imports import targets as fields
from copil.directory.imports.session import OrganisationSession
from copil.exchange.dialects import Dialect
from copil.exchange.importers import Mapped, Session, Target
from copil.identity.models import Workspace


class OrganisationImporter:
    """Brings organisations and what is known of their profile."""

    kind = "organisations"
    targets: tuple[Target, ...] = fields.TARGETS
    required = "name"
    words: frozenset[str] = fields.WORDS
    check_job = "directory.import_check"
    apply_job = "directory.import_apply"

    def guess(self, columns: Sequence[str]) -> Mapped:
        """Return the likeliest field of each column."""
        return fields.guess(columns)

    def session(self, *, workspace: Workspace, dialect: Dialect) -> Session:
        """Begin to read a file."""
        return OrganisationSession(workspace=workspace, dialect=dialect)


ORGANISATIONS = OrganisationImporter()
