"""Twice is once, a stop at any row loses nothing, and what changed is updated."""

import datetime as dt
from pathlib import Path

import pytest

from copil.core.errors import ActionRefused
from copil.directory.models import RegisterEntry, RegisterLoad
from copil.directory.registers import loading, storing
from copil.directory.registers.loading import Report
from copil.territories.models import Territory
from tests.directory.rna import extract

Rows = list[dict[str, str]]


class Killed(BaseException):
    """What a power cut looks like from inside."""


def some(count: int, **changed: str) -> Rows:
    return [{"id": f"W94{number:07d}", "titre": f"CHORALE {number}", **changed} for number in range(count)]


def written(
    folder: Path, rows: Rows, *, name: str = "rna_waldec_20261101.csv", encoding: str = "cp1252"
) -> Path:
    path = folder / name
    path.write_bytes(extract(rows, encoding=encoding))
    return path


def load(path: Path, *, register: str = "rna", dry_run: bool = False, chunk: int = 10) -> Report:
    return loading.load(path, register=register, dry_run=dry_run, progress=lambda *_: None, chunk=chunk)


def four(report: Report) -> tuple[int, int, int, int]:
    counts = report.counts
    return counts.created, counts.updated, counts.unchanged, counts.refused


def state() -> list[tuple[object, ...]]:
    """Return everything the register holds, but which reading wrote it."""
    left_out = {"id", "load"}
    names = [field.name for field in RegisterEntry._meta.concrete_fields if field.name not in left_out]
    return list(RegisterEntry.objects.order_by("register", "identifier").values_list(*names))


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing(tmp_path: Path, communes: dict[str, Territory]) -> None:
    path = written(tmp_path, some(25))
    assert four(load(path)) == (25, 0, 0, 0)
    before = state()
    assert four(load(path)) == (0, 0, 25, 0)
    assert state() == before
    assert RegisterEntry.objects.filter(commune=communes["94018"]).count() == 25


@pytest.mark.django_db
def test_what_is_foreseen_is_what_is_done(tmp_path: Path) -> None:
    rows = [*some(12), *some(3, objet="chanter autrement"), {"id": "W941", "titre": "COURT"}, {"titre": ""}]
    path = written(tmp_path, rows)
    foreseen = load(path, dry_run=True)
    assert RegisterEntry.objects.count() == RegisterLoad.objects.count() == 0
    done = load(path)
    assert four(foreseen) == four(done) == (12, 3, 0, 2)
    assert foreseen.reasons == done.reasons
    assert sorted(first for _, first in done.reasons.values()) == [17, 18]


@pytest.mark.django_db
def test_only_what_changed_is_updated(tmp_path: Path) -> None:
    load(written(tmp_path, some(20)))
    rows = some(20)
    rows[3]["position"], rows[3]["date_disso"] = "D", "2026-09-30"
    rows[7]["titre"] = "CHORALE DU PORT"
    assert four(load(written(tmp_path, rows, name="rna_waldec_20261201.csv"))) == (0, 2, 18, 0)
    dissolved = RegisterEntry.objects.get(identifier="W940000003")
    assert dissolved.is_closed
    assert dissolved.closed_on == dt.date(2026, 9, 30)
    assert RegisterEntry.objects.get(identifier="W940000007").load.file_date == dt.date(2026, 12, 1)
    assert RegisterEntry.objects.get(identifier="W940000001").load.file_date == dt.date(2026, 11, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fatal", [1, 2, 3])
def test_a_stop_at_any_lot_then_again_is_once(
    fatal: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*some(24), {"id": "", "titre": "SANS NUMÉRO"}, *some(2)]
    path = written(tmp_path, rows)
    whole = load(path)
    expected = state()
    RegisterEntry.objects.all().delete()
    RegisterLoad.objects.all().delete()

    real, calls = storing.upsert, iter(range(1, 10))

    def dying(rows: list[tuple[object, ...]]) -> None:
        real(rows)
        if next(calls) == fatal:
            raise Killed

    monkeypatch.setattr(storing, "upsert", dying)
    with pytest.raises(Killed):
        load(path)
    monkeypatch.setattr(storing, "upsert", real)
    assert RegisterEntry.objects.count() == (fatal - 1) * 10
    assert four(load(path)) == four(whole)
    assert state() == expected
    assert RegisterLoad.objects.count() == 1


@pytest.mark.django_db
def test_a_row_that_comes_twice_is_written_as_it_comes_last(tmp_path: Path) -> None:
    rows = [*some(3), {"id": "W940000001", "titre": "CHORALE BIS"}]
    assert four(load(written(tmp_path, rows))) == (3, 1, 0, 0)
    assert RegisterEntry.objects.get(identifier="W940000001").name == "CHORALE BIS"


@pytest.mark.django_db
def test_the_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, some(1))
    with pytest.raises(ActionRefused, match="SIRENE"):
        load(path, register="sirene-ul")
    path.write_bytes(b"")
    with pytest.raises(ActionRefused, match="vide"):
        load(path)


@pytest.mark.django_db
def test_two_programs_do_not_read_the_same_file(tmp_path: Path) -> None:
    path = written(tmp_path, some(25))
    load(path)
    RegisterLoad.objects.update(ended_at=None, next_row=15)  # another one is in the middle of the lot
    with pytest.raises(ActionRefused, match="autre programme"):
        load(path, chunk=25)
