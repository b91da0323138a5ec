"""Read the file of a national register by lots: twice is once, and a stop at any row loses nothing.

1. A lot of 1,000 rows is understood, its communes are found, and each row is compared with what is there by
   the digest of what it says.
2. New and changed entries are written with the counts and ``next_row`` in one transaction.
3. A file whose reading was stopped goes on at ``next_row``; the lots are always cut at the same places.

O(n) in time; in memory one lot, and the communes met so far.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.directory.imports.command import Counts
from copil.directory.models import RegisterLoad
from copil.directory.registers import files, rows, storing
from copil.directory.registers.lots import Lot, Lots, Verdict
from copil.exchange import dialects, importers, reading, tables, uploads
from copil.exchange.dialects import Dialect
from copil.exchange.enums import Outcome
from copil.exchange.workbooks import Table

Progress = Callable[[int, int], object]

CHUNK = 1_000
_BLOCK = 1 << 20
WORKBOOK = "Les fichiers des registres nationaux sont au format CSV : donnez celui qui a été téléchargé."
TAKEN = "Ce fichier est déjà lu par un autre programme. Attendez sa fin, puis relancez la commande."

# Nobody leaves a row of a register aside.
_COUNTED = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REFUSED)


@dataclass(frozen=True)
class Source:
    """The file of a register, and what its columns are called."""

    path: Path
    register: str
    dialect: Dialect
    columns: dict[int, str]
    width: int
    total: int


@dataclass
class Report:
    """What became of the rows; the reasons of the refused ones, each with how many and the first row."""

    counts: Counts
    reasons: dict[str, list[int]] = field(default_factory=dict)


def load(path: Path, *, register: str, dry_run: bool, progress: Progress, chunk: int = CHUNK) -> Report:
    """Bring the file of a register into the installation; with ``dry_run`` nothing is written.

    Raises :class:`ActionRefused` for a file that cannot be that of the register.
    """
    started = time.perf_counter()
    source = _source(path, register)
    tally, reasons = (_foresee if dry_run else _write)(source, progress, chunk)
    taken = round(time.perf_counter() - started, 3)
    created, updated, unchanged, refused = (tally[one.value] for one in _COUNTED)
    return Report(Counts(created, updated, unchanged, refused, taken), reasons)


def _source(path: Path, register: str) -> Source:
    with path.open("rb") as handle:
        if uploads.judge(handle) != uploads.CSV:
            raise ActionRefused(WORKBOOK)
    dialect = dialects.guess(path)
    header = tables.columns_of(Table(path, dialect))
    columns = files.columns_of(header, register)
    return Source(path, register, dialect, columns, len(header), reading.count(path, dialect))


def _lots(source: Source, size: int, *, beyond: int = 0) -> Iterator[Lot]:
    """Yield the lots of a file, those of which every row is before ``beyond`` left out."""
    reader = rows.READERS[source.register]
    for records in reading.chunks(source.path, source.dialect, size=size):
        if records[-1].number < beyond:
            continue
        lot = Lot(records[0].number, records[-1].number)
        for record in records:
            row = importers.to_row(record, source.columns, width=source.width)
            lot.add(row.number, row.problem or reader(row.cells))
        yield lot


def _foresee(source: Source, progress: Progress, size: int) -> tuple[Counter[str], dict[str, list[int]]]:
    lots = Lots(source.register)
    tally: Counter[str] = Counter()
    reasons: dict[str, list[int]] = {}
    for lot in _lots(source, size):
        verdict = lots.judge(lot)
        lots.remember(verdict)
        tally.update(verdict.tally)
        _add_reasons(reasons, lot)
        progress(tally.total(), source.total)
    return tally, reasons


def _write(source: Source, progress: Progress, size: int) -> tuple[Counter[str], dict[str, list[int]]]:
    run = _begun(source)
    lots = Lots(source.register)
    for lot in _lots(source, size, beyond=run.next_row):
        with transaction.atomic():
            _write_lot(run.pk, lots.judge(lot), lot)
        done = RegisterLoad.objects.get(pk=run.pk)
        progress(done.seen, source.total)
    run = _finish(run.pk)
    return Counter({one.value: getattr(run, one.value) for one in _COUNTED}), run.reasons


def _write_lot(pk: int, verdict: Verdict, lot: Lot) -> None:
    run = RegisterLoad.objects.select_for_update().get(pk=pk)
    if run.ended_at is not None or run.next_row > lot.first:
        raise ActionRefused(TAKEN)
    said = run.file_date
    storing.upsert([one.values(said, run.pk) for one in verdict.written.values()])
    verdict.name_the_nameless()
    for outcome in _COUNTED:
        setattr(run, outcome.value, getattr(run, outcome.value) + verdict.tally[outcome.value])
    _add_reasons(run.reasons, lot)
    run.next_row = lot.last + 1
    run.save()


def _begun(source: Source) -> RegisterLoad:
    """Return the stopped reading of the same file, or a new one."""
    digest = _sha256(source.path)
    stopped = RegisterLoad.objects.filter(register=source.register, sha256=digest, ended_at=None)
    earlier: RegisterLoad | None = stopped.order_by("-pk").first()
    if earlier is not None:
        return earlier
    return RegisterLoad.objects.create(
        register=source.register,
        file_name=source.path.name[:200],
        sha256=digest,
        file_date=files.date_of(source.path),
        rows_total=source.total,
        started_at=timezone.now(),
    )


def _finish(pk: int) -> RegisterLoad:
    with transaction.atomic():
        run = RegisterLoad.objects.select_for_update().get(pk=pk)
        run.ended_at = timezone.now()
        run.rows_total = run.seen
        run.save(update_fields=["ended_at", "rows_total"])
    storing.settle()
    return run


def _add_reasons(reasons: dict[str, list[int]], lot: Lot) -> None:
    for number, reason in lot.refused:
        known = reasons.setdefault(reason, [0, number])
        known[0] += 1


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
