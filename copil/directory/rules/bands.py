"""Bands of figures by which structures are sorted out: age, members, jobs, budget."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """Figures from ``least``, included, to ``below``, left out; None: no bound."""

    key: str
    label: str
    least: float | None = None
    below: float | None = None


AGES = (
    Band("moins3", "Moins de 3 ans", None, 3),
    Band("3a10", "De 3 à 9 ans", 3, 10),
    Band("10a30", "De 10 à 29 ans", 10, 30),
    Band("30plus", "30 ans et plus", 30),
)
MEMBERS = (
    Band("moins20", "Moins de 20", None, 20),
    Band("20a100", "De 20 à 99", 20, 100),
    Band("100a500", "De 100 à 499", 100, 500),
    Band("500plus", "500 et plus", 500),
)
FTE = (
    Band("aucun", "Aucun emploi", None, 0.01),
    Band("moins2", "Moins de 2 ETP", 0.01, 2),
    Band("2a10", "De 2 à 9 ETP", 2, 10),
    Band("10plus", "10 ETP et plus", 10),
)
BUDGETS = (
    Band("moins20", "Moins de 20 000 €", None, 20_000),
    Band("20a100", "De 20 000 à 100 000 €", 20_000, 100_000),
    Band("100a500", "De 100 000 à 500 000 €", 100_000, 500_000),
    Band("500plus", "500 000 € et plus", 500_000),
)


def choices(bands: tuple[Band, ...]) -> list[tuple[str, str]]:
    """Return bands as a form offers them."""
    return [("", "Indifférent"), *((band.key, band.label) for band in bands)]


def find(bands: tuple[Band, ...], key: str) -> Band:
    """Return a band by its key."""
    return next(band for band in bands if band.key == key)


def of_years(band: Band, *, year: int) -> Band:
    """Return the years of creation of a band of ages: an age is that reached in the year."""
    least = None if band.below is None else year - band.below + 1
    below = None if band.least is None else year - band.least + 1
    return Band(band.key, band.label, least, below)
