"""Forms of notifications."""

import datetime as dt
from typing import Any

from django import forms

from copil.core.typography import DAYS
from copil.notifications.catalogue import Kind, kinds
from copil.notifications.enums import Pace
from copil.notifications.models import NotificationQuerySet

_READ = [("", "Toutes"), ("non-lues", "Non lues"), ("lues", "Lues")]
_HOURS = [(hour, f"{hour} h") for hour in range(5, 22)]
_DAYS = list(enumerate(DAYS))


class NewsFilter(forms.Form):
    """What to show in the list."""

    etat = forms.ChoiceField(label="État", choices=_READ, required=False)
    sujet = forms.ChoiceField(label="Sujet", required=False)
    du = forms.DateField(label="Depuis le", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        families = dict.fromkeys(kind.family for kind in kinds().values())
        self.fields["sujet"] = forms.ChoiceField(
            label="Sujet", required=False, choices=[("", "Tous"), *((one, one) for one in families)]
        )

    @property
    def narrows(self) -> bool:
        """Tell whether something is filtered."""
        return any(self.data.get(name) for name in self.fields)

    def filter(self, rows: NotificationQuerySet) -> NotificationQuerySet:
        """Return the news asked for; a value that makes no sense filters nothing."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("etat"):
            rows = rows.filter(read_at__isnull=asked["etat"] == "non-lues")
        if asked.get("sujet"):
            rows = rows.filter(kind__in=[one.key for one in kinds().values() if one.family == asked["sujet"]])
        since: dt.date | None = asked.get("du")
        return rows.filter(created_at__date__gte=since) if since else rows


class PreferencesForm(forms.Form):
    """The pace of each kind of news, and when the digests leave."""

    hour = forms.TypedChoiceField(label="Heure des résumés", choices=_HOURS, coerce=int)
    weekday = forms.TypedChoiceField(label="Jour du résumé de la semaine", choices=_DAYS, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = [kind for kind in kinds().values() if kind.mutable and kind.key != "account.invitation"]
        for kind in self.shown:
            self.fields[self.name_of(kind)] = forms.ChoiceField(
                label=kind.title, choices=Pace.choices, initial=kind.pace
            )

    @staticmethod
    def name_of(kind: Kind) -> str:
        return kind.key.replace(".", "-")

    @property
    def families(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of the kinds under the heading of their family."""
        found: dict[str, list[forms.BoundField]] = {}
        for kind in self.shown:
            found.setdefault(kind.family, []).append(self[self.name_of(kind)])
        return list(found.items())

    def paces(self) -> dict[str, Pace]:
        """Return the pace chosen for each kind."""
        return {kind.key: Pace(self.cleaned_data[self.name_of(kind)]) for kind in self.shown}
