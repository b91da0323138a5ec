"""The demonstration names nobody: identifiers and telephones are made up; its French is well set."""

import re

from tests.demo.files import LEAVES, ORGANISATIONS

FICTION_PHONE = re.compile(r"(01 99 00|06 39 98) \d\d \d\d")
ADDRESS = re.compile(r"[a-z0-9.-]+@[a-z0-9-]+\.example")
SPACE_BEFORE_SIGN = re.compile(r"(?<!\u00a0)[?!;»]|(?<=\S)[ ][:€%]|«(?!\u00a0)")


def passes_luhn(number: str) -> bool:
    """Tell whether the digits end with the right check digit."""
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def test_identifiers_are_valid_and_nobody_s() -> None:
    rows = ORGANISATIONS.values()
    for row in rows:
        siren, siret, rna = row.get("siren", ""), row.get("siret", ""), row.get("rna", "")
        assert not siren or (re.fullmatch(r"9999\d{5}", siren) and passes_luhn(siren)), row["ref"]
        assert not siret or (re.fullmatch(rf"{siren}\d{{5}}", siret) and passes_luhn(siret)), row["ref"]
        assert not rna or (re.fullmatch(r"W(941|361)\d{6}", rna) and row["kind"] == "association"), row["ref"]
    for field in ("siren", "siret", "rna"):
        given = [row[field] for row in rows if field in row]
        assert len(given) == len(set(given)) >= 25


def test_addresses_and_phones_are_fictitious() -> None:
    for name, key, value in LEAVES:
        if isinstance(value, str) and "@" in value:
            assert ADDRESS.fullmatch(value), (name, key, value)
        if key == "phone":
            assert FICTION_PHONE.fullmatch(value), value
        if key == "website":
            assert re.fullmatch(r"https://[a-z0-9-]+\.example", value), value


def test_texts_follow_french_typography() -> None:
    for name, key, value in LEAVES:
        if not isinstance(value, str) or "@" in value or key == "website":
            continue
        assert "\u202f" not in value, (name, value)
        assert not set("'\"") & set(value), (name, value)
        assert "..." not in value, (name, value)
        assert not SPACE_BEFORE_SIGN.search(value), (name, value)
        assert value == value.strip(), (name, value)
        assert "  " not in value, (name, value)
