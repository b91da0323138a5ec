"""A few communes, for what has to find them."""

import pytest

from copil.algorithms.text.folding import place_key
from copil.territories.enums import AliasKind, Kind
from copil.territories.models import Alias, PostalCode, Territory
from tests.factories.territories import TerritoryFactory, make_searchable


@pytest.fixture
def communes(db: None) -> dict[str, Territory]:
    """Charenton-le-Pont and its neighbours, two namesakes, and a commune that took in another."""
    val_de_marne = TerritoryFactory.create(kind=Kind.DEPARTEMENT.value, code="94", name="Val-de-Marne")
    indre = TerritoryFactory.create(kind=Kind.DEPARTEMENT.value, code="36", name="Indre")
    found: dict[str, Territory] = {"94": val_de_marne, "36": indre}
    for code, name, postal_codes, departement in (
        ("94018", "Charenton-le-Pont", ["94220"], val_de_marne),
        ("94069", "Saint-Maurice", ["94410"], val_de_marne),
        ("94080", "Vincennes", ["94300"], val_de_marne),
        ("94068", "Saint-Maur-des-Fossés", ["94100", "94210"], val_de_marne),
        ("36202", "Saint-Maur", ["36250"], indre),
        ("36249", "Saint-Maur", ["36110"], indre),
    ):
        commune = TerritoryFactory.create(
            code=code,
            name=name,
            departement=departement,
            postal_code=postal_codes[0] if len(postal_codes) == 1 else "",
        )
        make_searchable(commune)
        for postal_code in postal_codes:
            PostalCode.objects.create(code=postal_code, territory=commune)
        found[code] = commune
    Alias.objects.create(
        code="94999", name="Carrières", place_key=place_key("Carrières"), kind=AliasKind.FORMER,
        territory=found["94018"],
    )  # fmt: skip  # a table reads by its lines
    return found
