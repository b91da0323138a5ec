"""Which organisations of a directory seem to be the same one, how surely, and why.

Steps:

1. read the names (:mod:`.names`), the places and the numbers;
2. gather candidates without comparing everything with everything: those that share a number, a telephone,
   an address, initials, or one of their three rarest words but for a slip of a letter (symmetric deletion);
   a word carried by many names only gathers those of the same place;
3. judge each pair of candidates once, from its numbers, its name and its place.

Time O(n · w · l) to gather (n names of w words of l letters) and O(Σ b²) to judge, b being at most
``_BLOCK`` in a gathering. A name whose three rarest words are all badly mistyped is not found.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import combinations

from copil.algorithms.doubles import names
from copil.algorithms.doubles.names import Likeness, Name, Rarity

NUMBERS = ("siret", "rna", "siren")
CONTACTS = ("email", "phone", "website")
NEAR_KM = 12.0

_RAREST = 3
_WIDE, _BLOCK = 40, 250
_SHARED_CONTACT = 6
_SAME, _CLOSE, _LIKE, _SOME = 0.995, 0.85, 0.7, 0.5
_TELLING_ACRONYM = 4
_EARTH_KM = 6371.0


class Level(IntEnum):
    """How sure it is that two records are the same."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


class Nearness(StrEnum):
    """Where one is from the other."""

    SAME = "same"
    NEAR = "near"
    FAR = "far"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Record:
    """What an organisation is recognised by; empty where nothing is known. ``former`` are earlier values."""

    id: str
    name: str
    acronym: str = ""
    siret: str = ""
    siren: str = ""
    rna: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    commune: str = ""
    commune_name: str = ""
    postal_code: str = ""
    point: tuple[float, float] | None = None
    former_names: tuple[str, ...] = ()
    former_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be the same, and what says so; ``km`` is None when a place is unknown."""

    one: str
    other: str
    level: Level
    score: float
    same: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    acronym: bool = False
    former: bool = False
    place: Nearness = Nearness.UNKNOWN
    km: float | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    record: Record
    names: tuple[Name, ...]
    place_words: frozenset[str]

    @property
    def place(self) -> str:
        return self.record.commune or self.record.postal_code


def propose(*, records: Sequence[Record]) -> list[Pair]:
    """Return the pairs that seem to be the same, the surest first, each once, in whatever order given."""
    reads = [_read(record) for record in sorted(records, key=lambda record: record.id)]
    rarity = names.rarity([read.names[0] for read in reads])
    pairs = (_judge(reads[a], reads[b], rarity) for a, b in sorted(set(_candidates(reads, rarity))))
    return sorted(filter(None, pairs), key=lambda pair: (-pair.level, -pair.score, pair.one, pair.other))


def resembling(*, record: Record, records: Sequence[Record]) -> list[Pair]:
    """Return the pairs that one record makes with others, the surest first; O(n)."""
    mine, others = _read(record), [_read(one) for one in records]
    rarity = names.rarity([read.names[0] for read in (mine, *others)])
    pairs = (_judge(mine, other, rarity) for other in others if other.record.id != record.id)
    return sorted(filter(None, pairs), key=lambda pair: (-pair.level, -pair.score, pair.other))


def telling_words(record: Record) -> list[str]:
    """Return the words of a name that are not in thousands of names."""
    return [word for word in names.read(record.name).words if word not in names.GENERIC and len(word) > 2]


class Register:
    """Known records, read once, to be compared with many others one by one."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._reads = [_read(record) for record in records]
        self._rarity = names.rarity([read.names[0] for read in self._reads])
        self._blocks: dict[str, list[int]] = defaultdict(list)
        self._here: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, read in enumerate(self._reads):
            for key in self._keys(read):
                self._blocks[key].append(index)
                self._here[key, read.place].append(index)

    def __len__(self) -> int:
        return len(self._reads)

    def resembling(self, record: Record) -> list[Pair]:
        """Return the pairs that a record makes with the known ones, the surest first.

        Same gathering as :func:`propose`: those that share a number, a contact or a rare word but for a slip;
        a key that very many share only gathers those of the same place. O(b) for b gathered.
        """
        mine = _read(record)
        found: set[int] = set()
        for key in self._keys(mine):
            block = self._blocks.get(key, ())
            if len(block) <= _WIDE:
                found.update(block)
            elif mine.place:
                found.update(self._here.get((key, mine.place), ()))
        pairs = (_judge(mine, self._reads[at], self._rarity) for at in sorted(found))
        return sorted(filter(None, pairs), key=lambda pair: (-pair.level, -pair.score, pair.other))

    def _keys(self, read: _Read) -> dict[str, None]:
        contacts = (f"c:{value}" for value in _contacts_of(read))
        return dict.fromkeys((*_numbers_of(read), *contacts, *_words_of(read, self._rarity)))


