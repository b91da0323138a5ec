"""Write everything a workspace holds into an archive, in one reading of the database."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import models

from copil.directory.models import RegisterEntry
from copil.files import store
from copil.files.models import StoredFile
from copil.identity.models import Network, User
from copil.initiatives.enums import CarrierRole
from copil.initiatives.models import Carrier, Initiative, Method
from copil.journal.models import JournalEntry
from copil.pages.full_export import archive, left_out, parts, snapshot, tables
from copil.pages.full_export.cells import Keys, Written, line_of, plain
from copil.pages.full_export.parts import Part
from copil.pages.full_export.scope import Scope

AT_ONCE = 1000
_APART = 1000
SHIPPED = "data/methods-fournies.jsonl"
Beat = Callable[[int, int], object]
Row = dict[str, Any]


@dataclass
class Outcome:
    """What an archive holds."""

    counts: dict[str, int] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    """What could not leave because it names something of another workspace, by field."""
    lost: list[str] = field(default_factory=list)
    """The digests of the files whose content is no longer on the disk."""
    size: int = 0


def write(target: Path, scope: Scope, *, at: dt.datetime, beat: Beat) -> Outcome:
    """Write the archive; raises ``ActionRefused`` when the disk does not take it.

    Rows are read and written one lot at a time: the memory does not grow with the workspace.
    """
    outcome = Outcome()
    try:
        with snapshot.reading(), archive.Writer(target) as writer:
            _Written(writer, scope, outcome, beat).everything()
            manifest = {
                "format": archive.FORMAT,
                "kind": scope.kind,
                "program": version("copil"),
                "made_at": plain(at),
                "workspace": {
                    "id": str(scope.workspace.pk),
                    "slug": scope.workspace.slug,
                    "name": scope.workspace.name,
                },
                "counts": outcome.counts,
                "left": dict(sorted(outcome.left.items())),
                "lost_files": sorted(outcome.lost),
                "joint": _joint(scope),
                "excluded": {**left_out.MODELS, **left_out.FIELDS},
            }
            writer.close(manifest)
    except OSError as error:
        raise archive.not_written(error) from error
    outcome.size = target.stat().st_size
    return outcome


class _Written:
    """One archive under way."""

    def __init__(self, writer: archive.Writer, scope: Scope, outcome: Outcome, beat: Beat) -> None:
        self.writer, self.scope, self.outcome, self.beat = writer, scope, outcome, beat
        self.people = dict(scope.members().values_list("pk", "email"))
        shipped = scope.shipped().values_list("pk", "key", "digest")
        self.shipped = {pk: {"key": key, "digest": digest} for pk, key, digest in shipped}
        # The method of another workspace leaves as a copy, which may go where its original is.
        self.copies = {pk: uuid.uuid5(scope.workspace.pk, str(pk)) for pk in scope.borrowed(Method)}
        entries = scope.referred(RegisterEntry).values_list("pk", "register", "identifier")
        self.keys = Keys(
            people=self.people,
            methods={**self.shipped, **self.copies},
            entries={pk: f"{register}:{identifier}" for pk, register, identifier in entries},
        )
        self.dropped: dict[type[models.Model], set[Any]] = {}

    def everything(self) -> None:
        """Write the data, the tables for people, then the files."""
        steps: list[Part | tables.Table] = [*parts.parts(), *tables.TABLES]
        for done, step in enumerate(steps):
            self.beat(done, len(steps) + 1)
            if isinstance(step, Part):
                self._data(step.label, self._rows(step))
            else:
                self.writer.add(f"{archive.CSV}{step.name}.csv", tables.lines(step, self.scope))
        self._data(User._meta.label, self._plain(User, self.scope.members(), "email"))
        self._data(Network._meta.label, self._plain(Network, self.scope.referred(Network), "pk"))
        entries = self.scope.referred(RegisterEntry)
        self._data(RegisterEntry._meta.label, self._plain(RegisterEntry, entries, "register", "identifier"))
        shipped = Method.objects.filter(pk__in=self.shipped)
        names = ("key", "digest", "title", "content")
        rows = shipped.order_by("key", "digest").values(*names)
        self.writer.add(SHIPPED, (line_of(_plain_row(row)) for row in rows))
        self._files()

    def _data(self, label: str, rows: Iterator[Row]) -> None:
        name = f"{archive.DATA}{label}.jsonl"
        self.outcome.counts[label] = self.writer.add(name, (line_of(row) for row in rows))

    def _plain(self, model: type[models.Model], rows: "models.QuerySet[Any]", *order: str) -> Iterator[Row]:
        names = [str(field.attname) for field in parts.written(model)]
        keys = {field.attname: field.name for field in parts.written(model)}
        for row in rows.order_by(*order).values(*names).iterator(AT_ONCE):
            yield {keys[name]: plain(value) for name, value in row.items()}

    def _rows(self, part: Part) -> Iterator[Row]:
        """Yield the rows of one model: those of the workspace, then what it shares with others, together."""
        columns = [(field.name, str(field.attname), self.keys.written(field)) for field in part.fields]
        cut = self._cut(part)
        borrowed = set(self.scope.borrowed(part.model))
        rows = self.scope.own(part)
        if borrowed:
            rows = rows | part.model._default_manager.filter(pk__in=borrowed)
        references = {key.name: key.related_model for key in part.foreign_keys()}
        needed = [key.name for key in part.foreign_keys() if not key.null]
        names = ["pk", *(attname for _, attname, _ in columns)]
        for key, *values in rows.order_by(*part.order).values_list(*names).iterator(AT_ONCE):
            row = _row(columns, values)
            if key in borrowed:
                _cover(part, row)
            for name in cut.get(key, ()):
                row[name] = None
                self.outcome.left[f"{part.label}.{name}"] += 1
            for name, target in references.items():
                if str(row[name]) in self.dropped.get(target, ()):
                    row[name] = None
            if any(row[name] is None for name in needed):
                self.outcome.left[part.label] += 1
                self.dropped.setdefault(part.model, set()).add(str(key))
                continue
            yield self._finished(part, row, values, names)

    def _finished(self, part: Part, row: Row, values: list[Any], names: list[str]) -> Row:
        if part.model is JournalEntry:  # the account that the line was sealed with, whoever it leads to
            row["sealed_actor"] = row["sealed_actor"] or plain(values[names.index("actor_id") - 1])
        elif part.model is Carrier and row["left_on"] is None:  # who leaves with an initiative leads it there
            if values[names.index("initiative_id") - 1] in self.scope.borrowed(Initiative):
                row["role"] = CarrierRole.LEAD.value
        elif part.model is Method and values[0] in self.copies:
            row["id"] = str(self.copies[values[0]])
            own = Method.objects.filter(workspace=self.scope.workspace, key=row["key"], number=row["number"])
            row["number"] += _APART if own.exists() else 0
        return row

    def _cut(self, part: Part) -> Mapping[Any, list[str]]:
        """Return, by row, the fields that name a row of another workspace that does not leave."""
        found: dict[Any, list[str]] = {}
        for key in part.foreign_keys():
            borrowed = self.scope.borrowed(key.related_model)
            for pk, target in self.scope.crossing(part, key).items():
                if target not in borrowed:
                    found.setdefault(pk, []).append(key.name)
        return found

    def _files(self) -> None:
        """Write each content once; the row of a file whose content was lost is kept."""
        seen = (
            self.scope.own(_part(StoredFile)).order_by("sha256").values_list("sha256", flat=True).distinct()
        )
        for sha256 in seen.iterator(AT_ONCE):
            try:
                with store.local(self.scope.workspace.pk, sha256).open("rb") as handle:
                    self.writer.add(f"{archive.FILES}{sha256}", archive.blocks_of(handle))
            except FileNotFoundError:
                self.outcome.lost.append(sha256)


def _row(columns: list[tuple[str, str, Written]], values: list[Any]) -> Row:
    return {
        name: plain(written(value)) if value is not None else None
        for (name, _, written), value in zip(columns, values, strict=True)
    }


def _plain_row(row: Mapping[str, Any]) -> Row:
    return {name: plain(value) for name, value in row.items()}


def _cover(part: Part, row: Row) -> None:
    """Empty what a row of another workspace names: only its own words are shared."""
    for key in part.foreign_keys():
        if key.null and key.related_model not in (Method, *parts.BY_CODE):
            row[key.name] = None


def _joint(scope: Scope) -> list[dict[str, str]]:
    """Return the initiatives carried with others: who leads them stays named for whoever reads."""
    carried = scope.own(_part(Carrier)).values("initiative")
    others = Carrier.objects.filter(initiative__in=carried).exclude(workspace=scope.workspace)
    rows = Initiative.objects.filter(pk__in=others.values("initiative")).order_by("pk")
    lead = {
        one.initiative_id: one.workspace.name
        for one in Carrier.objects.filter(initiative__in=rows, role=CarrierRole.LEAD).select_related(
            "workspace"
        )
    }
    return [{"id": str(row.pk), "title": row.title, "lead": lead.get(row.pk, "")} for row in rows]


def _part(model: type[models.Model]) -> Part:
    found = parts.part_of(model)
    if found is None:
        raise LookupError(model)
    return found
