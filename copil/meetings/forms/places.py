"""What a place, a room and a booking are, and what people ask of their lists."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.forms.profile import AmountField
from copil.identity.models import Workspace
from copil.meetings.enums import Access, Equipment, Layout
from copil.meetings.forms.meetings import DATE, TIME
from copil.meetings.models import Booking, Meeting, Place, PlaceQuerySet, Room, RoomQuerySet
from copil.territories import fields as territory_fields
from copil.territories.fields import CommuneField

_OFF = {"autocomplete": "off"}
_LONGEST = 2_000


class RoomFilter(ListFilter):
    """What people ask of the list of rooms: size, set-up, equipment, access, commune."""

    NEUTRAL = frozenset({"vue"})

    q = forms.CharField(
        label="Lieu, salle ou commune",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    personnes = forms.IntegerField(label="Personnes", required=False, min_value=1, max_value=5000)
    disposition = forms.ChoiceField(
        label="Disposition", choices=[("", "Toutes"), *Layout.choices], required=False
    )
    equipement = forms.ChoiceField(
        label="Équipement", choices=[("", "Tous"), *Equipment.choices], required=False
    )
    acces = forms.ChoiceField(
        label="Accès en fauteuil",
        choices=[("", "Tous"), *((value, label) for value, label in Access.choices if value)],
        required=False,
    )
    vue = forms.ChoiceField(choices=[("", ""), ("archives", "")], required=False, widget=forms.HiddenInput)

    def filter(self, rows: PlaceQuerySet, rooms: RoomQuerySet) -> PlaceQuerySet:
        """Return the places asked for: those that have such a room when something is asked of rooms."""
        asked = self.asked
        for word in name_key(asked.get("q") or "").split():
            rows = rows.filter(
                Q(name_key__contains=word)
                | Q(commune__name_key__contains=word)
                | Q(pk__in=rooms.filter(name_key__contains=word).values("place"))
            )
        if asked.get("acces"):
            rows = rows.filter(access=asked["acces"])
        if any(asked.get(name) for name in ("personnes", "disposition", "equipement")):
            rows = rows.filter(pk__in=self.rooms(rooms).values("place"))
        return rows.in_order()

    def rooms(self, rows: RoomQuerySet) -> RoomQuerySet:
        """Return the rooms large enough, set up and equipped as asked."""
        asked = self.asked
        if asked.get("personnes") or asked.get("disposition"):
            rows = rows.holding(asked.get("personnes") or 1, layout=asked.get("disposition") or "")
        if asked.get("equipement"):
            rows = rows.with_equipment(asked["equipement"])
        return rows


class PlaceForm(forms.ModelForm[Place]):
    """A building: where it is, who gets in, whom to ring."""

    commune = CommuneField(label="Commune", required=False)

    class Meta:
        model = Place
        fields = ["name", "address", "access", "access_details", "transport", "opening", "notes"]
        labels = {"access": "Accès en fauteuil"}
        help_texts = {
            "name": "Celui que les gens connaissent : la salle des fêtes, la médiathèque.",
            "transport": "Lignes, arrêt, parking, garage à vélos.",
            "opening": "Qui a les clés, jusqu’à quelle heure.",
            "access_details": "Entrée, ascenseur, toilettes, boucle magnétique.",
        }
        widgets = {
            "name": forms.TextInput(attrs=_OFF),
            "address": forms.TextInput(attrs=_OFF),
            "access": forms.RadioSelect,
            "notes": forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST}),
        }

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = None if self.instance._state.adding else self.instance
        self.fields["owner"] = OrganisationField(
            workspace, label="À qui il est", required=False, initial=stored.owner if stored else None
        )
        self.fields["contact"] = PersonField(
            workspace, label="Qui contacter", required=False, initial=stored.contact if stored else None
        )
        if stored is not None:
            self.fields["commune"].initial = stored.commune
        territory_fields.connect(self, workspace=workspace)
        self.order_fields(["name", "address", "commune", "access", "access_details", "transport", "opening"])

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class RoomForm(forms.ModelForm[Room]):
    """A room: how many people it holds in each set-up, what it offers."""

    equipment = forms.MultipleChoiceField(
        label="Équipement", choices=Equipment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    cost = AmountField(
        label="Coût d’une occupation, en euros",
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Zéro si elle est prêtée.",
    )

    class Meta:
        model = Room
        fields = ["name", *(str(one.value) for one in Layout), "equipment", "cost", "notes"]
        labels = {one.value: f"Personnes, {one.label[:1].lower()}{one.label[1:]}" for one in Layout} | {
            "u_shape": "Personnes, en U"
        }
        widgets = {"name": forms.TextInput(attrs=_OFF)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["equipment"] = self.instance.equipment.split()

    def clean_equipment(self) -> str:
        held = self.cleaned_data["equipment"]
        return f" {' '.join(held)} " if held else ""

    def clean(self) -> dict[str, Any]:
        """A room holds somebody in one set-up at least."""
        cleaned = super().clean() or self.cleaned_data
        sizes = [cleaned.get(one.value) for one in Layout]
        if not any(sizes) and not any(one.value in self.errors for one in Layout):
            self.add_error(
                "theatre", "Dites combien de personnes elle accueille, dans une disposition au moins."
            )
        return cleaned


class FinderForm(forms.Form):
    """When a room is wanted, and for how many."""

    jour = forms.DateField(label="Jour", widget=DATE)
    debut = forms.TimeField(label="De", widget=TIME)
    fin = forms.TimeField(label="À", widget=TIME)
    personnes = forms.IntegerField(label="Personnes", min_value=1, max_value=5000, required=False)
    disposition = forms.ChoiceField(
        label="Disposition", choices=[("", "Toutes"), *Layout.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning; past midnight it is the next day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("debut") and cleaned.get("debut") == cleaned.get("fin"):
            self.add_error("fin", "La fin vient après le début.")
        return cleaned

    @property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """Return the two instants asked for."""
        return span(self.cleaned_data["jour"], self.cleaned_data["debut"], self.cleaned_data["fin"])


class BookingForm(forms.ModelForm[Booking]):
    """The hours and the use of a room for a meeting."""

    jour = forms.DateField(label="Jour", widget=DATE)
    debut = forms.TimeField(label="De", widget=TIME)
    fin = forms.TimeField(
        label="À", widget=TIME, help_text="Une heure plus petite que le début est celle du lendemain."
    )

    cost = AmountField(label="Coût, en euros", max_digits=12, decimal_places=2, min_value=0, required=False)

    class Meta:
        model = Booking
        fields = ["use", "layout", "people", "setup", "tidy", "cost", "notes"]
        labels = {"setup": "Installation, en minutes", "tidy": "Rangement, en minutes"}
        help_texts = {
            "use": "Plénière, groupe 1, repas, accueil.",
            "setup": "La salle est tenue dès ce moment.",
        }
        widgets = {
            "use": forms.TextInput(attrs=_OFF),
            "setup": forms.NumberInput(attrs={"min": 0, "max": 1440, "step": 15}),
            "tidy": forms.NumberInput(attrs={"min": 0, "max": 1440, "step": 15}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one = self.instance
        if not one._state.adding:
            self.initial = {**self.initial, **hours(one.starts_at, one.ends_at)}
        self.fields["layout"].choices = [("", "À préciser"), *Layout.choices]  # type: ignore[attr-defined]  # a choice
        self.order_fields(["use", "jour", "debut", "fin", "setup", "tidy", "layout", "people"])

    def clean(self) -> dict[str, Any]:
        """A room is held for some time, a day at most before and after."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("debut") and cleaned.get("debut") == cleaned.get("fin"):
            self.add_error("fin", "La fin vient après le début.")
        for name in ("setup", "tidy"):
            if (cleaned.get(name) or 0) > 1440:
                self.add_error(name, "Un jour au plus : 1 440 minutes.")
        day = cleaned.get("jour")
        if day and not 1900 <= day.year <= 2200:
            self.add_error("jour", "Vérifiez l’année.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what the booking holds, its instants made of the day and the hours."""
        values = dict(self.cleaned_data)
        begins, ends = span(values.pop("jour"), values.pop("debut"), values.pop("fin"))
        return {**values, "starts_at": begins, "ends_at": ends}


def span(day: dt.date, begins: dt.time, ends: dt.time) -> tuple[dt.datetime, dt.datetime]:
    """Return two instants of a day, the second on the next day when its hour is smaller."""
    last = day + dt.timedelta(days=ends <= begins)
    return (
        timezone.make_aware(dt.datetime.combine(day, begins)),
        timezone.make_aware(dt.datetime.combine(last, ends)),
    )


def hours(begins: dt.datetime, ends: dt.datetime) -> dict[str, Any]:
    """Return two instants as the fields of a form."""
    first, last = timezone.localtime(begins), timezone.localtime(ends)
    return {"jour": first.date(), "debut": first.time(), "fin": last.time()}


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """Return the hours of a meeting as the fields of a form; nothing without a date."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return {}
    return hours(meeting.starts_at, meeting.ends_at)