def _read(record: Record) -> _Read:
    first = names.read(record.name, acronym=record.acronym)
    others = tuple(names.read(name) for name in record.former_names)
    return _Read(record, (first, *others), frozenset(names.read(record.commune_name).words))


def _candidates(reads: Sequence[_Read], rarity: Rarity) -> Iterator[tuple[int, int]]:
    for keys_of, most in ((_numbers_of, _BLOCK), (_contacts_of, _SHARED_CONTACT)):
        for block in _blocks(reads, keys_of).values():
            if len(block) <= most:
                yield from combinations(block, 2)
    for block in _blocks(reads, lambda read: _words_of(read, rarity)).values():
        if len(block) <= _WIDE:
            yield from combinations(block, 2)
            continue
        here: dict[str, list[int]] = defaultdict(list)
        for index in block:
            here[reads[index].place].append(index)
        for place, close in here.items():
            if place and len(close) <= _BLOCK:
                yield from combinations(close, 2)


def _blocks(reads: Sequence[_Read], keys_of: Callable[[_Read], Iterable[str]]) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, read in enumerate(reads):
        for key in dict.fromkeys(keys_of(read)):
            blocks[key].append(index)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _numbers_of(read: _Read) -> list[str]:
    record = read.record
    values = (*(getattr(record, name) for name in NUMBERS), record.siret[:9], *record.former_numbers)
    return [value for value in values if value]


def _contacts_of(read: _Read) -> list[str]:
    return [value for name in CONTACTS if (value := _contact(read.record, name))]


def _contact(record: Record, name: str) -> str:
    value: str = getattr(record, name).strip().lower().rstrip("/")
    return value.partition("://")[2].removeprefix("www.") if name == "website" else value


def _words_of(read: _Read, rarity: Rarity) -> Iterator[str]:
    for name in read.names:
        kept = name.without(read.place_words)
        rarest = sorted(kept.words, key=lambda word: (-rarity.of(word), word))[:_RAREST]
        for word in rarest:
            yield from (f"w:{spelling}" for spelling in names.spellings(word))
        yield from (f"w:{initials}" for initials in name.initials)
        yield f"s:{kept.squashed}"


def _judge(one: _Read, other: _Read, rarity: Rarity) -> Pair | None:
    place, km = nearness(one.record, other.record)
    same, differ, by_former = _numbers(one.record, other.record)
    contacts = tuple(
        name
        for name in CONTACTS
        if (value := _contact(one.record, name)) and value == _contact(other.record, name)
    )
    if place == Nearness.FAR and not same and not contacts:
        return None  # whatever the names: nothing else to compare
    found, former = _closest(one, other, place, rarity)
    telling = rarity.is_telling(word for word, _ in found.words)
    level = _level(found, place, same, differ, contacts=bool(contacts), telling=telling)
    if level is None:
        return None
    return Pair(
        one=one.record.id,
        other=other.record.id,
        level=level,
        score=round(found.score, 3),
        same=(*same, *contacts),
        differ=differ,
        words=found.words,
        acronym=found.acronym,
        former=former or by_former,
        place=place,
        km=km,
    )


