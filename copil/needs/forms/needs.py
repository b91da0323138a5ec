"""Forms of needs: the filters of the list, a need with its first origin, an origin, a confirmation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from copil.core import typography
from copil.core.filters import ListFilter
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.models import Organisation
from copil.identity.models import Workspace
from copil.needs import rules
from copil.needs.actions.needs import Heard
from copil.needs.enums import OriginKind
from copil.needs.forms import found
from copil.needs.forms.fields import PastDateField, ThemeField
from copil.needs.models import Diagnostic, Need, NeedOrigin, NeedQuerySet
from copil.territories import fields as territory_fields
from copil.territories.fields import TerritoryField

_OFF = {"autocomplete": "off"}
KIND = "needs.need"
_YES_NO = {"oui": True, "non": False}


class NeedFilter(ListFilter):
    """What people ask of the list of needs."""

    q = forms.CharField(
        label="Mots du besoin ou nom de la structure",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    origine = forms.ChoiceField(
        label="Origine", choices=[("", "Toutes"), *OriginKind.choices], required=False
    )
    confirme = forms.ChoiceField(
        label="Confirmation",
        choices=[("", "Tous"), ("oui", "Confirmés"), ("non", "À confirmer")],
        required=False,
    )
    partage = forms.ChoiceField(
        label="Rapprochement",
        choices=[("", "Tous"), ("oui", "Partagés"), ("non", "Pas encore rapprochés")],
        required=False,
    )
    lieu = TerritoryField(label="Commune, département…", required=False)
    etat = forms.ChoiceField(
        choices=[("", "Actifs"), ("archives", "Archivés")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        self.fields["theme"] = ThemeField(workspace, empty_label="Tous")
        self.fields["structure"] = OrganisationField(workspace, label="Structure", required=False)
        self.order_fields(["q", "structure", "theme", "origine", "confirme", "partage", "lieu", "etat"])
        territory_fields.connect(self, workspace=workspace)

    def filter(self, rows: NeedQuerySet) -> NeedQuerySet:
        """Return the needs asked for, the latest first."""
        asked = self.asked
        rows = rows.filter(archived_at__isnull=asked.get("etat") != "archives").with_confirmation()
        if asked.get("q"):
            rows = rows.filter(self._worded(asked["q"]))
        if asked.get("structure"):
            rows = rows.filter(organisation=asked["structure"])
        if asked.get("theme"):
            rows = rows.filter(Q(theme=asked["theme"]) | Q(theme__parent=asked["theme"]))
        if asked.get("origine"):
            heard = NeedOrigin.objects.filter(kind=asked["origine"], archived_at=None)
            rows = rows.filter(pk__in=heard.values("need"))
        if asked.get("confirme"):
            rows = rows.filter(confirmed=_YES_NO[asked["confirme"]])
        if asked.get("partage"):
            rows = rows.filter(shared_need__isnull=not _YES_NO[asked["partage"]])
        if asked.get("lieu"):
            here = Organisation.objects.in_workspace(self.workspace).located_in(asked["lieu"])
            rows = rows.filter(organisation__in=here.values("pk"))
        return rows.recent_first()

    def _worded(self, typed: str) -> Q:
        """The words are in the need, or name its structure."""
        held = found.identifiers(workspace=self.workspace, words=typed, kind=KIND)
        named = Organisation.objects.in_workspace(self.workspace).with_words(typed).values("pk")
        archived_too = Q(archived_at__isnull=False, text__icontains=typed)
        return Q(pk__in=held) | Q(organisation__in=named) | archived_too


class OriginForm(forms.Form):
    """Where a need was heard; a diagnostic can be named once the structure is known."""

    own_fields: tuple[str, ...] = ()
    kind = forms.ChoiceField(label="D’où vient ce besoin", choices=OriginKind.choices)
    date = PastDateField(label="Date", required=False, help_text="Le jour où vous l’avez entendu ou lu.")
    document = forms.CharField(
        label="Document",
        max_length=300,
        required=False,
        help_text="Compte rendu, courriel, étude, page… ce qui permettra de le retrouver.",
        widget=forms.TextInput(attrs=_OFF),
    )

    def __init__(
        self, *args: Any, workspace: Workspace, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            workspace,
            allow_new=True,
            required=False,
            label="Qui l’a dit, ou noté",
            help_text="Une personne inconnue de l’annuaire y sera ajoutée.",
        )
        if organisation is not None:
            rows = Diagnostic.objects.in_workspace(workspace).current().filter(organisation=organisation)
            self.fields["diagnostic"] = DiagnosticField(
                queryset=rows.order_by("-date", "pk"),
                required=False,
                label="Diagnostic",
                empty_label="Aucun, ou pas encore noté",
            )
        self.order_fields([*self.own_fields, "kind", "date", "person", "diagnostic", "document"])

    def clean(self) -> dict[str, Any]:
        """A need heard in a diagnostic comes from a diagnostic, on its day unless another is given."""
        cleaned = super().clean() or self.cleaned_data
        diagnostic: Diagnostic | None = cleaned.get("diagnostic")
        if diagnostic is not None and cleaned.get("kind") != OriginKind.DIAGNOSTIC:
            self.add_error("diagnostic", "Ce choix ne va qu’avec l’origine « Diagnostic d’une structure ».")
        if diagnostic is not None and not cleaned.get("date"):
            cleaned["date"] = diagnostic.date
        return cleaned

    @property
    def heard(self) -> Heard:
        """What the valid form says."""
        names = ("kind", "date", "person", "diagnostic", "document")
        return Heard(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class DiagnosticField(forms.ModelChoiceField[Diagnostic]):
    """A diagnostic of a structure, named by its day."""

    def label_from_instance(self, obj: Diagnostic) -> str:
        """Return « Diagnostic de structure, 3 juin 2026 »."""
        return f"{obj.get_kind_display()}, {typography.day(obj.date, 'medium')}"


class NeedForm(OriginForm):
    """A need of a structure, with the first origin it was heard from."""

    own_fields = ("organisation", "text", "theme")
    twin: Need | None = None
    """The need of the structure already noted in the same words, once the form is refused for it."""

    text = forms.CharField(
        label="Le besoin, avec les mots de la structure",
        max_length=rules.LONGEST_NEED,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase, telle que vous l’avez entendue. Un besoin à la fois.",
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, workspace=workspace, **kwargs)
        self.fields["organisation"] = OrganisationField(
            workspace, label="Structure", initial=kwargs.get("organisation")
        )
        self.fields["theme"] = ThemeField(workspace)
        self.order_fields([*self.own_fields, "kind", "date", "person", "diagnostic", "document"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        diagnostic, organisation = cleaned.get("diagnostic"), cleaned.get("organisation")
        if diagnostic and organisation and diagnostic.organisation_id != organisation.pk:
            self.add_error("diagnostic", "Ce diagnostic est celui d’une autre structure.")
        return cleaned


class NeedEditForm(forms.ModelForm[Need]):
    """The words of a need, its theme, its structure."""

    class Meta:
        model = Need
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": rules.LONGEST_NEED})}

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationField(
            workspace, label="Structure", initial=self.instance.organisation
        )
        self.fields["theme"] = ThemeField(workspace, initial=self.instance.theme_id)
        self.order_fields(["organisation", "text", "theme"])

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > rules.LONGEST_NEED:
            raise ValidationError(f"Gardez un besoin sous {rules.LONGEST_NEED} caractères.")
        return text


class ConfirmForm(forms.Form):
    """The day when the structure said that this is indeed its need."""

    on = PastDateField(label="Le")

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            workspace,
            allow_new=True,
            required=False,
            label="Qui l’a confirmé",
            help_text="Une personne inconnue de l’annuaire y sera ajoutée.",
        )
