"""The presentation sheet: what is typed, what is kept."""

from collections.abc import Mapping

from django import forms
from django.core.validators import MinValueValidator
from django.http import QueryDict

from copil.documents import writers
from copil.initiatives import guide_data
from copil.initiatives.enums import Typology
from copil.initiatives.models import PresentationSheet
from copil.initiatives.proposals import Proposal

ARCHIVED_FORMATS = ("pdf", "docx", "odt")
_KINDS = "has_information has_training has_collective_support has_individual_support".split()
_SECTIONS = (
    ("Action réalisée", ["typology", *_KINDS, *"days duration rhythm themes contents".split()]),
    (
        "Moyens mobilisés",
        "coordination intervening_system partnership cost cost_borne_by logistics".split(),
    ),
    (
        "Structures bénéficiaires",
        "beneficiaries_count beneficiaries_sector beneficiaries_territory beneficiaries".split(),
    ),
    ("Premiers résultats", ["results"]),
)


class PresentationForm(forms.ModelForm[PresentationSheet]):
    """What the presentation sheet says that no other screen holds.

    ``proposals`` fills what is empty with what is known elsewhere, each with its reason: sending the form
    keeps them, as corrected by the person.
    """

    class Meta:
        model = PresentationSheet
        fields = [name for _, names in _SECTIONS for name in names]
        help_texts = {
            "duration": "Par exemple : de février à juin.",
            "rhythm": "Par exemple : une journée toutes les trois semaines.",
            "coordination": "Qui anime, combien de jours, à quel rythme.",
            "intervening_system": "Prestataires et partenaires qui interviennent : noms, nombre, missions.",
            "partnership": "Pour chaque partenaire : nom, secteur, missions, territoire.",
            "cost": "En euros, prestations extérieures comprises.",
            "logistics": "Salles, déplacements, communication, temps donné par chacun.",
        }

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        instance: PresentationSheet,
        proposals: Mapping[str, Proposal] | None = None,
    ) -> None:
        self.proposals = proposals or {}
        initial = {name: one.value for name, one in self.proposals.items() if one.fills}
        super().__init__(data, instance=instance, initial=initial)
        for name, one in self.proposals.items():
            self.fields[name].help_text = one.reason
        for name in ("days", "cost"):
            self.fields[name].validators.append(MinValueValidator(0))
            self.fields[name].widget.attrs["min"] = 0
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        for name in _KINDS:
            self.fields[name].widget.attrs["class"] = "form-check-input"
        self.fields["typology"].choices = [("", "À préciser"), *Typology.choices]  # type: ignore[attr-defined]  # a choice among texts
        themes = ", ".join(
            one.label.lower() for one in guide_data.reference_lists()["content_themes"].entries
        )
        self.fields["themes"].help_text = f"Par exemple : {themes}."

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by part of the sheet; the kinds of intervention are apart (``kinds``)."""
        return [(title, [self[name] for name in names if name not in _KINDS]) for title, names in _SECTIONS]

    def kinds(self) -> list[forms.BoundField]:
        """Return the boxes of the kinds of intervention."""
        return [self[name] for name in _KINDS]

    def changed_from(self, stored: PresentationSheet) -> list[str]:
        """Return the fields whose value is not the stored one: a proposal left as it is counts."""
        return [name for name in self.fields if self.cleaned_data[name] != getattr(stored, name)]


class ArchiveForm(forms.Form):
    """The formats in which the sheet of the day is kept."""

    formats = forms.MultipleChoiceField(
        label="Formats à garder",
        choices=[(one.key, one.label) for one in writers.FORMATS.values()],
        initial=ARCHIVED_FORMATS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un format à garder."},
    )