def _closest(one: _Read, other: _Read, place: Nearness, rarity: Rarity) -> tuple[Likeness, bool]:
    """Return the likeness of the closest of their names, and whether it is a former one."""
    best, former = Likeness(), False
    dropped = one.place_words & other.place_words if place == Nearness.SAME else frozenset[str]()
    for a, mine in enumerate(one.names):
        for b, theirs in enumerate(other.names):
            found = names.likeness(mine.without(dropped), theirs.without(dropped), rarity=rarity)
            if (found.score, found.acronym) > (best.score, best.acronym):
                best, former = found, a + b > 0
    return best, former


def _numbers(one: Record, other: Record) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Return the numbers they share, those that differ, and whether one is shared with a former one."""
    mine = {"siret": one.siret, "rna": one.rna, "siren": one.siren or one.siret[:9]}
    theirs = {"siret": other.siret, "rna": other.rna, "siren": other.siren or other.siret[:9]}
    same = tuple(name for name in NUMBERS if mine[name] and mine[name] == theirs[name])
    differ = tuple(name for name in NUMBERS if mine[name] and theirs[name] and mine[name] != theirs[name])
    crossed = {*one.former_numbers} & {*filter(None, theirs.values())}
    crossed |= {*other.former_numbers} & {*filter(None, mine.values())}
    earlier = tuple(name for name in NUMBERS if {mine[name], theirs[name]} & crossed)
    if not crossed or (same and earlier == ("siren",)):
        return same, differ, False
    return earlier, (), True


def _level(
    found: Likeness,
    place: Nearness,
    same: tuple[str, ...],
    differ: tuple[str, ...],
    *,
    contacts: bool,
    telling: bool,
) -> Level | None:
    """Return how sure it is, None when nothing says enough."""
    if same:
        return _by_number(found, same, differ)
    here, away = place == Nearness.SAME, place == Nearness.FAR
    if "siren" in differ or "rna" in differ:
        return Level.POSSIBLE if here and found.score >= _SAME else None
    if away:
        return Level.POSSIBLE if contacts and found.score >= _CLOSE else None
    level = _by_name(found, place, telling=telling)
    if not contacts:
        return level
    if level is None:
        return Level.POSSIBLE if found.score >= _SOME or found.acronym else None
    return Level(min(level + 1, Level.SURE))


def _by_number(found: Likeness, same: tuple[str, ...], differ: tuple[str, ...]) -> Level:
    if "siret" in same or ("rna" in same and not differ):
        return Level.SURE
    if not differ:
        return Level.SURE if found.score >= _SOME else Level.LIKELY
    return Level.LIKELY if found.score >= _CLOSE else Level.POSSIBLE


def _by_name(found: Likeness, place: Nearness, *, telling: bool) -> Level | None:
    if place == Nearness.SAME:
        if found.score >= _SAME:
            return Level.SURE
        if found.acronym or found.score >= _CLOSE:
            return Level.LIKELY
        return Level.POSSIBLE if found.score >= _LIKE else None
    if place == Nearness.NEAR:
        return Level.POSSIBLE if found.score >= _CLOSE and telling else None
    if found.score >= _SAME:
        return Level.LIKELY if telling else Level.POSSIBLE
    if found.acronym and any(len(word) >= _TELLING_ACRONYM for pair in found.words for word in pair):
        return Level.POSSIBLE
    return Level.POSSIBLE if found.score >= _CLOSE and telling else None


def nearness(one: Record, other: Record) -> tuple[Nearness, float | None]:
    """Return where one is from the other, and the kilometres between their communes when known."""
    if one.commune and other.commune:
        if one.commune == other.commune:
            return Nearness.SAME, None
        if one.point is None or other.point is None:
            return Nearness.FAR, None
        km = _kilometres(one.point, other.point)
        return (Nearness.NEAR if km <= NEAR_KM else Nearness.FAR), round(km, 1)
    if one.postal_code and other.postal_code:
        if one.postal_code == other.postal_code:
            return Nearness.SAME, None
        return (Nearness.NEAR if one.postal_code[:3] == other.postal_code[:3] else Nearness.FAR), None
    return Nearness.UNKNOWN, None


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between (latitude, longitude) pairs in degrees (haversine)."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(value) for value in point] for point in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
