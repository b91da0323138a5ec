"""What people ask of the list of votes."""

from typing import Any

from django import forms

from copil.ballots.enums import BallotState, Method
from copil.ballots.models import BallotQuerySet
from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative


class BallotFilter(ListFilter):
    """Words of the title, how one votes, how far it is, of which initiative."""

    NEUTRAL = frozenset()

    q = forms.CharField(
        label="Mots du titre",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    methode = forms.ChoiceField(
        label="Façon de voter", choices=[("", "Toutes"), *Method.choices], required=False
    )
    etat = forms.ChoiceField(label="État", choices=[("", "Tous"), *BallotState.choices], required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Initiative.objects.carried_by(workspace).current().in_order()
        listed = [(str(pk), title) for pk, title in rows.values_list("pk", "title")[:200]]
        self.fields["demarche"] = forms.ChoiceField(
            label="Démarche", required=False, choices=[("", "Toutes"), *listed]
        )

    def filter(self, rows: BallotQuerySet) -> BallotQuerySet:
        """Return the votes asked for."""
        asked = self.asked
        for word in name_key(asked.get("q") or "").split():
            rows = rows.filter(title_key__contains=word)
        for name, field in (("methode", "method"), ("etat", "state"), ("demarche", "initiative")):
            if asked.get(name):
                rows = rows.filter(**{field: asked[name]})
        return rows
