"""What a refused field tells: what to do, where Django only says what is wrong."""

import calendar
import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.dates import MONTHS

_DAY = re.compile(r"\s*(?:(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))\s*")
_CHOICES = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField)


def sentences(field: BoundField) -> list[str]:
    """Return the errors of a field as sentences that say what to do.

    A message written for the occasion is kept; those that Django gives to any field are said again, with
    the limit or with what was typed.
    """
    return [_sentence(field, error) for error in field.errors.as_data()]


def _sentence(field: BoundField, error: ValidationError) -> str:
    [own] = error.messages
    say = _SAID.get(error.code or "")
    if say is None or not _is_the_usual(field.field, error):
        return own
    return say(field, error.params or {}) or own


def _is_the_usual(field: forms.Field, error: ValidationError) -> bool:
    """Tell whether nobody chose other words for this error: not the field, its form, nor its validator."""
    code = error.code or ""
    usual = {
        str(messages[code])
        for one in type(field).__mro__
        if code in (messages := getattr(one, "default_error_messages", {}))
        and one.__module__.startswith("django.")
    }
    validators = {
        str(getattr(one, "message", "")) for one in field.validators if getattr(one, "code", "") == code
    }
    return str(error.message) in usual | validators


def _required(field: BoundField, _params: Mapping[str, Any]) -> str:
    if isinstance(field.field, forms.FileField):
        return "Choisissez un fichier."
    if isinstance(field.field, _CHOICES):
        return "Choisissez une réponse."
    if isinstance(field.field, forms.BooleanField):
        return "Cochez cette case pour continuer."
    if isinstance(field.field, forms.DateField):
        return "Indiquez une date."
    return "Remplissez ce champ : il est obligatoire."


def _invalid(field: BoundField, _params: Mapping[str, Any]) -> str:
    kind = field.field
    if isinstance(kind, forms.DateField):
        return _day_sentence(str(field.data or ""))
    if isinstance(kind, forms.EmailField):
        return "Écrivez une adresse complète, comme prenom.nom@exemple.fr."
    if isinstance(kind, forms.IntegerField):  # a decimal number is one too, for Django
        whole = not isinstance(kind, forms.DecimalField | forms.FloatField)
        return "Écrivez un nombre entier, sans lettre." if whole else "Écrivez un nombre, comme 1250,50."
    if isinstance(kind, forms.URLField):
        return "Écrivez l’adresse complète du site, comme https://exemple.fr."
    return ""


def _day_sentence(typed: str) -> str:
    """Say why a day does not exist, or how to write one."""
    if found := _DAY.fullmatch(typed):
        parts = found.groups()
        day, month, year = (int(part) for part in (parts[:3] if parts[0] else reversed(parts[3:])))
        if not 1 <= month <= 12:
            return f"Cette date n’existe pas : il n’y a pas de mois {month}."
        if year and day > (last := calendar.monthrange(year, month)[1]):
            return f"Cette date n’existe pas : {MONTHS[month]} {year} a {last} jours."
    return "Écrivez la date avec le jour, le mois et l’année, comme 24/11/2026."


def _too_long(_field: BoundField, params: Mapping[str, Any]) -> str:
    over = int(params["show_value"]) - int(params["limit_value"])
    plural = "s" if over > 1 else ""
    return f"Raccourcissez de {over} caractère{plural} : {params['limit_value']} au plus."


def _too_short(_field: BoundField, params: Mapping[str, Any]) -> str:
    return f"Écrivez au moins {params['limit_value']} caractères."


def _unknown_choice(_field: BoundField, _params: Mapping[str, Any]) -> str:
    return "Choisissez une des réponses proposées : celle-ci n’en fait plus partie."


_SAID: Mapping[str, Callable[[BoundField, Mapping[str, Any]], str]] = {
    "required": _required,
    "invalid": _invalid,
    "max_length": _too_long,
    "min_length": _too_short,
    "invalid_choice": _unknown_choice,
    "invalid_pk_value": _unknown_choice,
    "max_value": lambda _field, params: f"Indiquez {params['limit_value']} au plus.",
    "min_value": lambda _field, params: f"Indiquez {params['limit_value']} au moins.",
    "null_characters_not_allowed": lambda _field, _params: "Enlevez le caractère illisible, puis renvoyez.",
}
