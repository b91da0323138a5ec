"""Which rows leave: those of a workspace, and what they share with others."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from copil.identity.models import Membership, User, Workspace
from copil.initiatives.models import Method
from copil.pages.full_export import parts
from copil.pages.full_export.parts import SHARED, Model, Part

Rows = QuerySet[Any]
ForeignKey = models.ForeignKey[Any, Any]


@dataclass
class Scope:
    """Everything of a workspace; of others, only the initiatives and network needs that its rows refer to."""

    workspace: Workspace
    kind = "workspace"
    _borrowed: dict[Model, set[Any]] = field(default_factory=dict)

    def own(self, part: Part) -> Rows:
        """Return the rows of the workspace that leave, of one model."""
        return part.model._default_manager.filter(**{part.path: self.workspace.pk})

    def members(self) -> QuerySet[User]:
        """Return the accounts that are named in the archive."""
        return User.objects.filter(pk__in=Membership.objects.filter(workspace=self.workspace).values("user"))

    def borrowed(self, model: Model) -> Collection[Any]:
        """Return the keys of the rows of others that leave: shared ones, and the methods they run."""
        if model not in SHARED and model is not Method:
            return ()
        if model not in self._borrowed:
            self._borrowed[model] = set(self._find(model))
        return self._borrowed[model]

    def referred(self, model: Model) -> Rows:
        """Return the rows of a model that some row refers to: a method, a network, an entry of a register."""
        asked = Q(pk__in=[])
        for part in parts.parts():
            for key in part.foreign_keys():
                if key.related_model is model:
                    asked |= Q(pk__in=self.own(part).order_by().values(key.attname))
        for shared in SHARED:
            rows = shared._default_manager.filter(pk__in=self.borrowed(shared))
            names = [one.attname for one in shared._meta.concrete_fields if one.related_model is model]
            for name in names:
                asked |= Q(pk__in=rows.order_by().values(name))
        return model._default_manager.filter(asked)

    def shipped(self) -> Rows:
        """Return the methods of the installation that rows refer to."""
        return self.referred(Method).filter(workspace=None)

    def _find(self, model: Model) -> Iterator[Any]:
        if model is Method:
            others = self.referred(Method).exclude(workspace=None).exclude(workspace=self.workspace)
            yield from others.values_list("pk", flat=True)
            return
        for part in parts.parts():
            for key in part.foreign_keys():
                if key.related_model is model:
                    yield from self.crossing(part, key).values()

    def crossing(self, part: Part, key: ForeignKey) -> dict[Any, Any]:
        """Return the rows that refer by one field to a row of another workspace, and to which."""
        target = parts.part_of(key.related_model)
        if target is None or target.path == "pk":
            return {}
        other = f"{key.name}__{target.path}"
        rows = self.own(part).exclude(**{key.name: None}).exclude(**{other: self.workspace.pk})
        if key.related_model is Method:
            rows = rows.exclude(**{other: None})
        return dict(rows.order_by().values_list("pk", key.attname))
