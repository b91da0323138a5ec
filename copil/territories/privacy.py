"""Families of personal data of territories: there is none."""

from copil.core.privacy import NONE, Tags

TAGS: Tags = {
    "Territory": {
        "key": NONE,
        "kind": NONE,
        "code": NONE,
        "vintage": NONE,
        "name": NONE,
        "name_key": NONE,
        "place_key": NONE,
        "article": NONE,
        "nature": NONE,
        "siren": NONE,
        "postal_code": NONE,
        "population": NONE,
        "population_year": NONE,
        "area_km2": NONE,
        "lon": NONE,
        "lat": NONE,
    },
    "PostalCode": {"code": NONE},
    "PerimeterKind": {
        "code": NONE,
        "name": NONE,
        "is_partial": NONE,
        "year": NONE,
        "file_name": NONE,
        "loaded_at": NONE,
        "rows": NONE,
        "refused_rows": NONE,
        "refused": NONE,
    },
    "Perimeter": {"year": NONE, "is_listed": NONE},
    "PerimeterCommune": {},
    "Alias": {"code": NONE, "name": NONE, "place_key": NONE, "kind": NONE},
    "SearchTerm": {
        "term": NONE,
        "position": NONE,
        "kind": NONE,
        "vintage": NONE,
        "weight": NONE,
        "former_name": NONE,
    },
}
