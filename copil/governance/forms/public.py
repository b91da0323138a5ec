"""The lines of a public page: shown or not, in whose words."""

from collections.abc import Sequence
from typing import Any

from django import forms

from copil.governance.public_page import FRENCH, Choice

_LONGEST = 4_000


class PublicPageForm(forms.Form):
    """The title of the page and its lines, in one language."""

    title = forms.CharField(label="Titre de la page", max_length=200)

    def __init__(
        self, *args: Any, language: str, title: str, choices: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = title
        self.fields["title"].required = language == FRENCH
        self.choices = list(choices)
        for one in self.choices:
            key = one.line.key
            self.fields[f"shown_{key}"] = forms.BooleanField(
                label=f"Montrer « {one.label} »", required=False, initial=one.shown
            )
            self.fields[f"text_{key}"] = forms.CharField(
                label=f"Texte pour « {one.label} »",
                required=False,
                max_length=_LONGEST,
                initial=one.text,
                widget=forms.Textarea(attrs={"rows": 2, "maxlength": _LONGEST, "lang": language}),
            )

    def rows(self) -> list[tuple[Choice, forms.BoundField, forms.BoundField]]:
        """Return each line with its two fields."""
        return [(one, self[f"shown_{one.line.key}"], self[f"text_{one.line.key}"]) for one in self.choices]

    def clean(self) -> dict[str, Any]:
        """A line that is shown says something."""
        cleaned = super().clean() or self.cleaned_data
        for one in self.choices:
            key = one.line.key
            if cleaned.get(f"shown_{key}") and not (cleaned.get(f"text_{key}") or one.proposed):
                self.add_error(f"text_{key}", "Écrivez ce que cette ligne doit dire, ou ne la montrez pas.")
        if any(cleaned.get(f"shown_{one.line.key}") for one in self.choices) and not cleaned.get("title"):
            self.add_error("title", "Donnez un titre à la page dans cette langue.")
        return cleaned

    def lines(self) -> dict[str, dict[str, Any]]:
        """Return what was chosen for each line."""
        return {
            one.line.key: {
                "shown": self.cleaned_data[f"shown_{one.line.key}"],
                "text": self.cleaned_data[f"text_{one.line.key}"],
            }
            for one in self.choices
        }
