"""What people ask of the registers, and what they decide of a value."""

from typing import Any

from django import forms

from copil.core.filters import ListFilter
from copil.directory.enums import SourcedField
from copil.directory.fields import OrganisationField
from copil.identity.models import Workspace
from copil.territories import fields as territory_fields
from copil.territories.enums import OFFICIAL
from copil.territories.fields import TerritoryField


class RegisterFilter(ListFilter):
    """A name or a number, and a place of any level."""

    q = forms.CharField(
        label="Nom, sigle ou numéro",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    lieu = TerritoryField(
        label="Commune, département…", kinds=OFFICIAL, required=False
    )  # the index of the registers knows these levels

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territory_fields.connect(self, workspace=workspace)


class LinkForm(forms.Form):
    """Which organisation of the workspace an entry is."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationField(workspace, label="Organisation de votre annuaire")


class DecisionForm(forms.Form):
    """What becomes of one value of a register."""

    field = forms.ChoiceField(choices=SourcedField.choices)
    entry = forms.IntegerField(min_value=1, max_value=2**62)
    choice = forms.ChoiceField(choices=[("take", "Reprendre"), ("keep", "Garder"), ("again", "Proposer")])
