"""Write the perimeters of a file: twice is once, and what it says no more stays for what refers to it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copil.algorithms.text.normalise import place_key
from copil.territories import bulk, rules
from copil.territories.enums import Kind
from copil.territories.imports import Sums
from copil.territories.models import Alias, Perimeter, PerimeterCommune, PerimeterKind, SearchTerm, Territory
from copil.territories.perimeter_files import Read
from copil.territories.rows import SearchTermRow, TerritoryRow

_LOT = 400


@dataclass(frozen=True)
class Outcome:
    """How many perimeters a file created, changed, left as they were, and no longer names."""

    created: int
    updated: int
    unchanged: int
    gone: int


def communes_by_code() -> dict[str, str]:
    """Return the key of the commune of each official code of today, former codes included."""
    rows = Alias.objects.filter(territory__vintage=rules.CURRENT_VINTAGE).order_by("-pk")
    former = dict(rows.values_list("code", "territory_id"))
    communes = Territory.objects.current().filter(kind=Kind.COMMUNE)
    return former | dict(communes.values_list("code", "key"))


def write(*, kind: PerimeterKind, said: Read, is_complete: bool) -> Outcome:
    """Write what a file says of a kind of perimeters, in the caller's transaction.

    With ``is_complete`` the perimeters that it does not name are no longer listed nor found.
    """
    known = _known(kind)
    outcome: Counter[str] = Counter()
    changed: list[TerritoryRow] = []
    for code, row in _made(kind, said).items():
        now = (row.name, tuple(sorted(said.members[code])), True)
        if known.get(row.key) == now:
            outcome["unchanged"] += 1
            continue
        outcome["updated" if row.key in known else "created"] += 1
        changed.append(row)
    _upsert(changed)
    _settle(kind, said, changed)
    gone = _retire(kind, said, known) if is_complete else 0
    return Outcome(outcome["created"], outcome["updated"], outcome["unchanged"], gone)


def forget(kind: PerimeterKind) -> None:
    """Delete a kind and its perimeters. Raises ``ProtectedError`` when something refers to one."""
    keys = list(Perimeter.objects.filter(kind=kind).values_list("territory_id", flat=True))
    for lot in _lots(keys):
        SearchTerm.objects.filter(territory_id__in=lot).delete()
        PerimeterCommune.objects.filter(perimeter_id__in=lot).delete()
        Perimeter.objects.filter(territory_id__in=lot).delete()
        Territory.objects.filter(key__in=lot).delete()
    kind.delete()


def _key(kind: PerimeterKind, code: str) -> str:
    return rules.key_of(
        vintage=rules.CURRENT_VINTAGE,
        kind=Kind.PERIMETER.value,
        code=rules.perimeter_code(kind=kind.code, code=code),
    )


def _known(kind: PerimeterKind) -> dict[str, tuple[str, tuple[str, ...], bool]]:
    """Return the name, the communes and whether it is listed, of each perimeter there already."""
    communes: dict[str, list[str]] = {}
    for key, commune in PerimeterCommune.objects.filter(perimeter__kind=kind).values_list(
        "perimeter_id", "commune_id"
    ):
        communes.setdefault(key, []).append(commune)
    rows = Perimeter.objects.filter(kind=kind, territory__vintage=rules.CURRENT_VINTAGE)
    return {
        key: (name, tuple(sorted(communes.get(key, ()))), listed)
        for key, name, listed in rows.values_list("territory_id", "territory__name", "is_listed")
    }


def _made(kind: PerimeterKind, said: Read) -> dict[str, TerritoryRow]:
    """Return each perimeter as a territory, with the figures of its communes unless it is a part of them."""
    sums = {code: Sums() for code in said.members}
    holders: dict[str, list[str]] = {}
    for code, keys in said.members.items():
        for key in keys:
            holders.setdefault(key, []).append(code)
    columns = ("key", "population", "area_km2", "lon", "lat", "departement_id", "region_id")
    for row in Territory.objects.current().filter(kind=Kind.COMMUNE).values_list(*columns, named=True):
        for code in holders.get(row.key, ()):
            sums[code].add(row)
    return {code: _row(kind, code, said.names[code], total) for code, total in sums.items()}


def _row(kind: PerimeterKind, code: str, name: str, total: Sums) -> TerritoryRow:
    departement, region = total.home
    whole = not kind.is_partial and total.population > 0
    east, north = total.moment
    return TerritoryRow(
        key=_key(kind, code),
        kind=Kind.PERIMETER.value,
        code=rules.perimeter_code(kind=kind.code, code=code),
        vintage=rules.CURRENT_VINTAGE,
        name=name,
        name_key=rules.sort_key(name),
        place_key=place_key(name),
        population=total.population if whole else None,
        area_km2=round(total.area, 2) if whole and total.area else None,
        lon=round(east / total.area, 5) if total.area else None,
        lat=round(north / total.area, 5) if total.area else None,
        departement_id=departement or None,
        region_id=region or None,
    )


def _upsert(rows: Sequence[TerritoryRow]) -> None:
    if rows:
        for _ in bulk.upsert(model=Territory, columns=TerritoryRow._fields, rows=rows):
            pass


def _settle(kind: PerimeterKind, said: Read, changed: Sequence[TerritoryRow]) -> None:
    """Give every perimeter of the file its year, and those that changed their communes and search terms."""
    by_key = {row.key: row for row in changed}
    codes = {_key(kind, code): code for code in said.members}
    new = codes.keys() - set(Perimeter.objects.filter(kind=kind).values_list("territory_id", flat=True))
    Perimeter.objects.bulk_create(
        [Perimeter(territory_id=key, kind=kind, year=kind.year) for key in codes if key in new],
        batch_size=_LOT,
    )
    for lot in _lots(list(codes)):
        Perimeter.objects.filter(territory_id__in=lot).update(year=kind.year, is_listed=True)
    for lot in _lots(list(by_key)):
        PerimeterCommune.objects.filter(perimeter_id__in=lot).delete()
        SearchTerm.objects.filter(territory_id__in=lot).delete()
    PerimeterCommune.objects.bulk_create(
        [
            PerimeterCommune(perimeter_id=key, commune_id=commune)
            for key in by_key
            for commune in said.members[codes[key]]
        ],
        batch_size=_LOT,
    )
    terms = [term for row in changed for term in _terms(kind, row)]
    SearchTerm.objects.bulk_create([SearchTerm(**term._asdict()) for term in terms], batch_size=_LOT)


def _terms(kind: PerimeterKind, row: TerritoryRow) -> Iterable[SearchTermRow]:
    """What one may type to find it: its name, the name and the kind that its label shows, its code."""
    own = {(0, row.place_key), (0, rules.bare_code(row.code).lower())}
    own.update(rules.terms(place_key(f"{row.name} {kind.name}")))
    own.update((position + 1, term) for position, term in rules.terms(place_key(f"{kind.name} {row.name}")))
    for position, term in sorted(own):
        yield SearchTermRow(term[:120], position, row.kind, row.vintage, row.population or 0, "", row.key)


def _retire(kind: PerimeterKind, said: Read, known: dict[str, tuple[str, tuple[str, ...], bool]]) -> int:
    """Take what the file no longer names off the lists and the search."""
    there = {_key(kind, code) for code in said.members}
    gone = [key for key, (_, _, listed) in known.items() if listed and key not in there]
    for lot in _lots(gone):
        Perimeter.objects.filter(territory_id__in=lot).update(is_listed=False)
        SearchTerm.objects.filter(territory_id__in=lot).delete()
    return len(gone)


def _lots(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + _LOT] for start in range(0, len(keys), _LOT))
