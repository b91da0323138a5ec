"""Entries of the national registers in the demonstration, read as the real files are."""

import datetime as dt

from copil.directory.actions import registers as actions
from copil.directory.enums import Register
from copil.directory.models import RegisterEntry, RegisterLoad
from copil.directory.registers import rows, storing
from copil.directory.registers.lots import Lot, Lots
from copil.pages.demo.source import Cast, Row, morning, read

_WORKSPACE = "reseau-marne"
_BY = "nadia.benhaddou@marne-solidaire.example"


def load_registers(cast: Cast) -> None:
    """Create the entries, and the organisations of those that the network has adopted."""
    content = read("registers")
    day: dt.date = content["file_date"]
    for register, cells in content["rows"].items():
        _load(Register(register), cells, day=day)
    at = morning(day + dt.timedelta(days=3))
    for identifier in content["adopted"]:
        found = RegisterEntry.objects.select_related("commune")
        entry = found.filter(register=Register.RNA, identifier=identifier).first()
        if entry is not None:
            actions.adopt(by=cast.users[_BY], at=at, workspace=cast.workspaces[_WORKSPACE], entry=entry)


def _load(register: Register, cells: list[Row], *, day: dt.date) -> None:
    # Entries belong to the installation: those of a register really loaded here stay as they are.
    if RegisterEntry.objects.filter(register=register).exists():
        return
    lot = Lot(2, len(cells) + 1)
    for number, row in enumerate(cells, start=2):
        lot.add(number, rows.READERS[register.value](row))
    if lot.refused:
        raise ValueError(f"rows refused: {lot.refused}")
    run = RegisterLoad.objects.create(
        register=register,
        file_name=f"{register.value}-demonstration.csv",
        file_date=day,
        rows_total=len(cells),
        next_row=len(cells) + 2,
        created=len(cells),
        started_at=morning(day),
        ended_at=morning(day),
    )
    verdict = Lots(register.value).judge(lot)
    storing.upsert([one.values(day, run.pk) for one in verdict.written.values()])
