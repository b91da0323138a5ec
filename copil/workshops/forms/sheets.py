"""What is typed of an action sheet: its parts, its partners, its indicators, the filters of the list."""

from typing import Any

from django import forms
from django.utils import timezone

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.forms.profile import AmountField
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.workshops import follow
from copil.workshops.enums.sheets import LeadState, Progress
from copil.workshops.forms.parts import parted
from copil.workshops.models import ActionSheet, SheetIndicator, WorkingGroup
from copil.workshops.models.sheets import ActionSheetQuerySet

_LONGEST = 4_000
_TEXTS = ("description", "objectives", "targets", "means")
_DAY = {"type": "date"}
_PARTS = (
    ("L’action", ("title", "group", "description", "objectives", "targets")),
    ("Qui la porterait", ("lead_person", "lead_organisation")),
    ("Avec quoi", ("days", "amount", "means")),
    ("Quand", ("start_date", "end_date")),
)


class SheetForm(forms.ModelForm[ActionSheet]):
    """Every part of a sheet; a title is enough to begin."""

    days = AmountField(
        label="Journées de travail",
        max_digits=7,
        decimal_places=1,
        min_value=0,
        required=False,
        help_text="Temps de toutes les personnes, en journées. Une demi-journée s’écrit 0,5.",
    )
    amount = AmountField(
        label="Montant",
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="En euros. Écrivez 0 si l’action ne coûte rien.",
    )

    class Meta:
        model = ActionSheet
        fields = [
            *("title", "group", "description", "objectives", "targets"),
            *("days", "amount", "means", "start_date", "end_date"),
        ]
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            **{name: forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST}) for name in _TEXTS},
            "start_date": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "end_date": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        }
        help_texts = {
            "title": "Une action par fiche, avec un verbe : « Ouvrir un atelier vélo partagé ».",
            "description": "Ce qui sera fait, concrètement.",
            "objectives": "Ce que l’action doit changer.",
            "targets": "Pour qui, et combien de personnes ou de structures.",
            "means": "Un local, du matériel, une compétence…",
        }

    def __init__(self, *args: Any, workspace: Workspace, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = None if self.instance._state.adding else self.instance
        owner = stored.workspace if stored else workspace
        groups = WorkingGroup.objects.current().filter(initiative=initiative).in_order()
        self.fields["group"] = forms.ModelChoiceField(
            label="Groupe de travail", queryset=groups, required=False, empty_label="Aucun groupe"
        )
        self.fields["lead_person"] = PersonField(
            owner,
            label="Personne qui porterait l’action",
            required=False,
            initial=stored.lead_person if stored else None,
            help_text="Pressentie seulement : vous lui demanderez son accord depuis la fiche.",
        )
        self.fields["lead_organisation"] = OrganisationField(
            owner,
            label="Structure porteuse",
            required=False,
            initial=stored.lead_organisation if stored else None,
        )
        self.order_fields([name for _, names in _PARTS for name in names])

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under the titles they are shown with."""
        return parted(self, _PARTS)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        """Texts stay readable, an action ends after it begins."""
        cleaned = super().clean() or self.cleaned_data
        for name in _TEXTS:
            if len(cleaned.get(name) or "") > _LONGEST:
                self.add_error(name, f"Gardez ce texte sous {_LONGEST} caractères.")
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", "La fin vient avant le début : changez l’une des deux dates.")
        return cleaned


class PartnerForm(forms.Form):
    """An organisation that takes part, and what it brings."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationField(workspace, label="Partenaire")
        self.fields["brings"] = forms.CharField(
            label="Ce qu’il apporte",
            max_length=300,
            required=False,
            help_text="Du temps, un lieu, un réseau…",
        )


class IndicatorForm(forms.ModelForm[SheetIndicator]):
    """What will tell that the action reached its goal."""

    baseline = AmountField(label="Valeur de départ", max_digits=14, decimal_places=2, required=False)
    target = AmountField(label="Valeur visée", max_digits=14, decimal_places=2, required=False)

    class Meta:
        model = SheetIndicator
        fields = ["label", "unit", "baseline", "target", "due_date"]
        widgets = {
            "label": forms.TextInput(attrs={"autocomplete": "off"}),
            "due_date": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        }
        help_texts = {"label": "Ce qui se compte ou se constate.", "unit": "Personnes, vélos, %…"}


class SheetFilter(ListFilter):
    """Which sheets are listed, in which order."""

    q = forms.CharField(
        label="Mots",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    groupe = forms.ModelChoiceField(
        label="Groupe", queryset=WorkingGroup.objects.none(), required=False, empty_label="Tous"
    )
    fiche = forms.ChoiceField(
        label="Fiche",
        choices=[("", "Toutes"), ("complete", "Complète"), ("incomplete", "À compléter")],
        required=False,
    )
    porteur = forms.ChoiceField(
        label="Porteur",
        choices=[("", "Tous"), *[(one.value, one.label) for one in LeadState]],
        required=False,
    )
    avancement = forms.ChoiceField(
        label="Avancement",
        choices=[("", "Tous"), ("late", "En retard"), *Progress.choices],
        required=False,
    )
    tri = forms.ChoiceField(
        label="Trier par",
        choices=[("", "Titre"), ("fin", "Date de fin"), ("manque", "Ce qui manque"), ("groupe", "Groupe")],
        required=False,
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["groupe"]
        groups.queryset = WorkingGroup.objects.current().filter(initiative=initiative).in_order()

    def filter(self, rows: ActionSheetQuerySet) -> ActionSheetQuerySet:
        """Return the sheets asked for, in the order asked for."""
        asked = self.asked
        for word in name_key(asked.get("q", "")).split():
            rows = rows.filter(title_key__contains=word)
        if asked.get("groupe"):
            rows = rows.filter(group=asked["groupe"])
        if asked.get("fiche"):
            rows = rows.complete() if asked["fiche"] == "complete" else rows.filter(missing_count__gt=0)
        if asked.get("porteur"):
            rows = rows.filter(lead_state=asked["porteur"])
        rows = self._by_progress(rows, asked.get("avancement", ""))
        orders = {"fin": ("end_date",), "manque": ("-missing_count",), "groupe": ("group__theme_key",)}
        return rows.order_by(*orders.get(asked.get("tri", ""), ()), "title_key", "pk")

    @staticmethod
    def _by_progress(rows: ActionSheetQuerySet, asked: str) -> ActionSheetQuerySet:
        if asked == "late":
            return follow.late(rows, today=timezone.localdate())
        return follow.with_progress(rows).filter(progress_state=asked) if asked else rows
