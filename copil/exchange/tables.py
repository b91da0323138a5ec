"""Open the table of a file, whatever its format: a text as it is, a sheet of a workbook read once as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copil.core.errors import ActionRefused
from copil.exchange import dialects, reading, uploads, workbooks
from copil.exchange.dialects import Dialect
from copil.exchange.importers import Importer
from copil.exchange.workbooks import Table


@contextmanager
def opened(
    path: Path, importer: Importer, *, file_format: str, dialect: Dialect | None = None, sheet: str = ""
) -> Iterator[Table]:
    """Give the table of a judged file for the time of the block; what is not said is guessed."""
    if file_format == uploads.CSV:
        yield Table(path, dialect or dialects.guess(path, words=importer.words))
        return
    header = dialect.header if dialect else 0
    with workbooks.as_table(path, words=importer.words, sheet=sheet, header=header, dialect=dialect) as table:
        yield table


def columns_of(table: Table) -> list[str]:
    """Return the columns of a table, or refuse the one that has no row under them."""
    columns = reading.header(table.path, table.dialect)
    if len(columns) > reading.MAX_COLUMNS:
        raise ActionRefused(
            f"Ce fichier a {len(columns)} colonnes : c’est trop, {reading.MAX_COLUMNS} au plus."
            " Gardez celles qui sont utiles."
        )
    if not columns or next(reading.body(table.path, table.dialect), None) is None:
        raise ActionRefused(
            "Ce fichier n’a pas de ligne sous son en-tête. Une ligne doit donner le nom des colonnes."
        )
    return columns
