"""What somebody may be recognised by in a text: names in both orders, addresses, telephone numbers."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from copil.core.text import fold

MENTION = "Personne effacée"
ADDRESS = "adresse effacée"
NUMBER = "numéro effacé"
# What stands between two parts of a name, typed or written in HTML.
_BETWEEN = r"(?:[\s\u00a0\u202f.'’_-]|&#x27;|&\#39;|&nbsp;)+"
_SIGNS = re.compile(r"[\s\u00a0\u202f.'’_-]+")
_DIGITS_BETWEEN = r"[\s\u00a0\u202f.()/-]*"
_FRENCH_DIGITS = 10
_LEAST_DIGITS = 6
# Letters that a name typed without accents may carry in a text, in the languages of western Europe.
_ACCENTED = frozenset("aceginosuyz")
_ACCENT = "[\u0300-\u036f]?"
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


def _letters() -> dict[str, str]:
    """Return, for each plain letter, the class of those that fold to it."""
    found: dict[str, list[str]] = {}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base.isascii() and base.isalpha():
            found.setdefault(base, []).append(chr(code))
    return {base: f"[{base}{''.join(others)}]{_ACCENT}" for base, others in found.items()}


_CLASSES = _letters()


@dataclass(frozen=True)
class Traces:
    """What one person is recognised by. ``alone``: the family name by itself is theirs too."""

    names: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    alone: bool = False

    @cached_property
    def named(self) -> re.Pattern[str]:
        """What matches a name, whatever the accents, the case and the order."""
        found = []
        for given, family in self.names:
            if given and family:
                first, last = _word(given), _word(family)
                initial = _word(given[0])
                found += [
                    f"{first}{_BETWEEN}{last}",
                    f"{last}{_BETWEEN}{first}",
                    f"{initial}\\.{_BETWEEN}{last}",
                ]
                found.append(f"{initial}\\.{last}")
            if family and self.alone:
                found.append(_word(family))
        return _whole(found)

    @cached_property
    def addressed(self) -> re.Pattern[str]:
        return re.compile(
            "|".join(_not_inside(re.escape(one)) for one in self.emails) or "(?!)", re.IGNORECASE
        )

    @cached_property
    def called(self) -> re.Pattern[str]:
        found = [
            _number(digits) for one in self.phones if len(digits := re.sub(r"\D", "", one)) >= _LEAST_DIGITS
        ]
        return re.compile("|".join(rf"(?<!\d){one}(?!\d)" for one in found) or "(?!)")

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Patterns of LIKE that hold wherever something of them stands; some texts match for nothing."""
        found = [self._needle(family) for given, family in self.names if given or self.alone]
        found += [f"%{one}%" for one in self.emails]
        for one in self.phones:
            last = re.sub(r"\D", "", one)[-8:]
            if len(last) >= _LEAST_DIGITS:
                found.append(
                    "%" + "%".join(last[place : place + 2] for place in range(0, len(last), 2)) + "%"
                )
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _needle(family: str) -> str:
        """Return a name where whatever may be accented, joined or cut otherwise is a joker."""
        kept = (
            one if one.isascii() and one.isalnum() and one.lower() not in _ACCENTED else "%" for one in family
        )
        return re.sub("%+", "%", f"%{''.join(kept)}%")

    def only_addresses(self) -> "Traces":
        """Return what is nobody else's, wherever it stands."""
        return Traces(emails=self.emails)

    def are_in(self, text: str) -> bool:
        """Tell whether a text holds something of the person."""
        return any(one.search(text) for one in (self.addressed, self.called, self.named))

    def out_of(self, text: str) -> str:
        """Return a text without them: neutral words stand where they stood."""
        text = self.addressed.sub(ADDRESS, text)
        text = self.called.sub(NUMBER, text)
        return self.named.sub(MENTION, text)

    def out_of_json(self, value: Any) -> Any:
        """Return a JSON value without them, its keys included."""
        if isinstance(value, str):
            return self.out_of(value)
        if isinstance(value, list):
            return [self.out_of_json(one) for one in value]
        if isinstance(value, dict):
            return {self.out_of(key): self.out_of_json(one) for key, one in value.items()}
        return value

    def quoted(self, text: str, *, around: int = 60) -> str:
        """Return the words around the first place where they stand; empty when they do not."""
        found = [one.search(text) for one in (self.named, self.addressed, self.called)]
        places = [one.span() for one in found if one]
        if not places:
            return ""
        start, end = min(places)
        before = "… " if start > around else ""
        after = " …" if end + around < len(text) else ""
        return before + text[max(0, start - around) : end + around].strip() + after


def of(people: Iterable[Any], *, alone: bool = False) -> Traces:
    """Return what the given people, sheets and accounts of one and the same, are recognised by."""
    listed = list(people)
    names = [(one.given_name.strip(), one.family_name.strip()) for one in listed]
    return Traces(
        names=tuple(dict.fromkeys(name for name in names if name[1])),
        emails=tuple(dict.fromkeys(one.email.lower() for one in listed if one.email)),
        phones=tuple(dict.fromkeys(phone for one in listed if (phone := getattr(one, "phone", "")))),
        alone=alone,
    )


def _word(name: str) -> str:
    """Return what matches a name however it is accented, joined or cut."""
    joined = name.lower()
    for one, two in _LIGATURES.items():
        joined = joined.replace(two, one)
    parts = [part for part in _SIGNS.split(joined) if part]
    return _BETWEEN.join("".join(map(_letter, part)) for part in parts)


def _letter(sign: str) -> str:
    if sign in _LIGATURES:
        return f"(?:{sign}|{''.join(map(_letter, _LIGATURES[sign]))})"
    base = fold(sign)
    if len(base) == 1 and base in _CLASSES:
        return _CLASSES[base]
    return re.escape(sign)


def _number(digits: str) -> str:
    """Return what matches a telephone number, as it is called from France or from elsewhere."""
    french = digits.removeprefix("0033") if digits.startswith("0033") else digits
    french = french.removeprefix("33") if len(french) == _FRENCH_DIGITS + 1 else french
    if len(french) == _FRENCH_DIGITS and french.startswith("0"):
        french = french[1:]
    if len(french) == _FRENCH_DIGITS - 1:
        rest = _DIGITS_BETWEEN.join(french)
        return rf"(?:\+\s?33|0033|0){_DIGITS_BETWEEN}(?:\(0\))?{_DIGITS_BETWEEN}{rest}"
    return r"\+?" + _DIGITS_BETWEEN.join(digits)


def _not_inside(pattern: str) -> str:
    return rf"(?<![\w.+-]){pattern}(?![\w-]|\.\w)"


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(patterns)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if joined else "(?!)", re.IGNORECASE)
