"""What a file is about to create and resembles the directory, by the rule of the doubles."""

import uuid
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from copil.algorithms.doubles.organisations import Pair, Record, Register
from copil.directory import doubles, doubles_text
from copil.directory.imports.values import Read
from copil.directory.models import Organisation
from copil.exchange.enums import Outcome
from copil.exchange.importers import Alike, Details, Judged
from copil.identity.models import Workspace

_SHOWN = 3
_TEXTS = ("name", "acronym", "siret", "siren", "rna", "email", "phone", "website", "postal_code")


class Lookalikes:
    """The organisations of a workspace, read when a first row needs them, to be compared with rows."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._register: Register | None = None

    def add(self, judged: Sequence[Judged]) -> None:
        """Say of each row that would be created, or that was chosen for, what it resembles."""
        asked = [one for one in judged if one.outcome == Outcome.CREATED or one.choice]
        if not asked or not len(self._known()):
            return
        found = [(one, self._pairs(one)) for one in asked]
        wanted = {uuid.UUID(pair.other) for _, pairs in found for pair in pairs}
        wanted |= {uuid.UUID(one.choice) for one in asked if _names_one(one.choice)}
        wanted |= {uuid.UUID(apart) for one in asked for apart in one.apart}
        rows = Organisation.objects.in_workspace(self.workspace).select_related("commune")
        sheets = {str(sheet.pk): sheet for sheet in rows.filter(pk__in=wanted)} if wanted else {}
        for one, pairs in found:
            alike = _told(one, pairs, sheets)
            if alike:
                one.details = one.details or Details()
                one.details.alike = alike

    def _known(self) -> Register:
        if self._register is None:
            rows = Organisation.objects.in_workspace(self.workspace).current().order_by("pk")
            self._register = Register(doubles.read_organisations(rows, self.workspace))
        return self._register

    def _pairs(self, one: Judged) -> list[Pair]:
        return self._known().resembling(_record(one.source))[:_SHOWN] if one.source else []


def _told(one: Judged, pairs: Sequence[Pair], sheets: Mapping[str, Organisation]) -> list[Alike]:
    sheet = _as_sheet(one.source)
    alike = [
        Alike(pair.other, sheets[pair.other].name, _why(pair, sheet, sheets[pair.other]))
        for pair in pairs
        if pair.other in sheets
    ]
    there = {other.id for other in alike}
    for chosen in (one.choice, *one.apart):
        if chosen in sheets and chosen not in there:
            alike.append(Alike(chosen, sheets[chosen].name))
    return alike or one.alike


def _why(pair: Pair, sheet: Any, other: Organisation) -> tuple[str, ...]:
    return tuple(doubles_text.of_organisations(pair, sheet, other))


def _names_one(choice: str) -> bool:
    return len(choice) > len("new")


def _record(read: Read) -> Record:
    """Return a row as it is compared."""
    commune = read.commune
    return Record(
        id="",
        commune=commune.key if commune else "",
        commune_name=commune.name if commune else "",
        point=commune.point if commune else None,
        **{name: read.organisation.get(name, "") for name in _TEXTS},
    )


def _as_sheet(read: Read) -> Any:
    """Return a row with the values of an organisation, to say what it has in common with another."""
    texts = {name: read.organisation.get(name, "") for name in _TEXTS}
    return SimpleNamespace(**texts, commune=read.commune)
