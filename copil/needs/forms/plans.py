"""Form of a line of an accompaniment plan."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.directory.fields import OrganisationField
from copil.directory.models import Organisation
from copil.identity.models import Workspace
from copil.needs.models import Need, PlanLine

_LONGEST = 4_000


class PlanLineForm(forms.ModelForm[PlanLine]):
    """An action done with a structure."""

    class Meta:
        model = PlanLine
        fields = ["title", "kind", "state", "starts_on", "ends_on", "detail"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST})}
        help_texts = {"title": "Par exemple : diagnostic financier, deux journées."}

    def __init__(self, *args: Any, workspace: Workspace, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance if not self.instance._state.adding else None
        self.fields["led_by"] = OrganisationField(
            workspace,
            label="Conduite par",
            required=False,
            initial=stored.led_by if stored else None,
            help_text="L’organisation qui la conduit, si elle est connue.",
        )
        needs = Need.objects.in_workspace(workspace).current().filter(organisation=organisation)
        self.fields["need"] = NeedField(
            queryset=needs.recent_first(),
            required=False,
            label="Besoin auquel elle répond",
            empty_label="Aucun en particulier",
            initial=stored.need if stored else None,
        )
        self.order_fields(["title", "kind", "state", "led_by", "starts_on", "ends_on", "need", "detail"])

    def clean_detail(self) -> str:
        detail: str = self.cleaned_data["detail"]
        if len(detail) > _LONGEST:
            raise ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return detail

    def clean(self) -> dict[str, Any]:
        """An action ends after it begins."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "La fin vient avant le début : vérifiez les deux dates.")
        return cleaned


class NeedField(forms.ModelChoiceField[Need]):
    """A need of the structure, cut when it is long."""

    def label_from_instance(self, obj: Need) -> str:
        """Return the words of the need."""
        return obj.text if len(obj.text) <= 90 else f"{obj.text[:90].rsplit(' ', 1)[0]}…"
