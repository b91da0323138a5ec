"""The words of invitations, in several languages, read from ``data/invitations.yaml``."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import yaml
from django.utils import translation
from django.utils.formats import date_format

from copil.core import typography
from copil.meetings.enums import Reply

FRENCH = "fr"
_FILE = Path(__file__).parent / "data" / "invitations.yaml"
_OF_REPLY = {
    Reply.YES: "yes",
    Reply.REMOTE: "remote_yes",
    Reply.REPRESENTED: "represented",
    Reply.NO: "no",
}


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, str]]:
    """Return the words by language, French first."""
    found: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType(found)


def words(language: str) -> Mapping[str, str]:
    """Return the words of a language, those of French when it is not spoken."""
    return languages().get(language, languages()[FRENCH])


def of_reply(reply: str, language: str) -> str:
    """Return how somebody says an answer in a language."""
    return words(language)[_OF_REPLY[Reply(reply)]]


def when(instant: dt.datetime, *, zone: str, language: str) -> str:
    """Return an instant in words, as clocks show it in a zone."""
    local = instant.astimezone(ZoneInfo(zone))
    if language == FRENCH:
        return f"{typography.day(local.date())} à {typography.hour(local.time())}"
    with translation.override(language):
        return date_format(local, words(language)["date"])


def lasting(minutes: int, *, language: str) -> str:
    """Return a duration: « 1 h 30 min »."""
    hours, rest = divmod(minutes, 60)
    said = words(language)
    parts = [said["hours"].format(hours=hours)] if hours else []
    parts += [said["minutes"].format(minutes=rest)] if rest else []
    return " ".join(parts)
