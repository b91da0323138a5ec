"""An administrative piece, and the filters of the follow-up."""

import datetime as dt
from typing import Any

from django import forms

from copil.core.filters import ListFilter
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.forms.profile import AmountField
from copil.directory.models import Person
from copil.governance.enums.followup import PieceKind, PieceState
from copil.governance.models.followup import AdminPiece, PieceQuerySet
from copil.identity.models import Workspace
from copil.initiatives.journey import Journey
from copil.initiatives.models import Initiative

_LONGEST = 2_000
_STATES = [
    ("", "À régler"),
    ("retard", "En retard"),
    ("reglees", "Réglées"),
    ("toutes", "Toutes"),
    ("retirees", "Retirées du suivi"),
]
Choices = list[tuple[str, Any]]


def places(walked: Journey) -> Choices:
    """Return the stages of a method with their activities, to say what a piece belongs to."""
    found: Choices = [("", "Toute la démarche")]
    for stage in walked.stages:
        of_stage = [(f"{stage.stage.key}|", f"Toute l’étape « {stage.stage.title} »")]
        of_stage += [(f"{stage.stage.key}|{one.activity.id}", one.activity.title) for one in stage.activities]
        found.append((stage.stage.title, of_stage))
    return found


class PieceForm(forms.ModelForm[AdminPiece]):
    """What a piece is, who sees to it, for when, for how much."""

    amount = AmountField(
        label="Montant",
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="En euros, toutes taxes comprises.",
    )

    class Meta:
        model = AdminPiece
        fields = ["kind", "title", "reference", "due_on", "amount", "note"]
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {
            "title": "Par exemple : salle du 12 mars, convention avec la commune.",
            "due_on": "La personne qui s’en charge est prévenue trois jours avant, puis en cas de retard.",
        }

    def __init__(self, *args: Any, workspace: Workspace, walked: Journey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        piece = self.instance
        place = f"{piece.stage}|{piece.activity}" if piece.stage else ""
        self.fields["place"] = forms.ChoiceField(
            label="Où dans la démarche", choices=places(walked), required=False, initial=place
        )
        self.fields["person"] = PersonField(
            workspace, label="Qui s’en charge", required=False, initial=piece.person
        )
        self.fields["partner"] = OrganisationField(
            workspace,
            label="Avec quelle organisation",
            required=False,
            initial=piece.partner,
            help_text="Fournisseur, partenaire, lieu : une organisation de l’annuaire.",
        )
        self.order_fields(
            ["kind", "title", "place", "person", "due_on", "partner", "amount", "reference", "note"]
        )

    def clean(self) -> dict[str, Any]:
        """Split the place into a stage and an activity."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["stage"], _, cleaned["activity"] = (cleaned.pop("place", "") or "").partition("|")
        return cleaned


class FollowupFilter(ListFilter):
    """What people ask of the follow-up."""

    etat = forms.ChoiceField(label="État", choices=_STATES, required=False)
    nature = forms.ChoiceField(label="Nature", choices=[("", "Toutes"), *PieceKind.choices], required=False)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = AdminPiece.objects.current().filter(initiative=initiative).values("person")
        named = [(str(one.pk), str(one)) for one in Person.objects.filter(pk__in=used).in_order()[:100]]
        self.fields["qui"] = forms.ChoiceField(
            label="Qui s’en charge",
            choices=[("", "Toute personne"), ("personne", "Personne"), *named],
            required=False,
        )

    def filter(self, rows: PieceQuerySet, *, today: dt.date) -> PieceQuerySet:
        """Return the pieces asked for, the late ones first; what is over is left out unless asked."""
        asked = self.asked
        gone = asked.get("etat") == "retirees"
        rows = rows.filter(archived_at__isnull=not gone)
        if asked.get("etat") == "retard":
            rows = rows.late(today=today)
        elif asked.get("etat") == "reglees":
            rows = rows.filter(state__in=[PieceState.DONE, PieceState.DROPPED])
        elif not asked.get("etat"):  # « toutes » and « retirees » leave none out
            rows = rows.open_ones()
        if asked.get("nature"):
            rows = rows.filter(kind=asked["nature"])
        if asked.get("qui") == "personne":
            rows = rows.filter(person=None)
        elif asked.get("qui"):
            rows = rows.filter(person=asked["qui"])
        return rows.late_first(today=today)
