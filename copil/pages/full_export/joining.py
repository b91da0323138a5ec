"""Bring an initiative from its archive into a workspace: a new one, beside those that are there."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused
from copil.core.ids import uuid7
from copil.core.security_log import told
from copil.directory.models import Organisation, Person
from copil.governance import sealing
from copil.governance.models import Decision
from copil.identity.models import Membership, User, Workspace, reference
from copil.initiatives.enums import CarrierRole
from copil.initiatives.models import Carrier, Initiative, Method
from copil.journal import actions as journal
from copil.needs.models import Theme
from copil.pages.erasing.ledger import Line
from copil.pages.full_export import archive, bringing, parts, reading
from copil.pages.full_export.parts import Model, Part
from copil.pages.full_export.reading import Archive

_UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Rows of the workspace that it leaves, not of the initiative.
_NOT_BROUGHT = {"identity.Workspace"}
Same = Callable[[Workspace, Mapping[str, Any]], Any]


def join(
    path: Path,
    *,
    workspace: Workspace,
    at: dt.datetime,
    step: bringing.Step,
    erased: Iterable[Line] | None = None,
) -> bringing.Brought:
    """Bring an initiative under new identifiers; people and structures that are here are recognised.

    ``erased`` are the erasures to do again on what comes, those known here unless they are given.
    Raises ``ActionRefused`` and writes nothing when it cannot.
    """
    with reading.opened(path) as source:
        if source.manifest.get("kind") != "initiative":
            raise ActionRefused("Cette archive est celle d’un espace entier : « copil import workspace ».")
        bringing.refuse_unknown(source)
        source.check_digests(step)
        try:
            with transaction.atomic():
                brought = _Joining(source, workspace, at, erased=erased).everything()
        except IntegrityError as error:
            raise ActionRefused(
                "Cette démarche ne va pas avec ce que contient l’espace : rien n’a été écrit."
                f"\nDétail : {error}"
            ) from error
    told("initiative_brought", workspace=workspace.pk, rows=sum(brought.counts.values()))
    return brought


class _Joining(bringing.Bringing):
    """An initiative on its way in: every row takes a new identifier, or is one that was here."""

    def __init__(
        self, source: Archive, workspace: Workspace, at: dt.datetime, *, erased: Iterable[Line] | None = None
    ) -> None:
        super().__init__(source, workspace, at, erased=erased)
        self.ids: dict[bytes, bytes] = {}
        self.met_rows: dict[Model, set[str]] = {}
        self.new: dict[Model, list[uuid.UUID]] = {}
        self.gone: set[str] = set()
        """The sheets of people erased here: nobody's account gets them."""

    def everything(self) -> bringing.Brought:
        """Recognise what is here, write the rest, seal what was adopted."""
        self._people()
        self._entries()
        self._recognise()
        self._methods()
        for part in parts.parts():
            if part.label not in _NOT_BROUGHT:
                self._part(part)
        self._check()
        self._store()
        self._erase_again()
        self._seal()
        self._compute()
        return self.brought

    def _people(self) -> None:
        """Link the members of the workspace; nobody enters it with an initiative."""
        members = Membership.objects.filter(workspace=self.workspace).values("user")
        for email, pk in User.objects.filter(pk__in=members).values_list("email", "pk"):
            self.known.people[email.lower()] = pk
            self.brought.linked += 1

    def _recognise(self) -> None:
        for part in parts.parts():
            same = _SAME.get(part.model)
            for row in super()._rows(part.label):
                if part.label in _NOT_BROUGHT or "id" not in row:
                    continue
                own = uuid7()
                gone = part.model is Person and self.returning.sheet(row, key=own)
                found = same(self.workspace, row) if same and not gone else None
                if found is not None:
                    self.met_rows.setdefault(part.model, set()).add(str(found))
                if gone:
                    self.gone.add(str(own))
                new = found or own
                self.ids[str(row["id"]).encode()] = str(new).encode()
                if found is None:
                    self.new.setdefault(part.model, []).append(new)

    def _rows(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield the rows under their new identifiers, wherever they are named; those met here left out."""
        met = next((found for model, found in self.met_rows.items() if model._meta.label == label), ())
        name = f"{archive.DATA}{label}.jsonl"
        for row in self.source.rows(name, told=lambda line: _UUID.sub(self._renamed, line)):
            if row.get("id") in met:
                self.skipped[label] += 1
                continue
            if row.get("id") in self.gone:
                row["user"] = None
            if label == Carrier._meta.label:
                row |= {
                    "role": CarrierRole.LEAD.value,
                    "left_on": None,
                    "left_reason": "",
                    "put_away_at": None,
                }
            yield row

    def _renamed(self, found: "re.Match[bytes]") -> bytes:
        return self.ids.get(found[0], found[0])

    def _own_rows(self, part: Part) -> Any:
        return super()._own_rows(part).filter(pk__in=self.new.get(part.model, ()))

    def _seal(self) -> None:
        """Write in the journal what came, and each adopted decision as it is sealed here."""
        decisions = Decision.objects.filter(pk__in=self.new.get(Decision, ())).exclude(adopted_at=None)
        for decision in decisions.order_by("pk"):
            journal.record(
                by=None,
                at=self.at,
                workspace=self.workspace,
                verb=sealing.ADOPT,
                obj=reference(decision),
                label=decision.title,
                changes={"seal": sealing.sealed(decision), "reference": decision.reference},
                initiative_id=decision.initiative_id,
            )
        initiative = Initiative.objects.get(pk__in=self.new.get(Initiative, ()))
        journal.record(
            by=None,
            at=self.at,
            workspace=self.workspace,
            verb="bring",
            obj=reference(initiative),
            label=initiative.title,
            initiative_id=initiative.pk,
        )


def _same_organisation(workspace: Workspace, row: Mapping[str, Any]) -> Any:
    rows = Organisation.objects.filter(workspace=workspace, archived_at=None)
    for name in ("siret", "rna", "siren"):
        found = list(rows.filter(**{name: row[name]})[:2]) if row.get(name) else []
        if len(found) == 1:
            return found[0].pk
    return None


def _same_person(workspace: Workspace, row: Mapping[str, Any]) -> Any:
    rows = Person.objects.filter(workspace=workspace, archived_at=None)
    account = rows.filter(user__email__iexact=row["user"]) if row.get("user") else rows.none()
    named = {"email__iexact": row.get("email"), "name_key": row.get("name_key")}
    known = rows.filter(**named) if row.get("email") else rows.none()
    return account.values_list("pk", flat=True).first() or known.values_list("pk", flat=True).first()


def _same_theme(workspace: Workspace, row: Mapping[str, Any]) -> Any:
    rows = Theme.objects.filter(workspace=workspace, label_key=row.get("label_key", ""))
    return rows.values_list("pk", flat=True).first()


def _same_method(workspace: Workspace, row: Mapping[str, Any]) -> Any:
    rows = Method.objects.filter(workspace=workspace, digest=row.get("digest", ""))
    return rows.values_list("pk", flat=True).first()


_SAME: Mapping[Model, Same] = {
    Organisation: _same_organisation,
    Person: _same_person,
    Theme: _same_theme,
    Method: _same_method,
}
