"""The rows of an archive, as the database takes them: each type, length and reference is checked."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from copil.core import bulk
from copil.core.errors import ActionRefused
from copil.directory.models import RegisterEntry
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative, Method
from copil.pages.full_export import reading
from copil.pages.full_export.parts import AnyField, Part
from copil.territories.models import Territory

AT_ONCE = 500
Row = dict[str, Any]
Understood = Callable[[Any], Any]
TAKEN = (
    "Cette installation contient déjà des fiches de cet espace ({what}) : rien n’a été écrit."
    " Une archive revient dans une installation où son espace n’est plus."
)

JOINT = (
    "La démarche « {title} » est déjà ici, portée par l’espace « {carrier} » : rien n’a été écrit."
    " Une archive ne peut pas donner une part dans la démarche d’un autre. Les espaces qui en portent une"
    " ensemble changent d’installation tous à la fois, par une sauvegarde (« copil backup », puis"
    " « copil restore »)."
)


class Known:
    """What the references of an archive lead to in this installation."""

    def __init__(self, workspace_id: uuid.UUID) -> None:
        self.workspace_id = workspace_id
        self.people: dict[str, uuid.UUID] = {}
        self.methods: dict[tuple[str, str], uuid.UUID] = {}
        self.entries: dict[str, int] = {}
        self.places: dict[str, str | None] = {}
        self.missing_places: set[str] = set()

    def understood(self, field: AnyField) -> Understood:
        """Return how what is written of a column becomes its value."""
        target = field.related_model
        if target is User:
            return lambda written: self.people.get(str(written).lower())
        if target is Territory:
            return self._place
        if target is RegisterEntry:
            return self.entries.get
        if target is Method:
            return self._method
        if target is Workspace:
            return lambda written: None
        if isinstance(target, type):
            return uuid.UUID
        return _plain(field)

    def _method(self, written: Any) -> uuid.UUID:
        if isinstance(written, dict):
            return self.methods[written["key"], written["digest"]]
        return uuid.UUID(written)

    def _place(self, written: Any) -> str | None:
        """Return the same place, of another year when this one is not loaded; None when it is nowhere."""
        if written not in self.places:
            code = str(written).partition("-")[2]
            same = Territory.objects.filter(key=written).values_list("key", flat=True).first()
            kind, _, number = code.partition("-")
            other = Territory.objects.filter(kind=kind, code=number).order_by("-vintage")
            self.places[written] = same or other.values_list("key", flat=True).first()
            if self.places[written] is None:
                self.missing_places.add(str(written))
        return self.places[written]


def write(part: Part, rows: Iterator[Row], known: Known, *, keep: Mapping[str, Any] | None = None) -> int:
    """Insert the rows of one model, lot by lot; return how many. ``keep`` replaces values in each row."""
    fields, count = list(part.fields), 0
    model = part.model
    columns = [(field, known.understood(field)) for field in fields]
    own = [field for field in model._meta.concrete_fields if field.name == "workspace"]
    names = [field.name for field in (*own, *fields)]
    generated = {field.name for field in model._meta.concrete_fields} - set(names)
    defaults = _defaults(model, generated)
    while lot := list(islice(rows, AT_ONCE)):
        values = [
            [
                *([known.workspace_id] if own else ()),
                *_values(part, columns, {**row, **(keep or {})}),
                *defaults.values(),
            ]
            for row in lot
        ]
        _refuse_taken(model, names, values)
        bulk.write_rows(model, [*names, *defaults], values)
        count += len(lot)
    return count


def _defaults(model: type[models.Model], names: set[str]) -> Row:
    """Return what the fields that do not travel begin with."""
    fields = [model._meta.get_field(name) for name in sorted(names)]
    return {
        field.name: field.get_default()
        for field in fields
        if isinstance(field, models.Field) and not isinstance(field, models.AutoField | models.GeneratedField)
    }


def _values(part: Part, columns: list[tuple[AnyField, Understood]], row: Row) -> Iterator[Any]:
    unknown = row.keys() - {field.name for field, _ in columns}
    if unknown:
        raise ActionRefused(f"{reading.NEWER} (Champ inconnu : {part.label}.{sorted(unknown)[0][:60]}.)")
    for field, understood in columns:
        if field.name not in row:  # a field added since the archive was made
            yield field.get_default()
            continue
        written = row[field.name]
        try:
            value = None if written is None else understood(written)
        except (ValueError, TypeError, KeyError, AttributeError, ValidationError) as error:
            raise _wrong(part, field) from error
        if value is None and not field.null:
            raise _wrong(part, field)
        yield value


def _plain(field: AnyField) -> Understood:
    """Return how a value that refers to nothing is read: of its type, not longer than its column."""
    if isinstance(field, models.JSONField):
        return lambda written: written
    longest = getattr(field, "max_length", None)
    text = isinstance(field, models.CharField | models.TextField)

    def understood(written: Any) -> Any:
        if text and not isinstance(written, str):
            raise TypeError(field.name)
        if text and ((longest and len(written) > longest) or "\0" in written):
            raise ValueError(field.name)
        if isinstance(field, models.BooleanField) and not isinstance(written, bool):
            raise TypeError(field.name)
        return field.to_python(written)

    return understood


def _refuse_taken(model: type[models.Model], names: list[str], values: list[list[Any]]) -> None:
    key = model._meta.pk
    if key is None or key.name not in names or not isinstance(key, models.UUIDField):
        return
    at = names.index(key.name)
    taken = model._default_manager.filter(pk__in=[row[at] for row in values]).first()
    if isinstance(taken, Initiative):
        raise ActionRefused(JOINT.format(title=taken.title, carrier=taken.workspace.name))
    if taken is not None:
        raise ActionRefused(TAKEN.format(what=model._meta.label))


def _wrong(part: Part, field: AnyField) -> ActionRefused:
    return ActionRefused(
        f"Cette archive contient une valeur impossible ({part.label}.{field.name}) : rien n’a été écrit."
    )
