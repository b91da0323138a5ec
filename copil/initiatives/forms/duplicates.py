"""What a new initiative takes from another one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from copil.core import typography
from copil.initiatives.duplicates import Offer
from copil.initiatives.enums import Carried
from copil.initiatives.forms.initiatives import DATE


class DuplicateForm(forms.Form):
    """Its name, its first day, and what is taken: people only when asked."""

    title = forms.CharField(label="Nom de la nouvelle démarche", max_length=200)
    opened_on = forms.DateField(label="Ouverte le", required=False, widget=DATE)
    carried = forms.MultipleChoiceField(
        label="Ce que vous reprenez",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Le territoire, les deux phrases et la version de la méthode suivent toujours.",
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one.what.value, f"{one.what.label} ({typography.number(len(one.lines))})") for one in offers]
        self.fields["carried"].choices = rows  # type: ignore[attr-defined]  # a choice among texts
        asked = [one.what.value for one in offers if one.what != Carried.PEOPLE]
        self.fields["carried"].initial = asked
