"""The words of registrations, in several languages, read from ``data/registrations.yaml``."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

from copil.surveys import wording as forms

_FILE = Path(__file__).parent / "data" / "registrations.yaml"


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({code: {**forms.words(code), **said} for code, said in found.items()})


def words(language: str) -> Mapping[str, str]:
    """Return the words of a language, those of forms included; those of French when it is not spoken."""
    return _languages().get(language, _languages()["fr"])
