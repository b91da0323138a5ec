"""Lines of a sheet that name somebody: left out of what leaves the workspace unless ticked one by one."""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from copil.algorithms.text.normalise import words
from copil.directory.models import Person
from copil.identity.models import Membership, Workspace
from copil.library.content import TEXTS, copied, label_of
from copil.library.models import Told

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?:\+33|\b0)[\s.-]?[1-9](?:[\s.-]?\d{2}){4}\b")
_CIVIL = re.compile(r"\b(?:M\.|Mme|Mlle|Mr|Monsieur|Madame|Dr|Pr)\s+(?:[A-ZÀ-Ý]\.\s*)?[A-ZÀ-Ý][\w’'-]+")
_LONGEST_NAME = 6


@dataclass(frozen=True)
class NamedLine:
    """A line that names somebody, in which field, and what gives it away. ``key`` follows its words."""

    key: str
    field: str
    label: str
    text: str
    found: str


class KnownNames:
    """The people a workspace knows, by the words of their name in both orders."""

    def __init__(self, workspace: Workspace) -> None:
        people = Person.objects.filter(workspace=workspace).values_list("given_name", "family_name")
        members = Membership.objects.filter(workspace=workspace)
        accounts = members.values_list("user__given_name", "user__family_name")
        self.names = {
            tuple(words(" ".join(order)))
            for given, family in (*people, *accounts)
            if given and family
            for order in ((given, family), (family, given))
        }

    def in_line(self, line: str) -> str:
        """Return what names somebody in a line; empty when nothing does."""
        for pattern in (_EMAIL, _PHONE, _CIVIL):
            if found := pattern.search(line):
                return found[0]
        told = words(line)
        for start in range(len(told)):
            for end in range(start + 2, min(start + _LONGEST_NAME, len(told)) + 1):
                if tuple(told[start:end]) in self.names:
                    return " ".join(word.capitalize() for word in told[start:end])
        return ""


def named_lines(told: Told, *, workspace: Workspace) -> list[NamedLine]:
    """Return the lines that name somebody the workspace knows, or give a way to reach somebody (two queries).

    What is not recognised stays: the person who publishes reads the whole text.
    """
    return list(_named(told, KnownNames(workspace)))


def without_names(told: Told, *, workspace: Workspace, kept: Collection[str]) -> tuple[dict[str, Any], int]:
    """Return the fields of a text without the lines that name somebody, those ``kept`` apart, and how many
    were left out.
    """
    values = copied(told)
    dropped = [one for one in named_lines(told, workspace=workspace) if one.key not in kept]
    for one in dropped:
        lines = str(values[one.field]).splitlines()
        values[one.field] = "\n".join(line for line in lines if line.strip() != one.text).strip()
    return values, len(dropped)


def _named(told: Told, names: KnownNames) -> Iterator[NamedLine]:
    for field in TEXTS:
        for line in dict.fromkeys(one.strip() for one in str(getattr(told, field) or "").splitlines()):
            if line and (found := names.in_line(line)):
                digest = hashlib.sha256(f"{field}\n{line}".encode()).hexdigest()[:16]
                yield NamedLine(digest, field, label_of(field), line, found)
