"""Something that exists already, and what the initiative does with it."""

from typing import Any

from django import forms

from copil.directory.fields import OrganisationField
from copil.files import uploads
from copil.identity.models import Workspace
from copil.initiatives.enums import Fate
from copil.initiatives.models import ExistingItem


class AttachForm(forms.Form):
    """A file to keep beside what exists."""

    file = forms.FileField(
        label="Fichier",
        help_text="PDF, image, texte, tableau ou présentation, 10 Mo au plus. Il est lu par "
        "les personnes qui voient la démarche.",
        widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPTED}),
    )


class ExistingForm(forms.ModelForm[ExistingItem]):
    """A body, a tool, a plan or a procedure."""

    link = forms.URLField(
        label="Adresse",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Où on le trouve, s’il est en ligne.",
    )

    class Meta:
        model = ExistingItem
        fields = ["kind", "name", "since", "link", "fate", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3, "maxlength": 2_000}), "fate": forms.RadioSelect}
        help_texts = {
            "name": "Comme on l’appelle ici : comité, tableau de suivi, contrat de ville…",
            "since": "Une année, une date, ou « depuis toujours ».",
            "reason": "Demandé dès que vous dites ce que la démarche en fait.",
        }

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ExistingItem._meta.get_field("kind").choices  # type: ignore[attr-defined]  # a choice among texts
        self.fields["fate"].choices = [("", "À décider"), *Fate.choices]  # type: ignore[attr-defined]  # a choice among texts
        self.fields["owner"] = OrganisationField(
            workspace,
            label="Tenu par",
            required=False,
            initial=self.instance.owner,
            help_text="Une organisation de l’annuaire.",
        )
        self.order_fields(["kind", "name", "owner", "since", "link", "fate", "reason"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("fate") and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", "Expliquez en une phrase ce que la démarche en fait.")
        return cleaned
