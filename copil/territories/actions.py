"""The verbs of territories: load the official files, and the perimeters that the installation adds."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from django.db import connection, models, transaction
from django.db.models import ProtectedError

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.territories import bulk, imports, perimeter_files, perimeters
from copil.territories.enums import Kind
from copil.territories.models import Alias, PerimeterKind, PostalCode, SearchTerm, Territory
from copil.territories.perimeters import Outcome

Progress = Callable[[int, int], object]

NO_COMMUNE = "Aucune ligne de ce fichier ne cite une commune connue : rien n’a été chargé."
NO_MAP = "Le découpage officiel n’est pas chargé : lancez d’abord « copil territories load »."
IN_USE = "Un de ces périmètres sert encore à une démarche, une offre ou un porteur : ils restent donc."
_REFUSED_KEPT = 200


@transaction.atomic
def load(*, source: Path = imports.DATA, progress: Progress | None = None) -> dict[str, int]:
    """Write the official territories of `source`, and return the number of rows of each table.

    Loading twice leaves what loading once left: a territory already there is updated in place, so that
    what refers to it stays; territories of other vintages are not touched. Postal codes and other names
    of the vintage are replaced. All or nothing.
    """
    reading = imports.read(source)
    vintage = reading.territories[0].vintage
    tables: list[tuple[type[models.Model], Sequence[NamedTuple]]] = [
        (Territory, reading.territories),
        (PostalCode, reading.postal_codes),
        (Alias, reading.aliases),
        (SearchTerm, reading.terms),
    ]
    PostalCode.objects.filter(territory__vintage=vintage).delete()
    Alias.objects.filter(territory__vintage=vintage).delete()
    SearchTerm.objects.filter(vintage=vintage).exclude(kind=Kind.PERIMETER).delete()
    done, total = 0, sum(len(rows) for _, rows in tables)
    for model, rows in tables:
        for written in bulk.upsert(model=model, columns=rows[0]._fields, rows=rows):
            done += written
            if progress is not None:
                progress(done, total)
    _settle([model for model, _ in tables])
    return {model._meta.model_name or "": len(rows) for model, rows in tables}


@transaction.atomic
def load_perimeters(
    *,
    kind: PerimeterKind,
    path: Path,
    file_name: str,
    is_complete: bool,
    at: dt.datetime,
    by: User | None = None,
    workspace: Workspace | None = None,
) -> Outcome:
    """Write the perimeters that a file names; the rows refused are kept with the kind, each with its reason.

    ``kind`` may be new, and says the year of the file. Twice is once. Refuses a file of something else. The
    journal is that of the workspace it was done from; the command writes none, being of no workspace.
    """
    communes = perimeters.communes_by_code()
    if not communes:
        raise ActionRefused(NO_MAP)
    said = perimeter_files.read(path, communes=communes)
    if not said.members:
        raise ActionRefused(NO_COMMUNE)
    kind.file_name, kind.loaded_at = file_name[:200], at
    kind.rows, kind.refused_rows = said.rows, len(said.refused)
    kind.refused = said.refused[:_REFUSED_KEPT]
    kind.save()
    outcome = perimeters.write(kind=kind, said=said, is_complete=is_complete)
    if workspace is not None:
        changes = {"year": kind.year, "created": outcome.created, "updated": outcome.updated}
        _record(kind, verb="load", by=by, at=at, workspace=workspace, changes=changes)
    return outcome


@transaction.atomic
def remove_perimeters(*, kind: PerimeterKind, by: User, at: dt.datetime, workspace: Workspace) -> None:
    """Take a kind and its perimeters away; refused as long as something names one of them."""
    name, (label, identifier) = kind.name, reference(kind)
    try:
        with transaction.atomic():
            perimeters.forget(kind)
    except ProtectedError as error:
        raise ActionRefused(IN_USE) from error
    journal.record(by=by, at=at, workspace=workspace, verb="remove", obj=(label, identifier), label=name)


def _record(
    kind: PerimeterKind,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    workspace: Workspace,
    changes: dict[str, int],
) -> None:
    journal.record(
        by=by, at=at, workspace=workspace, verb=verb, obj=reference(kind), label=kind.name, changes=changes
    )


def _settle(models_written: Sequence[type[models.Model]]) -> None:
    """Let PostgreSQL know how large the tables have become: it joins them the slow way until it does."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models_written:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
