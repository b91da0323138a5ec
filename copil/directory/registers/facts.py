"""What the entries of the registers say of an organisation, value by value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from copil.directory.enums import Register, SourceChoice, SourcedField
from copil.directory.models import Organisation, OrganisationQuerySet, RegisterEntry, ValueSource
from copil.directory.rules import identifiers
from copil.directory.rules import registers as rules
from copil.territories.models import Territory

_MOST = 20
_LONGEST = {"acronym": 40, "rna": 10}
# Whose word is asked first: the RNA for what an association says of itself, SIRENE for where it is.
_RNA_FIRST = (Register.RNA, Register.UNITS, Register.ESTABLISHMENTS)
_SIRENE_FIRST = (Register.ESTABLISHMENTS, Register.UNITS, Register.RNA)
_ORDERS = {
    field: _RNA_FIRST if field in ("name", "acronym", "purpose", "rna", "website") else _SIRENE_FIRST
    for field in SourcedField.values
}


@dataclass(frozen=True)
class Said:
    """A value of an entry."""

    field: str
    value: Any
    entry: RegisterEntry

    @property
    def label(self) -> str:
        return str(SourcedField(self.field).label)

    @property
    def text(self) -> str:
        """The value as it is compared, kept and read."""
        return str(self.value)


@dataclass(frozen=True)
class Line:
    """A value of an organisation beside what a register says of it."""

    said: Said
    ours: str
    is_same: bool
    decided: ValueSource | None

    @property
    def is_proposed(self) -> bool:
        """Whether the register says something else, that nobody has set aside."""
        return not (self.is_same or self.is_kept)

    @property
    def is_kept(self) -> bool:
        """Whether somebody kept our value before this very value of the register."""
        kept = self.decided is not None and self.decided.choice == SourceChoice.KEPT
        return kept and not self.is_same and self.decided.value == self.said.text  # type: ignore[union-attr]  # kept says it


def values_of(entry: RegisterEntry) -> list[Said]:
    """Return what an entry says that an organisation has a place for."""
    values: dict[str, Any] = {
        "acronym": entry.acronym,
        "purpose": entry.purpose,
        "rna": "" if identifiers.rna_problem(entry.rna) else entry.rna,
        "siren": entry.siren,
        "siret": entry.siret,
        "address": entry.address,
        "postal_code": entry.postal_code if entry.commune_id else "",
        "commune": entry.commune,
        "website": entry.website,
    }
    if entry.register != Register.ESTABLISHMENTS:
        values["name"] = entry.name  # that of an establishment may be a shop's sign
    return [
        Said(field, values[field], entry)
        for field in SourcedField.values
        if values.get(field) and len(str(values[field])) <= _LONGEST.get(field, 10_000)
    ]


def related(entry: RegisterEntry) -> list[RegisterEntry]:
    """Return the other entries that carry one of its numbers, the seat before the other establishments."""
    same = Q()
    if entry.siren:
        same |= Q(siren=entry.siren)
    if entry.rna:
        same |= Q(rna=entry.rna)
    return _read(same, but=entry.pk) if same else []


def of_organisation(organisation: Organisation) -> list[RegisterEntry]:
    """Return the entries that carry the numbers of an organisation."""
    same = Q()
    if organisation.rna:
        same |= Q(rna=organisation.rna)
    if organisation.siren:
        same |= Q(siren=organisation.siren, register=Register.UNITS)
    if organisation.siret:
        same |= Q(register=Register.ESTABLISHMENTS, identifier=organisation.siret)
    return _read(same) if same else []


def _read(same: Q, *, but: int = 0) -> list[RegisterEntry]:
    rows = RegisterEntry.objects.filter(same).exclude(pk=but).select_related("commune", "load")
    return list(rows.order_by("state", "-is_seat", "register", "identifier")[:_MOST])


def combined(entries: Sequence[RegisterEntry]) -> dict[str, Said]:
    """Return each value with the entry that gives it: the first entry's own, completed by the others."""
    found: dict[str, Said] = {}
    for entry in entries:
        if entry is entries[0] or not entry.is_closed:
            for said in values_of(entry):
                found.setdefault(said.field, said)
    return found


def lines(
    organisation: Organisation, entries: Iterable[RegisterEntry], sources: Iterable[ValueSource]
) -> list[Line]:
    """Return, for each value that a register gives, ours beside it; one register a value."""
    decided = {(one.entry_id, one.field): one for one in sources}
    by_register: dict[str, list[Said]] = {}
    for entry in entries:
        if not entry.is_closed:
            by_register.setdefault(entry.register, []).extend(values_of(entry))
    found: list[Line] = []
    for field in SourcedField.values:
        said = _first(field, by_register)
        if said is not None:
            ours = str(getattr(organisation, field) or "")
            is_same = (
                rules.same(field, ours, said.text)
                if field != "commune"
                else _same_commune(organisation, said)
            )
            found.append(Line(said, ours, is_same, decided.get((said.entry.pk, field))))
    moves = any(line.said.field == "commune" and line.is_proposed for line in found)
    return [line for line in found if not (moves and line.said.field == "postal_code")]


def in_directory(
    organisations: OrganisationQuerySet, entries: Sequence[RegisterEntry]
) -> dict[int, Organisation]:
    """Return the organisation that each entry already is, by number; one query for a page of entries."""
    numbers = {name: {getattr(one, name) for one in entries} - {""} for name in ("rna", "siren", "siret")}
    rows = organisations.current().filter(
        Q(rna__in=numbers["rna"]) | Q(siren__in=numbers["siren"]) | Q(siret__in=numbers["siret"])
    )
    known = list(rows.order_by("pk")) if entries else []
    found: dict[int, Organisation] = {}
    for entry in entries:
        fitting = [one for one in known if _is(one, entry)]
        if fitting:
            found[entry.pk] = fitting[0]
    return found


def _is(organisation: Organisation, entry: RegisterEntry) -> bool:
    if entry.register == Register.ESTABLISHMENTS:
        return organisation.siret == entry.identifier
    if entry.rna and organisation.rna == entry.rna:
        return True
    # An antenna has the SIREN of its association, and another RNA number or none.
    return bool(entry.siren) and organisation.siren == entry.siren and not (organisation.rna and entry.rna)


def _first(field: str, by_register: dict[str, list[Said]]) -> Said | None:
    for register in _ORDERS[field]:
        for said in by_register.get(register, ()):
            if said.field == field:
                return said
    return None


def _same_commune(organisation: Organisation, said: Said) -> bool:
    commune: Territory = said.value
    return organisation.commune_id == commune.key
