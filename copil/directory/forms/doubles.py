"""Forms of sheets written twice: what to look at, and why two are not the same."""

from collections.abc import Iterable
from typing import Any

from django import forms

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.doubles import AnyPair
from copil.directory.doubles_text import LEVELS
from copil.directory.enums import SheetKind


class DoublesFilter(ListFilter):
    """What people ask of the list of proposals."""

    NEUTRAL = frozenset({"fiches"})

    fiches = forms.ChoiceField(label="Fiches", choices=SheetKind.choices, required=False)
    niveau = forms.ChoiceField(
        label="Niveau de confiance",
        choices=[
            ("", "Tous les niveaux"),
            *((str(int(level)), label) for level, label in LEVELS.items()),
        ],
        required=False,
    )
    q = forms.CharField(
        label="Nom",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def kind(self) -> str:
        """Which sheets are compared: organisations unless people are asked for."""
        return self.asked.get("fiches") or SheetKind.ORGANISATION

    @property
    def narrows(self) -> bool:
        """Whether some of the proposals are left out."""
        return bool(self.asked.get("niveau") or self.asked.get("q"))

    def filter(self, pairs: Iterable[AnyPair], rows: Any) -> list[AnyPair]:
        """Return the pairs asked for; ``rows`` are the sheets, to look for a name in one query."""
        kept = list(pairs)
        if self.asked.get("niveau"):
            kept = [pair for pair in kept if str(int(pair.level)) == self.asked["niveau"]]
        if name_key(self.asked.get("q", "")):
            wanted = {pk for pair in kept for pk in (pair.one, pair.other)}
            named = rows.filter(pk__in=wanted).with_words(self.asked["q"]).values_list("pk", flat=True)
            found = {str(pk) for pk in named}
            kept = [pair for pair in kept if pair.one in found or pair.other in found]
        return kept


class ApartForm(forms.Form):
    """Why two sheets are not the same; may be left empty."""

    reason = forms.CharField(label="Pourquoi, si c’est utile", max_length=300, required=False)
