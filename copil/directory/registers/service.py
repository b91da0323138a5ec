"""Ask the public service « Recherche d’entreprises », or replay answers of its that were recorded.

Which one an installation uses is a name in the settings (``REGISTER_SERVICE``); none by default, and then no
screen speaks of it. Directors are never asked for: only the legal unit, its seat and its RNA number.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.utils.module_loading import import_string

from copil.algorithms.text import normalise
from copil.core import outbound

ADDRESS = "https://recherche-entreprises.api.gouv.fr/search"
NAME = "Recherche d’entreprises"
MOST = 25  # the longest page that the service gives
_LIMITS = outbound.Limits(seconds=6, most_bytes=2_000_000)
_RECORDED = "data/recherche_entreprises.json"


@dataclass(frozen=True)
class Question:
    """What is asked: words or a number, and where (a filter of the service, and its values)."""

    words: str
    level: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """What the service answered: the legal units as it writes them, and how many there are in all."""

    results: tuple[dict[str, Any], ...]
    total: int


class Unavailable(Exception):
    """The service did not answer, or not as it should; the message is for the log."""


class Service(Protocol):
    """Whoever answers questions about organisations."""

    def ask(self, question: Question) -> Reply:
        """Return the answer. Raises :class:`Unavailable`."""
        ...


class OverHttps:
    """The service itself."""

    def ask(self, question: Question) -> Reply:
        """Return its answer. Raises :class:`Unavailable` when it is slow, failing, or says something odd."""
        asked = {"q": question.words, "page": "1", "per_page": str(MOST)}
        asked |= {"minimal": "true", "include": "siege,complements"}
        if question.level:
            asked[question.level] = ",".join(question.codes)
        headers = {"Accept": "application/json", "User-Agent": "Copil"}
        try:
            content = outbound.get(f"{ADDRESS}?{urlencode(asked)}", headers=headers, limits=_LIMITS)
        except outbound.Unreachable as error:
            raise Unavailable(str(error)) from error
        return read(content)


class Recorded:
    """Answers recorded beforehand: for the demonstration and the tests. It looks words up, and places."""

    def ask(self, question: Question) -> Reply:
        """Return the recorded units that hold every word of the question, in the place asked for."""
        wanted = set(normalise.stems(question.words))
        results = tuple(one for one in recorded() if wanted <= _stems(one) and _is_in(one, question))
        return Reply(results[:MOST], len(results))


def current() -> Service | None:
    """Return the service that this installation asks, None without any."""
    if not settings.REGISTER_SERVICE:
        return None
    chosen: Service = import_string(settings.REGISTER_SERVICE)()
    return chosen


def read(content: bytes) -> Reply:
    """Return what an answer holds. Raises :class:`Unavailable` for what is not one."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unavailable("the answer is not JSON") from error
    results = said.get("results") if isinstance(said, dict) else None
    if not isinstance(results, list):
        raise Unavailable("the answer has no results")
    total = said.get("total_results")
    kept = tuple(one for one in results[:MOST] if isinstance(one, dict))
    return Reply(kept, total if isinstance(total, int) and total >= len(kept) else len(kept))


@lru_cache(maxsize=1)
def recorded() -> tuple[dict[str, Any], ...]:
    """Return the units of the recorded answers."""
    return read(resources.files("copil.directory").joinpath(_RECORDED).read_bytes()).results


def _stems(unit: dict[str, Any]) -> set[str]:
    return set(normalise.stems(" ".join(_texts(unit))))


def _texts(unit: dict[str, Any]) -> Iterable[str]:
    for key in ("siren", "nom_complet", "nom_raison_sociale", "sigle"):
        yield str(unit.get(key) or "")
    yield str((unit.get("siege") or {}).get("siret") or "")
    yield str((unit.get("complements") or {}).get("identifiant_association") or "")


def _is_in(unit: dict[str, Any], question: Question) -> bool:
    if not question.level:
        return True
    seat = unit.get("siege") or {}
    key = {"code_commune": "commune"}.get(question.level, question.level)
    return str(seat.get(key) or "") in question.codes
