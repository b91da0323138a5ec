"""Forms of diagnostics and of themes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.directory.fields import OrganisationField, PersonField
from copil.identity.models import OwnedQuerySet, Workspace
from copil.needs import rules
from copil.needs.forms.fields import PastDateField
from copil.needs.models import Diagnostic, Theme, ThemeQuerySet

_LONGEST_SUMMARY = 20_000


class DiagnosticFilter(forms.Form):
    """What people ask of the list of diagnostics."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"] = OrganisationField(workspace, label="Structure", required=False)

    def filter(self, rows: OwnedQuerySet) -> OwnedQuerySet:
        """Return the diagnostics asked for, the latest first."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("structure"):
            rows = rows.filter(organisation=asked["structure"])
        return rows.order_by("-date", "-pk")


class DiagnosticForm(forms.ModelForm[Diagnostic]):
    """A diagnostic, and the needs that come out of it, one a line."""

    date = PastDateField(label="Date")
    texts = forms.CharField(
        label="Les besoins entendus",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Un besoin par ligne, avec les mots de la structure.",
    )

    class Meta:
        model = Diagnostic
        fields = ["kind", "date", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST_SUMMARY})}

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = not self.instance._state.adding
        if not known:
            self.fields["organisation"] = OrganisationField(workspace, label="Structure")
        else:
            self.fields["texts"].label = "D’autres besoins entendus"
        self.fields["led_by"] = PersonField(
            workspace,
            allow_new=True,
            required=False,
            label="Mené par",
            initial=self.instance.led_by if known else None,
            help_text="Une personne inconnue de l’annuaire y sera ajoutée.",
        )
        self.order_fields(["organisation", "kind", "date", "led_by", "summary", "texts"])

    def clean_texts(self) -> list[str]:
        lines = rules.lines_of(self.cleaned_data["texts"])
        if len(lines) > rules.MOST_LINES:
            raise ValidationError(
                f"Il y a {len(lines)} lignes : notez {rules.MOST_LINES} besoins à la fois au plus."
            )
        long = next((number for number, line in enumerate(lines, 1) if len(line) > rules.LONGEST_NEED), None)
        if long is not None:
            raise ValidationError(
                f"La ligne {long} dépasse {rules.LONGEST_NEED} caractères : est-ce un seul besoin ?"
            )
        return lines

    def clean_summary(self) -> str:
        summary: str = self.cleaned_data["summary"]
        if len(summary) > _LONGEST_SUMMARY:
            raise ValidationError(f"Gardez ce texte sous {_LONGEST_SUMMARY} caractères.")
        return summary


class ThemeForm(forms.ModelForm[Theme]):
    """A theme and the code it has elsewhere."""

    class Meta:
        model = Theme
        fields = ["label", "code"]
        help_texts = {"code": "Celui de vos fichiers ou d’une autre application, s’il y en a un."}


class NewThemeForm(ThemeForm):
    """The same, with the heading it goes under."""

    def __init__(self, *args: Any, headings: ThemeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ModelChoiceField(
            queryset=headings, required=False, label="Sous le thème", empty_label="Aucun : premier niveau"
        )
        self.order_fields(["label", "parent", "code"])
