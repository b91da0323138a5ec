"""The page shown to the second of two people who saved the same thing: both texts, and nothing lost."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from copil.core import typography


@dataclasses.dataclass(frozen=True)
class Difference:
    """A field on which the two versions differ: what was typed (the field) and what is stored, in words."""

    field: BoundField
    stored: str


def conflict_response(
    request: HttpRequest,
    *,
    form: forms.BaseForm,
    stored: object,
    back: str,
    who: str = "",
    action: str = "",
) -> HttpResponse:
    """Answer 409 with the two versions side by side.

    ``form`` is the bound form refused, ``stored`` the object as it is now (freshly read), ``back`` the
    address of its page or form, ``who`` the person who saved first when that is known. Sending the page
    again goes to the same address (or to ``action``) with the current version, so the same view saves it.
    """
    differences, _ = compare(form, stored)
    shown = {difference.field.html_name for difference in differences}
    # A control made of a text and of a hidden key sends both (``name`` and ``name_key``).
    names = shown | {f"{name}_key" for name in shown} | {"version", "csrfmiddlewaretoken"}
    context = {
        "differences": differences,
        "others": [
            (key, value) for key in request.POST if key not in names for value in request.POST.getlist(key)
        ],
        "version": getattr(stored, "version", ""),
        "action": action or request.get_full_path(),
        "back": back,
        "who": who,
    }
    return render(request, "core/conflict.html", context, status=409)


def compare(form: forms.BaseForm, stored: object) -> tuple[list[Difference], list[BoundField]]:
    """Return the fields that differ from the stored object, then those that do not."""
    differences, same = [], []
    for bound in form:
        if bound.name == "version":
            continue
        known = hasattr(stored, bound.name)
        value = _stored_value(stored, bound.name) if known else None
        if known and bound.field.has_changed(_prepared(bound.field, value), bound.data):
            differences.append(Difference(bound, _in_words(bound.field, value)))
        else:
            same.append(bound)
    return differences, same


def _stored_value(stored: object, name: str) -> Any:
    value = getattr(stored, name)
    return list(value.all()) if isinstance(value, models.Manager) else value


def _prepared(field: forms.Field, value: Any) -> Any:
    if isinstance(value, list):
        return [field.prepare_value(one) for one in value]
    prepared = field.prepare_value(value)
    # A label and a key: such a field compares what it names.
    return value if isinstance(prepared, tuple) else prepared


def _in_words(field: forms.Field, value: Any) -> str:
    """Return a stored value the way a person reads it; an empty text when there is none."""
    if isinstance(value, list):
        return ", ".join(_in_words(field, one) for one in value)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, dt.datetime):
        return typography.instant(value)
    if isinstance(value, dt.date):
        return typography.day(value)
    choices: Iterable[Any] = [] if isinstance(value, models.Model) else getattr(field, "choices", [])
    return dict(_flat(choices)).get(str(value), str(value))


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)
