"""Every text of the database, found by introspection: which columns, whose, and where somebody is named."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce

from copil.identity.models import Workspace
from copil.pages.erasing import fates
from copil.pages.erasing.traces import Traces

# Between two columns of a row that are read as one text.
_BETWEEN = "\x1f"
_DEEPEST = 4
# SQLite reads at most five hundred questions in one.
_AT_ONCE = 400
# Rows that may be of no workspace: the mails of accounts, and what follows them.
_OF_NOBODY = frozenset({"notifications.OutboxMessage", "notifications.Bounce", "notifications.Job"})


@dataclass(frozen=True)
class Named:
    """A row that names somebody: ``text`` is all its columns say, one after the other."""

    label: str
    key: str
    text: str

    @property
    def parts(self) -> list[str]:
        return self.text.split(_BETWEEN)


class _Joined(models.Func):
    """Texts one after the other."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = models.TextField()


class _Alike(models.Func):
    """Whether a text looks like a pattern, whatever the case."""

    template = "(%(expressions)s)"
    arg_joiner = " LIKE "
    output_field = models.BooleanField()
    conditional = True

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the same question, which PostgreSQL asks by another word."""
        return self.as_sql(compiler, connection, arg_joiner=" ILIKE ", **context)


def read() -> list[type[models.Model]]:
    """Return the models whose texts are read, in order of label."""
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("copil.")
        and model._meta.app_label not in fates.NOT_READ_APPS
        and model._meta.label not in fates.NOT_READ
    ]
    return sorted((model for model in ours if texts_of(model)), key=lambda model: model._meta.label)


def texts_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the columns of a model where people write, or where what they wrote is copied."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not isinstance(field, models.SlugField)
        and not (field.primary_key or field.choices or field.generated)
    ]


@lru_cache
def path_to_workspace(model: type[models.Model]) -> str:
    """Return how a row leads to its workspace, the shortest way; empty when it leads to none."""
    waiting: list[tuple[type[models.Model], str]] = [(model, "")]
    for _ in range(_DEEPEST):
        further = []
        for one, path in waiting:
            for field in one._meta.local_concrete_fields:
                target = field.related_model
                if not isinstance(field, models.ForeignKey) or not isinstance(target, type):
                    continue
                if target is Workspace:
                    return f"{path}{field.name}"
                if not field.null and target is not one:
                    further.append((target, f"{path}{field.name}__"))
        waiting = further
    return ""


def of(model: type[models.Model], workspaces: Collection[uuid.UUID]) -> Q | None:
    """Return the condition « of one of these workspaces »; None where rows are of none."""
    path = path_to_workspace(model)
    return Q(**{f"{path}__in": workspaces}) if path else None


def found(
    traces: Traces, *, workspaces: Collection[uuid.UUID], leave: Collection[str] = ()
) -> Iterator[Named]:
    """Yield the rows of some workspaces that name somebody, by model then key: one query, whatever there is.

    The mails of accounts, which are of no workspace, are read for the addresses only. ``leave`` are labels of
    models that are not read.
    """
    questions = []
    for model in read():
        if model._meta.label in leave:
            continue
        condition = of(model, workspaces)
        if condition is not None:
            questions.append(_question(model, condition, traces))
        if model._meta.label in _OF_NOBODY:
            nobody = Q(**{path_to_workspace(model): None})
            questions.append(_question(model, nobody, traces.only_addresses()))
    asked = [one for one in questions if one is not None]
    for start in range(0, len(asked), _AT_ONCE):
        first, *rest = asked[start : start + _AT_ONCE]
        rows = first.union(*rest, all=True) if rest else first
        for label, key, text in rows:
            if traces.are_in(_read_back(text)):
                yield Named(label, key, _read_back(text))


def pk_of(model: type[models.Model], key: str) -> Any:
    """Return an identifier as the model holds it."""
    return model._meta.pk.to_python(key)


def _question(
    model: type[models.Model], condition: Q, traces: Traces
) -> "models.QuerySet[Any, tuple[str, str, str]] | None":
    if not traces.needles:
        return None
    text = _Joined(*_with_between([_as_text(field) for field in texts_of(model)]))
    alike = Q()
    for needle in traces.needles:
        alike |= Q(_Alike(text, Value(needle)))
    rows = model._base_manager.filter(condition).filter(alike).order_by()
    label = Cast(Value(model._meta.label), models.TextField())
    return rows.values_list(label, Cast("pk", models.TextField()), text)


def _as_text(field: models.Field[Any, Any]) -> Coalesce:
    return Coalesce(Cast(models.F(field.name), models.TextField()), Value(""))


def _with_between(texts: Sequence[Coalesce]) -> list[Any]:
    joined: list[Any] = []
    for one in texts:
        joined += [Value(_BETWEEN), one] if joined else [one]
    return joined


def _read_back(text: str) -> str:
    """Return a text as it is read: SQLite keeps JSON with its letters escaped."""
    if connection.vendor != "sqlite" or "\\u" not in text:
        return text
    return _unescaped(text)


def _unescaped(text: str) -> str:
    found, place = [], 0
    while (next_one := text.find("\\u", place)) >= 0:
        found.append(text[place:next_one])
        code = text[next_one + 2 : next_one + 6]
        try:
            found.append(chr(int(code, 16)))
            place = next_one + 6
        except ValueError:
            found.append("\\u")
            place = next_one + 2
    return "".join([*found, text[place:]])
