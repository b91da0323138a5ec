"""What is wrong with a value, in French, naming the field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import strip_tags

_SAID: Mapping[str, str] = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ n’existe pas ici.",
    "string_type": "Donnez un texte.",
    "string_unicode": "Ce texte n’est pas de l’Unicode valable.",
    "string_too_long": "Gardez ce texte sous {max_length} caractères.",
    "string_too_short": "Ce texte est trop court.",
    "string_pattern_mismatch": "Cette valeur n’a pas la forme attendue.",
    "enum": "Choisissez parmi {expected}.",
    "literal_error": "Choisissez parmi {expected}.",
    "int_type": "Donnez un nombre entier.",
    "int_parsing": "Donnez un nombre entier.",
    "int_from_float": "Donnez un nombre entier.",
    "bool_type": "Donnez true ou false.",
    "bool_parsing": "Donnez true ou false.",
    "greater_than_equal": "Donnez au moins {ge}.",
    "less_than_equal": "Donnez au plus {le}.",
    "uuid_type": "Donnez un identifiant.",
    "uuid_parsing": "Donnez un identifiant.",
    "list_type": "Donnez une liste.",
    "too_long": "Donnez {max_length} valeurs au plus.",
    "dict_type": "Donnez un objet JSON.",
    "model_type": "Donnez un objet JSON.",
    "model_attributes_type": "Donnez un objet JSON.",
}
_DATE = "Donnez une date, par exemple 2027-02-28."
_OTHER = "Cette valeur ne convient pas."
_HOLDERS = {"body", "query", "path", "corps", "asked"}


def of_shape(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return what a value that has not the right shape lacks, from the errors of the validator."""
    rows = []
    for error in errors:
        path = [str(part) for part in error.get("loc", ()) if str(part) not in _HOLDERS]
        kind = str(error.get("type", ""))
        pattern = _DATE if kind.startswith("date") else _SAID.get(kind, _OTHER)
        context = {name: str(value).replace(" or ", " ou ") for name, value in error.get("ctx", {}).items()}
        rows.append({"field": ".".join(path) or "corps", "message": pattern.format_map(_Named(context))})
    return rows


def of_form(form: forms.BaseForm, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the refusals of a form; ``names`` gives the field of the API for each field of the form."""
    rows = []
    for field, messages in form.errors.items():
        for message in messages:
            rows.append({"field": names.get(field, "corps"), "message": strip_tags(str(message))})
    return rows


class _Named(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
