"""Find the communes of many rows at once: from an official code, or a name and a postal code."""

from collections.abc import Iterable
from dataclasses import dataclass

from copil.algorithms.text.folding import place_key
from copil.directory.rules import contact
from copil.territories.enums import Kind
from copil.territories.models import Alias, PostalCode, Territory
from copil.territories.rules import CURRENT_VINTAGE, code_of


@dataclass(frozen=True, slots=True)
class Commune:
    """What a row needs to know of a commune."""

    key: str
    code: str
    name: str
    place_key: str
    postal_code: str
    departement: str
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row says it is, as read."""

    code: str = ""
    name: str = ""
    postal_code: str = ""

    @property
    def wording(self) -> str:
        """What places written the same way have in common."""
        return f"{place_key(self.name)} {self.postal_code}".strip()


@dataclass(frozen=True, slots=True)
class Found:
    """Where it is: the commune, the postal code to keep, and what was left aside, in French.

    ``key`` is the part of the place at fault; ``among`` are the communes that have the name.
    """

    commune: Commune | None
    postal_code: str
    remark: str = ""
    key: str = ""
    among: tuple[Commune, ...] = ()


class Communes:
    """Communes met so far; ``prepare`` reads those of a lot in four queries at most."""

    def __init__(self) -> None:
        self._by_code: dict[str, Commune | None] = {}
        self._by_postal_code: dict[str, tuple[Commune, ...]] = {}
        self._by_name: dict[str, tuple[Commune, ...]] = {}
        self._names: dict[str, str] = {}

    def prepare(self, places: Iterable[Place]) -> None:
        """Read what the places need and is not known yet."""
        wanted = list(places)
        self._read_codes({place.code for place in wanted if place.code} - self._by_code.keys())
        postal_codes = {place.postal_code for place in wanted if place.postal_code}
        self._read_postal_codes(postal_codes - self._by_postal_code.keys())
        names = {
            place_key(place.name) for place in wanted if place.name and not self._by_code.get(place.code)
        }
        self._read_names(names - self._by_name.keys() - {""})

    def find(self, place: Place) -> Found:
        """Return the commune of a prepared place; never refuses, says what it could not use."""
        commune = self._by_code.get(place.code) if place.code else None
        remark = ""
        among: tuple[Commune, ...] = ()
        if commune is None and place.name:
            commune, remark, among = self._by_name_and_postal_code(place)
        elif commune is None and place.code:
            remark = f"commune de code {place.code} introuvable"
        if commune is None:
            key = "commune_name" if place.name else "commune_code"
            return Found(None, place.postal_code, remark, key if remark else "", among)
        if place.postal_code and not self._fits(place.postal_code, commune):
            return Found(
                commune,
                commune.postal_code,
                f"code postal {place.postal_code} d’une autre commune, laissé de côté",
                "postal_code",
            )
        return Found(commune, place.postal_code or commune.postal_code, remark)

    def names(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the names of territories by key; one query for those not met yet."""
        wanted = set(keys)
        if missing := wanted - self._names.keys():
            self._names |= dict(Territory.objects.filter(key__in=missing).values_list("key", "name"))
        return {key: self._names[key] for key in wanted if key in self._names}

    def fits(self, postal_code: str, commune: Territory) -> bool:
        """Tell whether a postal code may be that of a commune, for a form."""
        self._read_postal_codes({postal_code} - self._by_postal_code.keys())
        return self._fits(postal_code, _of_territory(commune))

    def _fits(self, postal_code: str, commune: Commune) -> bool:
        keys = {one.key for one in self._by_postal_code.get(postal_code, ())}
        return contact.postal_code_fits(
            postal_code, communes=keys, commune=commune.key, departement=commune.departement
        )

    def _by_name_and_postal_code(self, place: Place) -> tuple[Commune | None, str, tuple[Commune, ...]]:
        key = place_key(place.name)
        here = self._by_postal_code.get(place.postal_code, ())
        named = self._by_name.get(key, ())
        both = [commune for commune in here if commune.place_key == key or commune in named]
        if not both and not here:
            both = [c for c in named if not place.postal_code or self._fits(place.postal_code, c)]
        if not both and len(here) == 1 and key.startswith(here[0].place_key):
            both = list(here)  # « Paris 12e Arrondissement », « Lyon 3 »
        if not both:  # « Joinville », « Nogent » under the postal code of the long name
            both = [commune for commune in here if key and commune.place_key.startswith(f"{key} ")]
        if len(both) == 1:
            return both[0], "", ()
        if len(both) > 1:
            way = "précisez laquelle" if here else "ajoutez le code postal"
            remark = f"plusieurs communes s’appellent « {place.name} », {way}"
            return None, remark, tuple(both)
        with_code = f" avec le code postal {place.postal_code}" if place.postal_code else ""
        return None, f"commune « {place.name} » introuvable{with_code}", ()

    def _read_codes(self, codes: set[str]) -> None:
        if not codes:
            return
        self._by_code |= dict.fromkeys(codes)
        self._by_code |= {commune.code: commune for commune in _communes(kind=Kind.COMMUNE, code__in=codes)}
        missing = {code for code in codes if self._by_code[code] is None}
        aliases = Alias.objects.filter(code__in=missing).order_by("-pk")
        leads = dict(aliases.values_list("code", "territory_id")) if missing else {}
        by_key = {commune.key: commune for commune in _communes(key__in=leads.values())} if leads else {}
        self._by_code |= {code: by_key[key] for code, key in leads.items() if key in by_key}

    def _read_postal_codes(self, codes: set[str]) -> None:
        if not codes:
            return
        pairs = PostalCode.objects.filter(code__in=codes).order_by("code", "territory_id")
        links = list(pairs.values_list("code", "territory_id"))
        by_key = {c.key: c for c in _communes(key__in={key for _, key in links})} if links else {}
        found: dict[str, list[Commune]] = {code: [] for code in codes}
        for code, key in links:
            if key in by_key:
                found[code].append(by_key[key])
        self._by_postal_code |= {code: tuple(communes) for code, communes in found.items()}

    def _read_names(self, keys: set[str]) -> None:
        if not keys:
            return
        found: dict[str, list[Commune]] = {key: [] for key in keys}
        for commune in _communes(place_key__in=keys):
            found[commune.place_key].append(commune)
        former = Alias.objects.filter(place_key__in=keys)
        links = list(former.order_by("pk").values_list("place_key", "territory_id"))
        by_key = {c.key: c for c in _communes(key__in={key for _, key in links})} if links else {}
        for name, key in links:
            if key in by_key and by_key[key] not in found[name]:
                found[name].append(by_key[key])
        self._by_name |= {key: tuple(communes) for key, communes in found.items()}


def _communes(**condition: object) -> list[Commune]:
    """Read communes of today. Kind and vintage are judged here: the condition has the better index."""
    columns = (
        "key", "code", "name", "place_key", "postal_code", "departement_id", "lat", "lon", "kind", "vintage",
    )  # fmt: skip  # a table reads by its lines
    rows = Territory.objects.filter(**condition).order_by("key").values_list(*columns)
    return [
        Commune(key, code, name, place, postal_code, code_of(departement), _point(lat, lon))
        for key, code, name, place, postal_code, departement, lat, lon, kind, vintage in rows
        if kind == Kind.COMMUNE and vintage == CURRENT_VINTAGE
    ]


def _point(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (lat, lon)


def _of_territory(territory: Territory) -> Commune:
    return Commune(
        territory.key,
        territory.code,
        territory.name,
        territory.place_key,
        territory.postal_code,
        territory.departement_code,
    )
