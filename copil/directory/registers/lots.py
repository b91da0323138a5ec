"""Judge the rows of a lot against what is already in the register, and prepare what has to be written."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from copil.core.text import name_key
from copil.directory.communes import Communes
from copil.directory.enums import Register
from copil.directory.models import RegisterEntry
from copil.directory.registers import words
from copil.directory.registers.rows import Fact
from copil.exchange.enums import Outcome
from copil.territories.enums import Kind
from copil.territories.models import Territory
from copil.territories.rules import code_of


@dataclass
class Lot:
    """Some rows of a file, in its order: facts, and refused rows with their reason."""

    first: int
    last: int
    facts: list[Fact] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)

    def add(self, number: int, said: Fact | str) -> None:
        """Keep what a row says, or why it is refused."""
        if isinstance(said, str):
            self.refused.append((number, said))
        else:
            self.facts.append(said)


@dataclass(slots=True)
class Ready:
    """An entry as it is to be written."""

    register: str
    fact: Fact
    name: str
    postal_code: str
    commune: str | None
    words: str
    digest: int

    def values(self, file_date: dt.date, load: int) -> tuple[Any, ...]:
        """Return the values of ``storing.COLUMNS``."""
        fact = self.fact
        return (
            self.register, fact.identifier, fact.siren, fact.siret, fact.rna, self.name,
            name_key(self.name)[:300], fact.acronym, fact.purpose, fact.legal_category, fact.activity,
            fact.headcount, fact.address, self.postal_code, self.commune, fact.place.name, fact.website,
            fact.created_on, fact.closed_on, fact.state, fact.position, fact.is_seat, self.words,
            self.digest, fact.said_on if fact.said_on and fact.said_on <= file_date else file_date, load,
        )  # fmt: skip  # a table reads by its lines


@dataclass
class Verdict:
    """What becomes of a lot."""

    tally: Counter[str]
    written: dict[str, Ready]

    def name_the_nameless(self) -> None:
        """Give their name to the establishments, read before, of the units just written."""
        units = {one.fact.identifier: one for one in self.written.values() if one.register == Register.UNITS}
        if not units:
            return
        nameless = RegisterEntry.objects.filter(
            register=Register.ESTABLISHMENTS, siren__in=list(units), name=""
        )
        for entry in nameless:
            unit = units[entry.siren]
            entry.name = unit.name
            entry.name_key = name_key(unit.name)[:300]
            entry.words = words.column(words.name_words(unit.name, unit.fact.acronym), entry.words.split())
            entry.save(update_fields=["name", "name_key", "words"])


class Lots:
    """One reading of one file: the communes met so far, and what the database holds for each lot."""

    def __init__(self, register: str) -> None:
        self.register = register
        self.communes = Communes()
        self.places: dict[str, tuple[str, ...]] = {}
        self.foreseen: dict[str, int] = {}

    def judge(self, lot: Lot) -> Verdict:
        """Say what becomes of each row; an identifier that comes twice is written as it comes last."""
        tally: Counter[str] = Counter({Outcome.REFUSED.value: len(lot.refused)})
        known = self._known(lot)
        written: dict[str, Ready] = {}
        for one in self._ready(lot):
            identifier = one.fact.identifier
            before = known.get(identifier)
            known[identifier] = one.digest
            if before == one.digest:
                tally[Outcome.UNCHANGED.value] += 1
                continue
            tally[(Outcome.CREATED if before is None else Outcome.UPDATED).value] += 1
            written[identifier] = one
        return Verdict(tally, written)

    def remember(self, verdict: Verdict) -> None:
        """Take what a lot would have written for written, when nothing is."""
        self.foreseen |= {key: one.digest for key, one in verdict.written.items()}

    def _known(self, lot: Lot) -> dict[str, int]:
        asked = {fact.identifier for fact in lot.facts}
        there = RegisterEntry.objects.filter(register=self.register, identifier__in=asked)
        known = dict(there.values_list("identifier", "digest"))
        return known | {key: self.foreseen[key] for key in asked if key in self.foreseen}

    def _ready(self, lot: Lot) -> list[Ready]:
        self.communes.prepare(fact.place for fact in lot.facts)
        found = [self.communes.find(fact.place) for fact in lot.facts]
        self._read_places({one.commune.key for one in found if one.commune})
        units = self._unit_names(lot)
        prepared: list[Ready] = []
        for fact, where in zip(lot.facts, found, strict=True):
            commune = where.commune.key if where.commune else None
            places = self.places.get(commune, ()) if commune else ()
            unit, acronym = units.get(fact.siren, ("", ""))
            own = words.column(words.name_words(fact.name, fact.acronym), places)
            full = words.column(words.name_words(fact.name, fact.acronym, unit, acronym), places)
            prepared.append(
                Ready(
                    register=self.register,
                    fact=fact,
                    name=fact.name or unit,
                    postal_code=where.postal_code,
                    commune=commune,
                    words=full,
                    digest=_digest(fact, where.postal_code, commune, own),
                )
            )
        return prepared

    def _unit_names(self, lot: Lot) -> dict[str, tuple[str, str]]:
        if self.register != Register.ESTABLISHMENTS:
            return {}
        units = RegisterEntry.objects.filter(
            register=Register.UNITS, identifier__in={fact.siren for fact in lot.facts}
        )
        return {
            siren: (name, short) for siren, name, short in units.values_list("identifier", "name", "acronym")
        }

    def _read_places(self, keys: set[str]) -> None:
        """Read the words of the places that hold the communes not met yet."""
        if missing := keys - self.places.keys():
            columns = ("key", "epci_id", "ept_id", "departement_id", "region_id")
            kinds = (Kind.COMMUNE, Kind.EPCI, Kind.EPT, Kind.DEPARTEMENT, Kind.REGION)
            for row in Territory.objects.filter(key__in=missing).values_list(*columns):
                pairs = zip(kinds, row, strict=True)
                self.places[row[0]] = tuple(
                    words.place_word(kind, code_of(key)) for kind, key in pairs if key
                )


def _digest(fact: Fact, postal_code: str, commune: str | None, own_words: str) -> int:
    """Return sixty-three bits of everything a row says, but the day it was written."""
    said = (
        fact.identifier, fact.siren, fact.siret, fact.rna, fact.name, fact.acronym, fact.purpose,
        fact.legal_category, fact.activity, fact.headcount, fact.address, postal_code, commune or "",
        fact.place.name, fact.website, str(fact.created_on or ""), str(fact.closed_on or ""), fact.state,
        fact.position, str(fact.is_seat), own_words,
    )  # fmt: skip  # a table reads by its lines
    digest = hashlib.blake2b("\x1f".join(said).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
