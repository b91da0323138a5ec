"""Forms of existing offers and of the check of what exists."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.http import QueryDict

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.fields import OrganisationField
from copil.directory.models import Organisation
from copil.identity.models import Workspace
from copil.needs.enums import Conclusion, OfferKind, OfferRhythm
from copil.needs.forms import found
from copil.needs.forms.fields import ThemeField
from copil.needs.models import Offer, OfferQuerySet
from copil.territories import fields as territory_fields
from copil.territories.fields import TerritoryField
from copil.territories.models import Territory

KIND = "needs.offer"
_OFF = {"autocomplete": "off"}
_LONGEST = 4_000
_ARRIVED = "Une offre s’est ajoutée depuis que vous avez ouvert cette page : relisez la liste."
_EXPLAIN = "Expliquez votre conclusion en une phrase : elle sera relue par d’autres."
_SORTS: dict[str, tuple[Any, ...]] = {
    "intitule": ("title_key", "pk"),
    "recent": ("-created_at", "-pk"),
    "fin": (F("valid_until").asc(nulls_last=True), "title_key", "pk"),
}


class OfferFilter(ListFilter):
    """What people ask of the register of offers."""

    NEUTRAL = frozenset({"tri"})

    q = forms.CharField(
        label="Offre ou opérateur",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    nature = forms.ChoiceField(label="Nature", choices=[("", "Toutes"), *OfferKind.choices], required=False)
    duree = forms.ChoiceField(label="Durée", choices=[("", "Toutes"), *OfferRhythm.choices], required=False)
    etat = forms.ChoiceField(
        label="État",
        choices=[("", "En cours"), ("finies", "Terminées"), ("toutes", "Toutes"), ("archives", "Archivées")],
        required=False,
    )
    lieu = TerritoryField(label="Commune, département…", required=False)
    tri = forms.ChoiceField(
        label="Tri",
        choices=[("", "Par intitulé"), ("recent", "Les dernières notées"), ("fin", "Les premières à finir")],
        required=False,
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        self.fields["theme"] = ThemeField(workspace, empty_label="Tous")
        self.order_fields(["q", "theme", "nature", "duree", "lieu", "etat", "tri"])
        territory_fields.connect(self, workspace=workspace)

    def filter(self, rows: OfferQuerySet, *, today: dt.date) -> OfferQuerySet:
        """Return the offers asked for; those that ended are left out unless asked."""
        asked, state = self.asked, self.asked.get("etat", "")
        rows = rows.filter(archived_at__isnull=state != "archives")
        if state == "finies":
            rows = rows.filter(valid_until__lt=today)
        elif not state:
            rows = rows.valid_on(today)
        if asked.get("q"):
            rows = rows.filter(self._worded(asked["q"]))
        if asked.get("theme"):
            rows = rows.filter(Q(theme=asked["theme"]) | Q(theme__parent=asked["theme"]))
        if asked.get("nature"):
            rows = rows.filter(kind=asked["nature"])
        if asked.get("duree"):
            rows = rows.filter(rhythm=asked["duree"])
        if asked.get("lieu"):
            place = asked["lieu"]
            reaches = Q(territory=None) | Q(territory__in=Territory.objects.around(place))
            rows = rows.filter(reaches | Q(territory__in=Territory.objects.inside(place)))
        return rows.order_by(*_SORTS[asked.get("tri") or "intitule"])

    def _worded(self, typed: str) -> Q:
        held = found.identifiers(workspace=self.workspace, words=typed, kind=KIND)
        named = Organisation.objects.in_workspace(self.workspace).with_words(typed).values("pk")
        archived_too = Q(archived_at__isnull=False, title_key__contains=name_key(typed))
        return Q(pk__in=held) | Q(operator__in=named) | archived_too


class OfferForm(forms.ModelForm[Offer]):
    """An offer or a credit of another operator."""

    class Meta:
        model = Offer
        fields = [
            "title", "kind", "content", "rhythm", "valid_until", "funding_line", "sector", "source",
        ]  # fmt: skip  # a table reads by its lines
        widgets = {
            "content": forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST}),
            "title": forms.TextInput(attrs=_OFF),
        }
        help_texts = {
            "content": "Ce qui est proposé, à qui, à quelles conditions.",
            "valid_until": "Laissez vide si aucune fin n’est prévue.",
            "funding_line": "Par exemple : fonds de développement de la vie associative, volet formation.",
            "source": "Où vous l’avez lu, ou qui vous l’a dit.",
        }

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance if not self.instance._state.adding else None
        self.fields["operator"] = OrganisationField(
            workspace,
            label="Opérateur",
            initial=stored.operator if stored else None,
            help_text="L’organisation qui la propose ou la finance, telle qu’elle est dans l’annuaire.",
        )
        self.fields["theme"] = ThemeField(workspace, initial=stored.theme_id if stored else None)
        self.fields["territory"] = TerritoryField(
            label="Territoire",
            required=False,
            initial=stored.territory if stored else None,
            help_text="Laissez vide si l’offre vaut partout.",
        )
        self.order_fields(
            ["title", "operator", "kind", "content", "rhythm", "valid_until", "territory", "theme", "sector",
             "funding_line", "source"]
        )  # fmt: skip  # a table reads by its lines
        territory_fields.connect(self, workspace=workspace)

    def clean_content(self) -> str:
        content: str = self.cleaned_data["content"]
        if len(content) > _LONGEST:
            raise ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return content


class CheckForm(forms.Form):
    """The conclusion somebody signs in sight of what exists."""

    conclusion = forms.ChoiceField(
        label="Votre conclusion", choices=Conclusion.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Pourquoi",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce que la démarche ajoute, ou ce qui fait double emploi.",
    )

    def __init__(self, *args: Any, existing: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing = existing

    @property
    def seen(self) -> set[str]:
        """The offers that were in sight when the page was opened, and still fit."""
        return set(cast(QueryDict, self.data).getlist("seen")) & self.existing

    def clean(self) -> dict[str, Any]:
        """An offer that arrived in between is read first; a conclusion in sight of offers has a reason."""
        cleaned = super().clean() or self.cleaned_data
        if self.existing - self.seen:
            self.add_error(
                None, "Une offre s’est ajoutée depuis que vous avez ouvert cette page : relisez la liste."
            )
        silent = not cleaned.get("reason", "").strip()
        if silent and (self.existing or cleaned.get("conclusion") != Conclusion.NOTHING):
            self.add_error(
                "reason", "Expliquez votre conclusion en une phrase : elle sera relue par d’autres."
            )
        return cleaned
