"""What narrows the library: a question, one choice a facet, an order."""

from collections.abc import Mapping, Sequence
from typing import cast

from django import forms
from django.http import QueryDict

from copil.library.enums import Sort
from copil.library.shelf import FACETS, label


class LibraryForm(forms.Form):
    """The question and the facets; ``count`` says how many experiences each choice leaves."""

    q = forms.CharField(label="Chercher une expérience", required=False, max_length=200)
    tri = forms.ChoiceField(label="Trier", required=False, choices=[("", "Par pertinence"), *Sort.choices])

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._offered: set[str] = set()
        self.fields["q"].widget.attrs |= {
            "placeholder": "Un besoin, un mot, une difficulté",
            "type": "search",
        }
        for name, (title, _) in FACETS.items():
            self.fields[name] = forms.ChoiceField(label=title, required=False)

    @property
    def question(self) -> str:
        """What is asked, in one line."""
        return " ".join(str(self.data.get("q", "")).replace("\0", "").split())[:200]

    @property
    def chosen(self) -> dict[str, str]:
        """The choice of each facet that has one."""
        typed = {name: str(self.data.get(name, "")).strip()[:200] for name in FACETS}
        return {name: value for name, value in typed.items() if value}

    @property
    def sort(self) -> Sort | None:
        """The order asked for, if it is one."""
        value = self.data.get("tri", "")
        return Sort(value) if value in Sort.values else None

    @property
    def narrows(self) -> bool:
        return bool(self.question or self.chosen)

    def count(self, counts: Mapping[str, Sequence[tuple[str, str, int]]]) -> None:
        """Offer the choices that leave something, each with how many."""
        for name, found in counts.items():
            field = cast("forms.ChoiceField", self.fields[name])
            self._offered |= {name} if found else set()
            field.choices = [("", "Tous"), *((value, f"{told} ({number})") for value, told, number in found)]

    def facets(self) -> list[forms.BoundField]:
        """Return the facets that tell experiences apart."""
        return [self[name] for name in FACETS if name in self._offered]

    def in_force(self) -> list[str]:
        """Return the choices made, in words."""
        return [label(name, value) for name, value in self.chosen.items()]
