"""What goes into and comes out of the comparison of texts."""

from dataclasses import dataclass
from typing import Literal

Nature = Literal["specific", "identical", "common"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A short French text, as typed; everything but the text and its id may be unknown.

    lon, lat: degrees, WGS 84.
    """

    id: str
    text: str
    organisation: str | None = None
    theme: str | None = None
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Words that several texts have in common, as their authors wrote them.

    idea: the French label of what the different words express, or None for one word in its forms.
    words: the most frequent first. ids: the texts that hold one of them.
    """

    idea: str | None
    words: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NatureAdvice:
    """The advised nature of a need and the keys of the reasons; the user decides."""

    nature: Nature
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A text in a group, and what separating it from the group would cost.

    closeness: mean similarity with the other members, 0 to 1. cohesion_without, structures_without,
    nature_without: the group's cohesion, structures and advised nature if the text left it; None,
    for the cohesion, when a single text would be left.
    """

    id: str
    closeness: float
    cohesion_without: float | None
    structures_without: int
    nature_without: Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Texts that seem to say the same thing, and why.

    members: the closest to the others first (the first one speaks for the group). label: one to
    three terms. cohesion: mean similarity of two members, 0 to 1. structures: distinct
    organisations, the unknown ones counting for one. theme: the theme of all the texts that have
    one, None when they differ or have none. radius_km: greatest distance from a member to the
    middle of the located members, None under two located members.
    """

    members: tuple[Member, ...]
    label: tuple[str, ...]
    cohesion: float
    shared: tuple[Shared, ...]
    structures: int
    theme: str | None
    radius_km: float | None
    advice: NatureAdvice


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A text close to the one asked about, and why. distance_km: None when one is not located."""

    id: str
    similarity: float
    shared: tuple[Shared, ...]
    same_theme: bool
    same_organisation: bool
    distance_km: float | None
