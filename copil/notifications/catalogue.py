"""The kinds of news, read from ``data/kinds.yaml``."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from copil.core.text import fold
from copil.notifications.enums import Pace

DIGEST = "digest"
FRENCH = "fr"
_FILE = Path(__file__).parent / "data" / "kinds.yaml"
_AROUND = Path(__file__).parent / "data" / "words.yaml"
_WORDS = ("key", "family", "title", "subject", "why")
_ELIDED = set("aeiouy")
_MUTE = {"recipient": True, "nobody": False}


@dataclass(frozen=True)
class Kind:
    """One kind of news: what it is called, why it is sent, how it leaves, if its mails may be stopped."""

    key: str
    family: str
    title: str
    subject: str
    why: str
    pace: Pace
    delay: dt.timedelta
    mutable: bool
    others: Mapping[str, tuple[str, str]]

    @property
    def reason(self) -> str:
        """Return the sentence at the foot of a mail."""
        return because([self.why])

    def said_in(self, language: str) -> tuple[str, str]:
        """Return the subject and the reason in a language; in French when the kind does not speak it."""
        if language not in self.others:
            return self.subject, self.reason
        subject, why = self.others[language]
        return subject, words(language)["because"].format(why=why)


def because(reasons: Iterable[str]) -> str:
    """Return « Vous recevez ce message parce que… » with one reason or several."""
    told = " ; ".join(reasons)
    link = "parce qu’" if fold(told[:1]) in _ELIDED else "parce que "
    return f"Vous recevez ce message {link}{told}."


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, str]]:
    """Return the words that surround a mail, by language."""
    found: dict[str, dict[str, str]] = yaml.safe_load(_AROUND.read_text(encoding="utf-8"))
    return MappingProxyType(found)


def words(language: str) -> Mapping[str, str]:
    """Return the words of a language, those of French when it is not spoken."""
    return languages().get(language, languages()[FRENCH])


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its key, in the order of the file."""
    found = {kind.key: kind for kind in parse(_FILE.read_text(encoding="utf-8"))}
    return MappingProxyType(found)


def kind_of(key: str) -> Kind:
    """Return a kind; an unknown key is an error of whoever wrote it."""
    return kinds()[key]


def parse(text: str) -> list[Kind]:
    """Read the catalogue; raise ``ValueError`` with the entry and the field that is wrong."""
    found: list[Kind] = []
    for number, entry in enumerate(yaml.safe_load(text), start=1):
        kind = _kind(entry, number)
        if any(one.key == kind.key for one in found):
            raise ValueError(f"entry {number}: key {kind.key} is there already")
        found.append(kind)
    return found


def _kind(entry: dict[str, Any], number: int) -> Kind:
    unknown = set(entry) - {*_WORDS, "pace", "delay", "mute", "others"}
    if unknown:
        raise ValueError(f"entry {number}: unknown field {sorted(unknown)[0]}")
    for name in _WORDS:
        if not str(entry.get(name, "")).strip():
            raise ValueError(f"entry {number}: {name} is missing")
    if entry.get("mute") not in _MUTE:
        raise ValueError(f"entry {number}: mute is recipient or nobody")
    return Kind(
        **{name: str(entry[name]) for name in _WORDS},
        pace=Pace(entry.get("pace", Pace.IMMEDIATE)),
        delay=dt.timedelta(minutes=int(entry.get("delay", 0))),
        mutable=_MUTE[entry["mute"]],
        others={code: (said["subject"], said["why"]) for code, said in entry.get("others", {}).items()},
    )
