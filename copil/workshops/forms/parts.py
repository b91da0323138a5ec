"""A long form shown in parts, each under its title."""

from collections.abc import Iterable

from django import forms


def parted(
    form: forms.BaseForm, parts: Iterable[tuple[str, Iterable[str]]]
) -> list[tuple[str, list[forms.BoundField]]]:
    """Return the fields of a form by part, in order."""
    return [(title, [form[name] for name in names]) for title, names in parts]
