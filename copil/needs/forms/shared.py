"""Forms of shared needs, of proposals and of problem sheets."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.core.filters import ListFilter
from copil.identity.models import Workspace
from copil.needs import rules
from copil.needs.enums import Nature, SharedNeedState
from copil.needs.forms import found
from copil.needs.forms.fields import NeedsField, PastDateField
from copil.needs.models import NeedQuerySet, ProblemSheet, SharedNeed, SharedNeedQuerySet

_LONGEST = 20_000
_KIND = "needs.sharedneed"
_OFF = {"autocomplete": "off"}


class SharedNeedFilter(ListFilter):
    """What people ask of the list of shared needs."""

    NEUTRAL = frozenset()

    q = forms.CharField(
        label="Mots",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    nature = forms.ChoiceField(
        label="Nature",
        choices=[("", "Toutes"), *Nature.choices, ("a-choisir", "À choisir")],
        required=False,
    )
    etat = forms.ChoiceField(
        label="État",
        choices=[("", "Tous"), *SharedNeedState.choices, ("archives", "Archivés")],
        required=False,
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace

    def filter(self, rows: SharedNeedQuerySet) -> SharedNeedQuerySet:
        """Return the shared needs asked for, the latest first."""
        asked = self.asked
        state = asked.get("etat", "")
        rows = rows.filter(archived_at__isnull=state != "archives")
        if state in SharedNeedState.values:
            rows = rows.filter(state=state)
        if asked.get("nature"):
            rows = rows.filter(nature="" if asked["nature"] == "a-choisir" else asked["nature"])
        if asked.get("q"):
            held = found.identifiers(workspace=self.workspace, words=asked["q"], kind=_KIND)
            rows = rows.filter(pk__in=held)
        return rows.recent_first()


class AcceptForm(forms.Form):
    """Which needs of a proposal are the same, and what to call them; or the shared need they join."""

    title = forms.CharField(
        label="Intitulé du besoin partagé",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )

    def __init__(self, *args: Any, rows: NeedQuerySet, shared: SharedNeedQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposed"] = NeedsField(rows)
        self.fields["needs"] = NeedsField(rows)
        self.fields["shared_need"] = forms.ModelChoiceField(queryset=shared, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title", "").strip() and not cleaned.get("shared_need"):
            self.add_error("title", "Donnez un intitulé au besoin partagé.")
        return cleaned


class SetAsideForm(forms.Form):
    """Why a proposal is wrong."""

    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text="Une phrase suffit : elle servira à qui se reposera la question.",
    )

    def __init__(self, *args: Any, rows: NeedQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposed"] = NeedsField(rows)


class SeparateForm(SetAsideForm):
    """Which needs of a proposal are not like the others."""

    def __init__(self, *args: Any, rows: NeedQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, rows=rows, **kwargs)
        self.fields["needs"] = NeedsField(rows, label="À séparer des autres")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        proposed, needs = cleaned.get("proposed"), cleaned.get("needs")
        if proposed is not None and needs is not None and not set(proposed) - set(needs):
            self.add_error("needs", "Laissez au moins un besoin : pour tout refuser, écartez la proposition.")
        return cleaned


class SharedNeedForm(forms.ModelForm[SharedNeed]):
    """The title and what the structures say."""

    class Meta:
        model = SharedNeed
        fields = ["title", "summary"]
        widgets = {
            "title": forms.TextInput(attrs=_OFF),
            "summary": forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST}),
        }
        help_texts = {"summary": "En deux ou trois phrases, sans rien ajouter à ce qu’elles ont dit."}

    def clean_summary(self) -> str:
        return _short_enough(self.cleaned_data["summary"])


class PickForm(forms.Form):
    """Needs to tick."""

    def __init__(self, *args: Any, rows: NeedQuerySet, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"] = NeedsField(rows, label=label)


class NatureForm(forms.ModelForm[SharedNeed]):
    """How far the need is shared, as the person judges."""

    nature = forms.ChoiceField(label="Nature du besoin", choices=Nature.choices, widget=forms.RadioSelect)

    class Meta:
        model = SharedNeed
        fields = ["nature", "nature_reason"]
        widgets = {"nature_reason": forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST})}
        help_texts = {"nature_reason": "Nécessaire quand votre choix s’écarte de ce que disent les faits."}

    def __init__(self, *args: Any, advised: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.advised = advised

    def clean_nature_reason(self) -> str:
        return _short_enough(self.cleaned_data["nature_reason"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        departs = rules.needs_reason(chosen=cleaned.get("nature", ""), advised=self.advised)
        if departs and not cleaned.get("nature_reason", "").strip():
            self.add_error(
                "nature_reason", "Votre choix s’écarte de ce que disent les faits : dites pourquoi."
            )
        return cleaned


class ConfirmSharedForm(forms.Form):
    """The day when a shared need was confirmed."""

    on = PastDateField(label="Confirmé le")


class MergeForm(forms.Form):
    """The shared need another one joins."""

    def __init__(self, *args: Any, rows: SharedNeedQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.ModelChoiceField(
            queryset=rows, label="Le besoin partagé à réunir avec celui-ci", empty_label="Choisir"
        )


class ProblemSheetForm(forms.ModelForm[ProblemSheet]):
    """The problem, told to partners."""

    class Meta:
        model = ProblemSheet
        fields = [
            "title", "context", "stakes", "needs_summary", "origin", "validation", "earlier_experiences",
        ]  # fmt: skip  # a table reads by its lines
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "maxlength": _LONGEST})
            for name, rows in (
                ("context", 4),
                ("stakes", 4),
                ("needs_summary", 10),
                ("origin", 7),
                ("validation", 3),
                ("earlier_experiences", 4),
            )
        }
        help_texts = {
            "title": "Ce qui fait problème, pour qui, et où.",
            "context": "Ce qui se passe sur ce territoire ou dans ce secteur, depuis quand.",
            "stakes": "Ce qui arrivera si rien ne change, et ce que chacun peut y gagner.",
            "needs_summary": "Ce que les structures ont dit, et combien l’ont dit.",
            "origin": "Qui l’a vue, où, à quelle occasion.",
            "validation": "Qui l’a confirmée, et comment : structures, partenaires, chiffres.",
            "earlier_experiences": "Ce qui a déjà été essayé ici ou ailleurs, et ce qu’il en reste.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str) and len(value) > _LONGEST:
                self.add_error(name, f"Gardez ce texte sous {_LONGEST} caractères.")
        return cleaned


def _short_enough(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
    return text
