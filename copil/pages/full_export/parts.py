"""What leaves with a workspace: one part a model, found by introspection; a new model comes by itself.

A model leaves when it says of which workspace its rows are. One that nobody thought of (no workspace, or a
field whose name is that of a secret) stays, and is told by :func:`undecided`: a test fails until somebody
decides.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from copil.directory.models import RegisterEntry
from copil.identity.models import Network, User, Workspace
from copil.initiatives.models import Initiative
from copil.needs.models import NetworkNeed
from copil.pages.full_export import left_out
from copil.territories.models import Territory

Model = type[models.Model]
AnyField = models.Field[Any, Any]

# How the rows of a model lead to their workspace, where they do not name it themselves.
PATHS: Mapping[str, str] = {
    "identity.Workspace": "pk",
    "exchange.ImportRow": "run__workspace",
    "exchange.RowCorrection": "run__workspace",
}
# Rows that several workspaces see: they leave with whoever refers to them.
SHARED: tuple[Model, ...] = (Initiative, NetworkNeed)
# Rows of the installation, written by a rule of their own: only those that the workspace refers to.
REFERRED: tuple[Model, ...] = (User, Network, RegisterEntry)
# What a foreign key may lead to without its row leaving: known at the other end by its code.
BY_CODE: tuple[Model, ...] = (Territory,)

_SECRET = re.compile(r"(?:^|_)(?:secret|token|password|digest|salt|seed|session_key|sha256|hash)(?:_|$)")


@dataclass(frozen=True)
class Part:
    """A model that leaves: how its rows lead to their workspace, and the fields written of each."""

    model: Model
    path: str
    fields: tuple[AnyField, ...]

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def order(self) -> tuple[str, ...]:
        """What its rows are sorted by: their key, or what makes a row unique where the key is a number."""
        if not isinstance(self.model._meta.pk, models.AutoField):
            return ("pk",)
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
                return tuple(name for name in constraint.fields if name != "workspace")
        return ("pk",)

    def foreign_keys(self) -> Iterator["models.ForeignKey[Any, Any]"]:
        """Give its fields that lead to another row."""
        for field in self.fields:
            if isinstance(field, models.ForeignKey):
                yield field


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """Return what leaves, in the order of the apps and of their models."""
    found = (_part(model) for model in apps.get_models() if model not in REFERRED)
    return tuple(part for part in found if part is not None)


def part_of(model: Model) -> Part | None:
    """Return the part of a model that leaves."""
    return next((part for part in parts() if part.model is model), None)


def undecided() -> list[str]:
    """Return the models and fields of which nobody said yet whether they leave."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label in left_out.MODELS or model._meta.proxy:
            continue
        if model not in REFERRED and _path(model) is None:
            found.append(label)
        found += [f"{label}.{name}" for name in _suspect(model)]
        found += [f"{label}.{field.name}" for field in model._meta.many_to_many]
        found += [f"{label}.{field.name}" for field in _written(model) if not _leads_somewhere(field)]
    return found


def written(model: Model) -> tuple[AnyField, ...]:
    """Return the fields written of a row of a model, in their order."""
    return tuple(_written(model))


def _part(model: Model) -> Part | None:
    path = _path(model)
    if model._meta.label in left_out.MODELS or model._meta.proxy or path is None or any(_suspect(model)):
        return None
    return Part(model, path, written(model))


def _path(model: Model) -> str | None:
    label = model._meta.label
    if label in PATHS:
        return PATHS[label]
    fields = model._meta.concrete_fields
    names = [field.name for field in fields if field.related_model is Workspace and field.name == "workspace"]
    return names[0] if names else None


def _written(model: Model) -> Iterator[AnyField]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.AutoField | models.GeneratedField):
            continue  # given by the database
        if field.name == "workspace" or f"{model._meta.label}.{field.name}" in left_out.FIELDS:
            continue
        yield field


def _suspect(model: Model) -> Iterator[str]:
    for field in _written(model):
        if _SECRET.search(field.name) and f"{model._meta.label}.{field.name}" not in left_out.NO_SECRET:
            yield field.name


def _leads_somewhere(field: AnyField) -> bool:
    """Tell whether what a field refers to leaves too, is known by its code, or can be left empty."""
    target = field.related_model
    if target is None or field.null or target in (*REFERRED, *BY_CODE):
        return True
    return target._meta.label not in left_out.MODELS and _path(target) is not None
