"""The words of the page of a personal code, in several languages, read from ``data/arrivals.yaml``."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

from copil.meetings import wording

_FILE = Path(__file__).parent / "data" / "arrivals.yaml"


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, str]]:
    """Return the words by language, French first."""
    found: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType(found)


def words(language: str) -> Mapping[str, str]:
    """Return the words of a language, those of French when it is not spoken."""
    return languages().get(language, languages()[wording.FRENCH])
