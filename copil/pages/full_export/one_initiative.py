"""One initiative of a workspace, with what its rows refer to: its people, its structures, its needs."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django.db.models import QuerySet

from copil.directory.models import Function, Organisation, Person
from copil.documents.models import ArchivedDocument
from copil.files.models import StoredFile
from copil.identity.models import User, Workspace
from copil.initiatives.models import CarrierInvitation, Initiative, Method
from copil.needs.models import Need, NeedOrigin, ProblemSheet, SharedNeed, Theme
from copil.pages.full_export import parts
from copil.pages.full_export.parts import Model, Part
from copil.pages.full_export.scope import ForeignKey, Rows, Scope

# What comes along when a row names it without having to; the rest is left empty there.
NAMED: tuple[Model, ...] = (Organisation, Person, Theme, SharedNeed, ProblemSheet, Need, StoredFile)
# What points to an initiative and is nobody's work on it.
NOT_ITS: tuple[Model, ...] = (CarrierInvitation,)
# Files and documents name what they are about by kind and identifier.
ABOUT: tuple[tuple[Model, str], ...] = ((ArchivedDocument, "subject_id"), (StoredFile, "owner_id"))


class OneInitiative(Scope):
    """The rows of one workspace about one initiative; those of its other carriers stay with them."""

    kind = "initiative"

    def __init__(self, workspace: Workspace, initiative: Initiative) -> None:
        super().__init__(workspace)
        self.initiative = initiative
        self.keys: dict[Model, set[Any]] = {Initiative: {initiative.pk}, Workspace: {workspace.pk}}
        self._descend()
        for model, field in ABOUT:
            self._add(model, self._mine(model).filter(**{f"{field}__in": self._everything()}))
        self._climb()
        needs = self._mine(Need).filter(shared_need__in=self.keys.get(SharedNeed, ()))
        self._add(Need, needs)
        self._add(NeedOrigin, self._mine(NeedOrigin).filter(need__in=self.keys.get(Need, ())))
        self._climb()
        functions = self._mine(Function).filter(person__in=self.keys.get(Person, ()))
        self._add(Function, functions.filter(organisation__in=self.keys.get(Organisation, ())))

    def own(self, part: Part) -> Rows:
        """Return the rows of the workspace that go with the initiative."""
        return super().own(part).filter(pk__in=self.keys.get(part.model, ()))

    def members(self) -> QuerySet[User]:
        """Return the accounts of the people who come along."""
        people = Person.objects.filter(pk__in=self.keys.get(Person, ())).exclude(user=None)
        return super().members().filter(pk__in=people.values("user"))

    def borrowed(self, model: Model) -> Collection[Any]:
        """Return the initiative itself when another workspace leads it, and the method of another."""
        if model is Initiative:
            return () if self.initiative.workspace_id == self.workspace.pk else {self.initiative.pk}
        return super().borrowed(model) if model is Method else ()

    def crossing(self, part: Part, key: ForeignKey) -> dict[Any, Any]:
        """Return the rows that refer by one field to a row that does not come along, and to which."""
        if parts.part_of(key.related_model) is None:
            return {}
        if key.related_model is Method:
            return super().crossing(part, key)
        here = {*self.keys.get(key.related_model, ()), *self.borrowed(key.related_model)}
        rows = self.own(part).exclude(**{key.name: None}).exclude(**{f"{key.name}__in": here})
        return dict(rows.order_by().values_list("pk", key.attname))

    def _mine(self, model: Model) -> "QuerySet[Any]":
        return model._default_manager.filter(workspace=self.workspace)

    def _add(self, model: Model, rows: "QuerySet[Any]") -> bool:
        """Add rows; tell whether some were not there yet."""
        held = self.keys.setdefault(model, set())
        before = len(held)
        held.update(rows.order_by().values_list("pk", flat=True))
        return len(held) > before

    def _everything(self) -> set[Any]:
        return set().union(*self.keys.values())

    def _descend(self) -> None:
        """Add what belongs to the initiative, then what belongs to that, until nothing more comes."""
        moved = True
        while moved:
            moved = False
            for part in parts.parts():
                if part.model in NOT_ITS or part.path != "workspace":
                    continue
                for key in part.foreign_keys():
                    held = self.keys.get(key.related_model)
                    if held and (not key.null or key.related_model is Initiative):
                        rows = self._mine(part.model).filter(**{f"{key.name}__in": held})
                        moved = self._add(part.model, rows) or moved

    def _climb(self) -> None:
        """Add what the rows have to name, and the people, structures, needs and files that they name."""
        moved = True
        while moved:
            moved = False
            for part, key in list(self._naming()):
                target = key.related_model
                named = super().own(part).filter(pk__in=self.keys[part.model]).exclude(**{key.name: None})
                rows = self._mine(target).filter(pk__in=named.order_by().values(key.attname))
                moved = self._add(target, rows) or moved

    def _naming(self) -> Iterator[tuple[Part, "models.ForeignKey[Any, Any]"]]:
        for part in parts.parts():
            for key in part.foreign_keys() if self.keys.get(part.model) else ():
                target = parts.part_of(key.related_model)
                if target is None or target.path != "workspace" or key.related_model is Initiative:
                    continue
                if not key.null or key.related_model in (*NAMED, Method):
                    yield part, key
