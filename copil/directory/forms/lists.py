"""Forms of lists: the name of a filter to keep, the change to make to many organisations."""

from typing import Any

from django import forms

from copil.directory.enums import BulkOperation, Kind


class SavedFilterForm(forms.Form):
    """The name of a filter, and whether the others see it."""

    name = forms.CharField(
        label="Nom du filtre",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Donnez un nom au filtre pour le retrouver."},
    )
    is_shared = forms.BooleanField(
        label="Partager avec l’espace",
        required=False,
        help_text="Les autres membres le verront dans leur liste, sans pouvoir le modifier.",
    )

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    @property
    def shared(self) -> bool:
        """Whether the filter is to be shared."""
        return bool(self.cleaned_data.get("is_shared"))


class BulkForm(forms.Form):
    """What to do to the organisations chosen."""

    operation = forms.ChoiceField(
        label="Que faire ?",
        choices=BulkOperation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qu’il faut faire."},
    )
    kind = forms.ChoiceField(
        label="Nature",
        choices=[("", "Choisir"), *Kind.choices],
        required=False,
        help_text="Pour changer la nature.",
    )
    text = forms.CharField(
        label="Valeur",
        max_length=150,
        required=False,
        help_text="Pour le secteur, la branche ou le savoir-faire.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        operation = cleaned.get("operation")
        if operation == BulkOperation.KIND and not cleaned.get("kind"):
            self.add_error("kind", "Choisissez la nature à donner.")
        elif operation not in (None, BulkOperation.ARCHIVE, BulkOperation.KIND) and not cleaned.get("text"):
            self.add_error("text", "Donnez la valeur à noter.")
        return cleaned

    @property
    def value(self) -> str:
        """The value for the operation chosen."""
        name = "kind" if self.cleaned_data["operation"] == BulkOperation.KIND else "text"
        return str(self.cleaned_data[name])
