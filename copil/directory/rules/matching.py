"""Which known organisation a row of a file speaks of, if any.

1. Those that carry the same reference, SIRET or RNA number: exactly one, or the row contradicts itself.
2. Failing that, the same SIREN, unless both have a SIRET: two establishments are two organisations.
3. Failing that, the same name at the same place, unless an identifier tells them apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

_EXACT = ("external_ref", "siret", "rna")
_KEYS = ("external_ref", "siret", "siren", "rna", "name_key")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an organisation is recognised by; empty texts where nothing is known."""

    name_key: str
    external_ref: str = ""
    siret: str = ""
    siren: str = ""
    rna: str = ""
    postal_code: str = ""
    commune: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation already there, or brought by an earlier row (``row``) of the same file."""

    identity: Identity
    name: str
    object_id: UUID | None = None
    row: int = 0
    digest: int = 0
    archived: bool = False
    former: bool = False

    @property
    def label(self) -> str:
        return f"celle de la ligne {self.row}" if self.row else f"« {self.name} »"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several organisations answer; ``reason`` says it in French.

    ``among`` are those a person may choose from; none when it is the numbers of the row that contradict.
    """

    reason: str
    among: tuple[Known, ...] = ()


class Pool:
    """Known organisations, found by what they are recognised by."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        # A file of 100,000 rows fills it: one organisation under a key stands there without a list.
        self.by_key: dict[str, dict[str, Known | list[Known]]] = {name: {} for name in _KEYS}
        self.objects: dict[UUID, Known] = {}
        for one in known:
            self.add(one)

    def add(self, known: Known) -> None:
        """Remember one more."""
        for name, value in keys(known.identity):
            there = self.by_key[name].get(value)
            if there is None:
                self.by_key[name][value] = known
            elif isinstance(there, list):
                there.append(known)
            else:
                self.by_key[name][value] = [there, known]
        if known.object_id is not None:
            self.objects.setdefault(known.object_id, known)

    def candidates(self, identity: Identity) -> list[Known]:
        """Return those that share anything with an identity, each once."""
        found: dict[int, Known] = {}
        for name, value in keys(identity):
            there = self.by_key[name].get(value)
            for known in there if isinstance(there, list) else [there] if there else []:
                found[id(known)] = known
        return list(found.values())


def match(
    identity: Identity, candidates: Iterable[Known], *, by_name: bool = True
) -> Known | Ambiguous | None:
    """Return the one a row speaks of, None for a new one.

    Without ``by_name``, only numbers tell: somebody said that namesakes are others. What an organisation was
    before (``former``) answers when nothing of today does, an archived one when nothing else does.
    """
    pool = list(candidates)
    if not by_name:
        pool = [known for known in pool if shares_a_number(identity, known.identity)]
        identity = replace(identity, name_key="")
    if not pool:
        return None
    current = [known for known in pool if not known.archived]
    today = [known for known in current if not known.former]
    found = _match(identity, today) if len(today) < len(current) else None
    archived = [known for known in pool if known.archived]
    return found or _match(identity, current) or _match(identity, archived)


def _match(identity: Identity, pool: list[Known]) -> Known | Ambiguous | None:
    exact = {name: _same(pool, identity, name) for name in _EXACT}
    distinct = _distinct(known for found in exact.values() for known in found)
    if len(distinct) > 1:
        names = " et ".join(known.label for known in distinct[:2])
        return Ambiguous(f"Les identifiants de cette ligne désignent deux organisations : {names}.")
    if distinct:
        return distinct[0]
    units = [
        known
        for known in _same(pool, identity, "siren")
        if not (identity.siret and known.identity.siret)
        and not _contradicts(identity, known.identity, "rna", "external_ref")
    ]
    units = _distinct(units)
    if len(units) > 1:
        return Ambiguous("Plusieurs établissements portent ce SIREN : ajoutez le SIRET.", tuple(units))
    if units:
        return units[0]
    namesakes = _distinct(known for known in pool if _same_name_and_place(identity, known.identity))
    if len(namesakes) > 1:
        return Ambiguous(
            "Plusieurs organisations portent ce nom au même endroit : ajoutez un SIRET, un numéro RNA ou"
            " votre référence.",
            tuple(namesakes),
        )
    return namesakes[0] if namesakes else None


def is_same_by_number(identity: Identity, known: Known) -> bool:
    """Tell whether a row carries the reference, the SIRET or the RNA number of an organisation."""
    pairs = ((getattr(identity, name), getattr(known.identity, name)) for name in _EXACT)
    return any(mine and mine == theirs for mine, theirs in pairs)


def keys(identity: Identity) -> list[tuple[str, str]]:
    """Return what an identity is found by: the name of each key that is filled, and its value."""
    return [(name, value) for name in _KEYS if (value := getattr(identity, name))]


def _same(pool: list[Known], identity: Identity, name: str) -> list[Known]:
    value = getattr(identity, name)
    return [known for known in pool if getattr(known.identity, name) == value] if value else []


def shares_a_number(one: Identity, other: Identity) -> bool:
    """Tell whether any of their numbers is the same, the SIREN included."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in (*_EXACT, "siren"))
    return any(mine and mine == theirs for mine, theirs in pairs)


def _distinct(found: Iterable[Known]) -> list[Known]:
    """Return each organisation once, whatever the names and numbers it answers to."""
    return list({known.object_id or id(known): known for known in found}.values())


def _contradicts(one: Identity, other: Identity, *names: str) -> bool:
    """Tell whether both have one of the identifiers, and not the same."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in names)
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _same_name_and_place(one: Identity, other: Identity) -> bool:
    if not one.name_key or one.name_key != other.name_key:
        return False
    if _contradicts(one, other, "siret", "siren", "rna", "external_ref"):
        return False
    if one.postal_code and other.postal_code:
        return one.postal_code == other.postal_code
    if one.commune and other.commune:
        return one.commune == other.commune
    return not (one.postal_code or other.postal_code or one.commune or other.commune)
