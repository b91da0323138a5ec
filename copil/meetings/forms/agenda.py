"""Forms of an agenda: a point, why one is not kept, which meeting takes an object."""

from typing import Any

from django import forms

from copil.core import typography
from copil.directory.fields import PersonField
from copil.files import uploads
from copil.identity.models import Workspace
from copil.meetings.models import AgendaItem, Meeting, MeetingQuerySet
from copil.meetings.wording import FRENCH, languages

_LONGEST = 2_000
_OFF = {"autocomplete": "off"}


class ItemForm(forms.ModelForm[AgendaItem]):
    """A point of an agenda."""

    class Meta:
        model = AgendaItem
        fields = ["title", "duration", "expected", "details"]
        widgets = {
            "title": forms.TextInput(attrs=_OFF),
            "duration": forms.NumberInput(attrs={"min": 1, "max": 600}),
            "details": forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST}),
        }
        help_texts = {"details": "Ce qu’il faut savoir ou avoir lu avant d’en parler."}

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = None if self.instance._state.adding else self.instance
        self.fields["presenter"] = PersonField(
            workspace,
            label="Qui le présente",
            required=False,
            initial=stored.presenter if stored else None,
        )
        self.fields["expected"].choices = AgendaItem._meta.get_field("expected").choices  # type: ignore[attr-defined]  # a choice among texts
        self.order_fields(["title", "duration", "presenter", "expected", "details"])

    def clean_duration(self) -> int:
        minutes: int = self.cleaned_data["duration"]
        if not 1 <= minutes <= 600:
            raise forms.ValidationError("Un point dure de 1 à 600 minutes.")
        return minutes

    def clean_details(self) -> str:
        text: str = self.cleaned_data["details"]
        if len(text) > _LONGEST:
            raise forms.ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return text


class MeetingField(forms.ModelChoiceField[Meeting]):
    """One meeting to come, named with its date."""

    def label_from_instance(self, obj: Meeting) -> str:
        when = typography.day(obj.starts_at, "medium") if obj.starts_at else "date à fixer"
        return f"{obj.title}, {when}"


class PutForm(forms.Form):
    """Which meeting takes an object, as which point."""

    title = forms.CharField(label="Le point", max_length=200, widget=forms.TextInput(attrs=_OFF))
    duration = forms.IntegerField(label="Durée, en minutes", min_value=1, max_value=600, initial=15)

    def __init__(self, *args: Any, rows: MeetingQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = MeetingField(rows, label="À la réunion", empty_label="Choisissez")
        self.order_fields(["meeting", "title", "duration"])


class AsideForm(forms.Form):
    """Why a proposed point is not kept."""

    reason = forms.CharField(
        label="Pourquoi il n’est pas retenu",
        max_length=300,
        help_text="La personne qui l’a proposé le lira.",
    )


class GuestForm(forms.Form):
    """Somebody to invite besides those who sit in the body."""

    email = forms.EmailField(
        label="Son adresse électronique",
        max_length=254,
        required=False,
        help_text="Pour une personne dont l’annuaire ne connaît pas l’adresse. Elle y sera gardée.",
        widget=forms.EmailInput(attrs=_OFF),
    )
    language = forms.ChoiceField(
        label="Lui écrire en",
        required=False,
        initial=FRENCH,
        help_text="Dès le premier message, et sur la page de réponse.",
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            workspace,
            allow_new=True,
            label="Personne à inviter",
            help_text="Avec ou sans compte. Une personne inconnue de l’annuaire y sera ajoutée.",
        )
        spoken: Any = self.fields["language"]
        spoken.choices = [(code, one["in_french"]) for code, one in languages().items()]
        self.order_fields(["person", "email", "language"])

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or FRENCH

    def clean(self) -> dict[str, Any]:
        """An address typed beside another one, known already, is not dropped in silence."""
        cleaned = super().clean() or self.cleaned_data
        known, typed = getattr(cleaned.get("person"), "email", ""), cleaned.get("email")
        if typed and known and typed.lower() != known.lower():
            self.add_error(
                "email", "L’annuaire connaît une autre adresse : laissez ce champ vide, ou changez sa fiche."
            )
        return cleaned


class DocumentForm(forms.Form):
    """A document: an address or a file, for the whole meeting or for one point."""

    title = forms.CharField(
        label="Intitulé", max_length=200, required=False, widget=forms.TextInput(attrs=_OFF)
    )
    link = forms.URLField(label="Adresse", max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(
        label="Ou un fichier",
        required=False,
        help_text="PDF, image, texte, tableau ou présentation, 10 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPTED}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = AgendaItem.objects.kept().filter(meeting=meeting).in_order()
        self.fields["item"] = forms.ModelChoiceField(
            points, label="Pour le point", required=False, empty_label="Toute la réunion"
        )
        self.order_fields(["title", "link", "file", "item"])

    def clean(self) -> dict[str, Any]:
        """An address or a file, not both."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("link")) == bool(cleaned.get("file")):
            self.add_error("link", "Donnez une adresse ou un fichier.")
        return cleaned


class RepeatForm(forms.Form):
    """How often a meeting comes back, and how many times."""

    weeks = forms.IntegerField(label="Toutes les … semaines", min_value=1, max_value=26, initial=4)
    times = forms.IntegerField(
        label="Combien de réunions ajouter", min_value=1, max_value=12, initial=1,
        help_text="Chacune est un brouillon, avec le même ordre du jour, à la même heure.",
    )  # fmt: skip  # a table reads by its lines
