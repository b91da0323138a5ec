"""Names of people, as they are typed in one go."""

from dataclasses import dataclass

_PARTICLES = frozenset({"de", "du", "des", "d", "le", "la", "van", "von", "ben", "el", "al", "saint", "st"})


@dataclass(frozen=True)
class NewPerson:
    """Somebody not known yet, of whom a form only has the name."""

    given_name: str
    family_name: str

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


def split_name(typed: str) -> NewPerson:
    """Cut « Mireille Castan », « CASTAN Mireille » or « Jean-Paul de La Tour » into given and family names.

    Words in capitals are the family name; otherwise it is the last word, with the particles before it.
    """
    words = typed.split()
    if len(words) < 2:
        return NewPerson("", " ".join(words))
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        given = [word for word in words if word not in capitals]
        return NewPerson(" ".join(given), " ".join(capitals))
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower().rstrip("'’") in _PARTICLES:
        cut -= 1
    return NewPerson(" ".join(words[:cut]), " ".join(words[cut:]))
