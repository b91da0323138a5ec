"""What people ask of those shared out."""

from collections.abc import Sequence
from typing import Any

from django import forms

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.enums import ParticipantType
from copil.workshops.models import Place, WorkingGroup


class PoolFilter(ListFilter):
    """Words of the name or of the organisation, type of actor, group."""

    NEUTRAL = frozenset()

    q = forms.CharField(
        label="Nom ou structure",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    nature = forms.ChoiceField(
        label="Type d’acteur", choices=[("", "Tous"), *ParticipantType.choices], required=False
    )

    def __init__(self, *args: Any, groups: Sequence[WorkingGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Tous"), *((str(one.pk), one.theme) for one in groups)]
        self.fields["groupe"] = forms.ChoiceField(label="Groupe", choices=choices, required=False)

    def filter(self, places: Sequence[Place]) -> list[Place]:
        """Return those asked for, the group left out: each group keeps its place on the page."""
        words, nature = name_key(self.asked.get("q") or "").split(), self.asked.get("nature")
        return [
            one
            for one in places
            if (not nature or one.kind == nature) and all(word in _key(one) for word in words)
        ]


def _key(place: Place) -> str:
    organisation = place.organisation.name if place.organisation else ""
    return f"{place.person.name_key} {name_key(organisation)}"
