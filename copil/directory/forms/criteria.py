"""What people ask of structures by the five criteria of the profile."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from copil.algorithms.text import normalise
from copil.core.filters import ListFilter
from copil.directory.models import OrganisationQuerySet, Profile
from copil.directory.rules import bands
from copil.directory.rules import profile as profile_rules
from copil.directory.rules.bands import Band

_TEXTS = {
    "aire": ("current_area", "potential_area"),
    "secteur": ("sector", "branch"),
    "competence": ("jobs", "qualification", "know_how"),
}
_FIGURES = {
    "adherents": ("members_count", bands.MEMBERS),
    "etp": ("fte", bands.FTE),
    "budget": ("budget_amount", bands.BUDGETS),
}
_MOST_VALUES = 20_000
CRITERIA = (*_TEXTS, "age", *_FIGURES, "sans")


def _text(label: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=80, required=False, widget=widget)


def _bands(label: str, of: tuple[Band, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=bands.choices(of), required=False)


class CriteriaFilter(ListFilter):
    """The five criteria: territory of action, sector, project, weight, skills; and what is not known yet."""

    aire = _text("Aire d’action, actuelle ou possible")
    secteur = _text("Secteur ou branche")
    age = _bands("Âge", bands.AGES)
    adherents = _bands("Adhérents", bands.MEMBERS)
    etp = _bands("Emplois", bands.FTE)
    budget = _bands("Budget annuel", bands.BUDGETS)
    competence = _text("Compétences, métiers")
    sans = forms.ChoiceField(
        label="Sans réponse sur",
        choices=[("", "Indifférent"), *((one.key, one.title) for one in profile_rules.CRITERIA)],
        required=False,
    )

    def narrowed(self, rows: OrganisationQuerySet, asked: dict[str, Any]) -> OrganisationQuerySet:
        """Return the rows that answer to the criteria asked for."""
        condition = Q()
        for name, fields in _TEXTS.items():
            if asked.get(name):
                condition &= _holding(fields, asked[name], rows)
        for name, (field, of) in _FIGURES.items():
            if asked.get(name):
                condition &= _inside(f"profile__{field}", bands.find(of, asked[name]))
        if asked.get("age"):
            years = bands.of_years(bands.find(bands.AGES, asked["age"]), year=timezone.localdate().year)
            condition &= _inside("profile__founded_year", years)
        if asked.get("sans"):
            condition &= _unknown(asked["sans"])
        return rows.filter(condition) if condition else rows


def _inside(path: str, band: Band) -> Q:
    condition = Q(**{f"{path}__isnull": False})
    if band.least is not None:
        condition &= Q(**{f"{path}__gte": band.least})
    if band.below is not None:
        condition &= Q(**{f"{path}__lt": band.below})
    return condition


def _unknown(key: str) -> Q:
    """Return the condition « no answer at all under this criterion »."""
    criterion = next(one for one in profile_rules.CRITERIA if one.key == key)
    condition = Q()
    for field in criterion.fields:
        empty = {"isnull": True} if field in profile_rules.FIGURES else {"exact": ""}
        (lookup, value), *_ = empty.items()
        condition &= Q(**{f"profile__{field}__{lookup}": value})
    return Q(profile=None) | condition


def _holding(fields: tuple[str, ...], typed: str, rows: OrganisationQuerySet) -> Q:
    """Return the condition « one of these texts holds every word typed », accents and plurals aside.

    The texts that differ are few beside the structures: they are read and compared here, so that both
    databases find the same (one query).
    """
    words = normalise.words(typed)
    if not words:
        return Q()
    profiles = Profile.objects.filter(workspace__in=rows.values("workspace"))
    known = profiles.values_list(*fields).distinct()[:_MOST_VALUES]
    texts = {text for row in known for text in row if text and _holds(text, words)}
    condition = Q(pk__in=[])
    for field in fields:
        condition |= Q(**{f"profile__{field}__in": sorted(texts)})
    return condition


def _holds(text: str, words: list[str]) -> bool:
    """Tell whether each word, or its beginning, or another form of it, is in a text."""
    there = normalise.words(text)
    stems = {normalise.stem(word) for word in there}
    return all(
        normalise.stem(word) in stems or any(other.startswith(word) for other in there) for word in words
    )
