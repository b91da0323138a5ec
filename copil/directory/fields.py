"""Form fields to name an organisation or a person: suggestions while typing, plain text without script."""

import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from copil.core.text import name_key
from copil.directory.models import NamedQuerySet, Organisation, Person
from copil.directory.rules.people import NewPerson, split_name
from copil.identity.models import Workspace
from copil.territories.fields import TerritoryInput

_SHOWN = 5

Named = Organisation | Person


class NamedField(forms.Field):
    """Something of the workspace found by its name; its two subclasses say what."""

    widget = TerritoryInput
    model: type[Organisation] | type[Person]
    options_url = ""
    nothing = ""
    several = ""

    def __init__(self, workspace: Workspace, **options: Any) -> None:
        super().__init__(**options)
        self.workspace = workspace
        address = reverse(self.options_url, kwargs={"workspace": workspace.slug})
        cast(TerritoryInput, self.widget).address = address

    def choices(self) -> NamedQuerySet:
        """Return what may be chosen: those of the workspace, archived ones left out."""
        rows: NamedQuerySet = self.model.objects.in_workspace(self.workspace).current()
        return rows

    def label_of(self, named: Named) -> str:
        """Return what the control shows."""
        return str(named)

    def prepare_value(self, value: Any) -> Any:
        """Return what the widget shows: an object, or its key, becomes its label and its key."""
        if value and not isinstance(value, tuple | Organisation | Person | NewPerson):
            value = self._by_key(str(value)) or value
        if isinstance(value, Organisation | Person):
            return (self.label_of(value), str(value.pk))
        return str(value) if isinstance(value, NewPerson) else value

    def to_python(self, value: Any) -> Any:
        """Return what is named; refuse what names nothing or several things."""
        if value is None or isinstance(value, Organisation | Person):
            return value
        typed, key = value if isinstance(value, tuple) else (str(value), "")
        typed = " ".join(typed.replace("\x00", "").split())
        if not typed:
            return None
        chosen = self._by_key(key)
        if chosen is not None and typed in (self.label_of(chosen), str(chosen)):
            return chosen
        return self.looked_up(typed)

    def looked_up(self, typed: str) -> Any:
        """Return the only one that the text may name: the whole name first, else some of its words."""
        found = self.named(typed)
        if not found:
            found = list(self.choices().with_words(typed).in_order()[: _SHOWN + 1])
        if len(found) == 1:
            return found[0]
        raise ValidationError(self._refusal(typed, found), code="invalid")

    def named(self, typed: str) -> list[Named]:
        """Return those whose whole name was typed."""
        return list(self.choices().filter(name_key=name_key(typed)).in_order()[: _SHOWN + 1])

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another one is named; what cannot be understood counts as a change."""
        try:
            named = self.to_python(data)
        except ValidationError:
            return True
        before = getattr(initial, "pk", initial)
        return str(getattr(named, "pk", named) or "") != str(before or "")

    def _by_key(self, key: str) -> Named | None:
        try:
            found = self.choices().filter(pk=uuid.UUID(key)).first()
        except ValueError:
            return None
        return cast("Named | None", found)

    def _refusal(self, typed: str, found: list[Named]) -> str:
        if not found:
            return self.nothing.format(typed=typed)
        listed = ", ".join(self.label_of(one) for one in found[:_SHOWN])
        return f"{self.several.format(typed=typed)} {listed}{', etc.' if len(found) > _SHOWN else '.'}"


class OrganisationField(NamedField):
    """An organisation of the workspace, archived ones left out. Cleans to an ``Organisation`` or None."""

    model = Organisation
    options_url = "directory:organisation_options"
    nothing = "Aucune organisation ne s’appelle « {typed} ». Vérifiez le nom, ou créez d’abord sa fiche."
    several = "Plusieurs organisations correspondent à « {typed} », écrivez le nom et la commune :"

    def choices(self) -> NamedQuerySet:
        return super().choices().select_related("commune")

    def label_of(self, named: Named) -> str:
        """Return « La Fabrique du Pont (Charenton-le-Pont) »."""
        return organisation_label(cast(Organisation, named))

    def named(self, typed: str) -> list[Named]:
        """Return those of that name, and of that commune when it follows in parentheses."""
        name, _, place = typed.rstrip(")").rpartition(" (")
        found = super().named(typed)
        if found or not name:
            return found
        here = self.choices().filter(name_key=name_key(name), commune__name__iexact=place)
        return list(here.in_order()[: _SHOWN + 1])


class PersonField(NamedField):
    """A person of the workspace. Cleans to a ``Person``, None or, with ``allow_new``, a ``NewPerson``."""

    model = Person
    options_url = "directory:person_options"
    nothing = "Personne ne s’appelle « {typed} » dans l’annuaire. Vérifiez le nom, ou créez d’abord sa fiche."
    several = (
        "Plusieurs personnes correspondent à « {typed} », ajoutez une virgule et le nom de son organisation :"
    )

    def __init__(self, workspace: Workspace, *, allow_new: bool = False, **options: Any) -> None:
        super().__init__(workspace, **options)
        self.allow_new = allow_new

    def looked_up(self, typed: str) -> Any:
        """With ``allow_new``, a name that nobody has in full is that of somebody new."""
        if self.allow_new and not self.named(typed):
            return split_name(typed.partition(",")[0])
        return super().looked_up(typed)

    def named(self, typed: str) -> list[Named]:
        """Return those of that name, either way round, in that organisation when it follows a comma."""
        name, comma, place = typed.partition(",")
        words = name_key(name).split()
        turned = {" ".join(words[cut:] + words[:cut]) for cut in range(len(words))} or {""}
        found = self.choices().filter(name_key__in=turned)
        if comma:
            found = found.filter(functions__organisation__name_key__contains=name_key(place)).distinct()
        return list(found.in_order()[: _SHOWN + 1])


def organisation_label(organisation: Organisation) -> str:
    """Return the name with the commune, which tells namesakes apart (``commune`` already fetched)."""
    commune = organisation.commune
    return f"{organisation.name} ({commune.name})" if commune else organisation.name
