"""The words of public pages, in several languages, read from ``data/words.yaml``."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import yaml

from copil.core import typography
from copil.surveys.content import FRENCH

_FILE = Path(__file__).parent / "data" / "words.yaml"


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, str]]:
    """Return the words by language, French first."""
    found: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType(found)


def words(language: str) -> Mapping[str, str]:
    """Return the words of a language, those of French when it is not spoken."""
    return languages().get(language, languages()[FRENCH])


def spoken(asked: str, offered: list[str], default: str = FRENCH) -> str:
    """Return the language asked for when it is offered, else the one somebody is written to in."""
    for one in (asked, default):
        if one in offered and one in languages():
            return one
    return FRENCH


def when(instant: dt.datetime, *, zone: str, language: str) -> str:
    """Return an instant, as clocks show it in a zone."""
    local = instant.astimezone(ZoneInfo(zone))
    if language == FRENCH:
        return f"{typography.day(local.date())} à {typography.hour(local.time())}"
    return f"{local:%Y-%m-%d, %H:%M}"


def choices() -> list[tuple[str, str]]:
    """Return the languages as those who write forms choose them."""
    return [(code, one["in_french"].capitalize()) for code, one in languages().items()]
