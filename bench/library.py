"""French documents drawn for the family `finding`: names, sentences and people of an invented country.

The sentences are those of `data/needs_fr.toml`; names, places and people come from lists below and from the
communes that the product ships. The seed fixes everything.
"""

import datetime as dt
import random
import tomllib
import uuid
from collections.abc import Sequence
from pathlib import Path

from copil.search.actions import Entry

NEEDS = Path(__file__).parent / "data" / "needs_fr.toml"
KINDS = (
    ("directory.organisation", 50),
    ("directory.person", 15),
    ("needs.need", 20),
    ("needs.diagnostic", 8),
    ("needs.sharedneed", 3),
    ("needs.problemsheet", 2),
    ("initiatives.initiative", 2),
)
_FORMS = (
    "Les Amis de {}",
    "Comité des fêtes de {}",
    "Maison des jeunes de {}",
    "Foyer rural de {}",
    "Ressourcerie de {}",
    "Club sportif de {}",
    "Union musicale de {}",
    "Épicerie solidaire de {}",
    "Théâtre de {}",
    "Aide à domicile de {}",
    "Jardins partagés de {}",
    "Radio de {}",
    "Ludothèque de {}",
    "Secours aux familles de {}",
    "Crèche parentale de {}",
    "Association des parents d’élèves de {}",
    "Régie de quartier de {}",
    "Cinéma associatif de {}",
)
_GIVEN = (
    "Nadia",
    "Yves",
    "Odile",
    "Samuel",
    "Hélène",
    "Claire",
    "Bénédicte",
    "Loïc",
    "Inès",
    "Gilbert",
    "Maëlle",
    "Ousmane",
    "Solène",
    "Tariq",
    "Élodie",
    "Jean-Pierre",
    "Fatou",
    "Régis",
    "Anaïs",
    "Bruno",
)
_SYLLABLES = (
    "ber",
    "nard",
    "le",
    "fe",
    "vre",
    "mar",
    "tin",
    "cas",
    "tan",
    "gau",
    "thier",
    "du",
    "pont",
    "mo",
    "reau",
    "ri",
    "vi",
    "ère",
    "ben",
    "haddou",
    "ka",
    "mara",
    "va",
    "sseur",
    "pri",
    "gent",
    "lou",
    "bet",
)
_TITLES = (
    "Présidente",
    "Président",
    "Trésorière",
    "Trésorier",
    "Secrétaire",
    "Directrice",
    "Coordinateur",
    "Élue",
)
_SENTENCES_OF = {
    "needs.diagnostic": (10, 60),
    "needs.problemsheet": (15, 80),
    "initiatives.initiative": (4, 20),
}


class Library:
    """Entries drawn one after the other, and questions about them."""

    def __init__(self, places: Sequence[tuple[str, str]], *, seed: int = 94018) -> None:
        """``places`` are communes: a name, the code of the département."""
        self.source = random.Random(seed)  # a benchmark
        self.places = places
        needs = tomllib.loads(NEEDS.read_text(encoding="utf-8"))
        self.ways = [way for need in needs.values() for way in need["ways"]]
        self.themes = sorted({need["theme"] for need in needs.values()})

    def entries(self, number: int) -> list[Entry]:
        """Return that many entries."""
        kinds = self.source.choices([k for k, _ in KINDS], [w for _, w in KINDS], k=number)
        return [self._entry(kind, uuid.UUID(int=n + 1)) for n, kind in enumerate(kinds)]

    def questions(self, entries: Sequence[Entry], number: int) -> list[str]:
        """Return what people would ask: words of a text, a name, a word being typed, a mistake."""
        asked = []
        for _ in range(number):
            one = self.source.choice(entries)
            words = [word for word in f"{one.title} {one.text}".split() if len(word) > 3]
            drawn = self.source.sample(words, min(len(words), self.source.choice((1, 2, 2, 3))))
            way = self.source.random()
            if way < 0.5:
                asked.append(" ".join(drawn))
            elif way < 0.7:
                asked.append(one.title)
            elif way < 0.9:
                asked.append(drawn[-1][: max(2, len(drawn[-1]) - 3)])
            else:
                asked.append(self._mistyped(drawn[-1]))
        return asked

    def _entry(self, kind: str, object_id: uuid.UUID) -> Entry:
        place, departement = self.source.choice(self.places)
        day = dt.date(2024, 1, 1) + dt.timedelta(days=self.source.randrange(1000))
        title, excerpt, text = self._texts(kind, place)
        return Entry(
            kind=kind,
            object_id=object_id,
            title=title,
            excerpt=excerpt,
            text=text,
            place=departement,
            day=day,
        )

    def _texts(self, kind: str, place: str) -> tuple[str, str, str]:
        if kind == "directory.organisation":
            return self._form(place), f"Association · {place}", f"{place} {self._told(1, 3)}"
        if kind == "directory.person":
            name = f"{self.source.choice(_GIVEN)} {self._family()}"
            function = f"{self.source.choice(_TITLES)}, {self._form(place)}"
            return name, function, function
        least, most = _SENTENCES_OF.get(kind, (1, 2))
        theme = self.source.choice(self.themes)
        return self.source.choice(self.ways), f"{self._form(place)} · {theme}", self._told(least, most)

    def _form(self, place: str) -> str:
        return self.source.choice(_FORMS).format(place)

    def _family(self) -> str:
        return "".join(self.source.choices(_SYLLABLES, k=self.source.choice((2, 3)))).capitalize()

    def _told(self, least: int, most: int) -> str:
        return ". ".join(self.source.choices(self.ways, k=self.source.randint(least, most)))

    def _mistyped(self, word: str) -> str:
        at = self.source.randrange(1, max(2, len(word) - 1))
        return word[:at] + word[at + 1 :] if len(word) > 4 else word
