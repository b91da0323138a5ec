"""The verb that makes one sheet of two, in one transaction; :mod:`.unmerging` undoes it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.text import name_key
from copil.directory import former, provenance, references
from copil.directory.actions import sheets
from copil.directory.actions.common import as_kept, changes_of, record, tell_renamed
from copil.directory.actions.doubles import kind_of
from copil.directory.models import Function, Merge, Organisation, Person, Profile, ValueSource
from copil.directory.references import Moved
from copil.directory.rules import identifiers
from copil.directory.rules.profile import FIELDS as PROFILE_FIELDS
from copil.identity.models import User, Workspace, reference
from copil.search import actions as search

Sheet = Organisation | Person


@transaction.atomic
def merge(
    *,
    kept: Sheet,
    merged: Sheet,
    values: Mapping[str, Any],
    expected: tuple[int, int],
    by: User,
    at: dt.datetime,
) -> Merge:
    """Bring ``merged`` into ``kept``: its values as chosen, all that points to it, its names and numbers.

    ``values`` are those to keep where the two differ; ``expected`` the versions of ``kept`` and ``merged``
    that the person compared. The merged sheet is archived and leads to the one kept. Raises ``Conflict``
    when one of them changed since, ``ActionRefused`` when they cannot be one.
    """
    kept, merged = locked(kept, merged)
    _check(kept, merged, expected)
    done = Merge.objects.create(
        workspace=kept.workspace, kind=kind_of(kept), kept_id=kept.pk, merged_id=merged.pk,
        kept_label=str(kept)[:250], merged_label=str(merged)[:250], merged_by=by, created_at=at,
    )  # fmt: skip  # a table reads by its lines
    before = vars(kept).copy()
    _put_aside(merged, kept, at=at)
    done.changed = _write(kept, merged, values)
    moved = _moved(done, kept, merged, before=before, at=at)
    former.of_merge(done, kept=kept, merged=merged, before=before, at=at)
    done.moved = [one.as_json() for one in moved]
    done.notes = _notes(moved)
    done.save(update_fields=["moved", "changed", "notes"])
    kind, identifier = reference(merged)
    search.remove(kind=kind, object_id=identifier)
    index(kept, at=at)
    number = sum(one.state == references.MOVED for one in moved)
    record(merged, verb="merged_into", by=by, at=at, changes={"into": str(kept)})
    record(kept, verb="merge", by=by, at=at, changes={"merged": str(merged), "moved": number})
    return done


def locked(one: Any, other: Any) -> tuple[Any, Any]:
    """Read two sheets again, locked in one order whoever asks: two people never wait for each other."""
    rows = type(one).objects.select_for_update(of=("self",)).select_related("workspace", "merged_into")
    if isinstance(one, Organisation):
        rows = rows.select_related("workspace", "merged_into", "commune", "profile")
    found = {sheet.pk: sheet for sheet in rows.filter(pk__in=[one.pk, other.pk]).order_by("pk")}
    return found[one.pk], found[other.pk]


def index(sheet: Sheet, *, at: dt.datetime) -> None:
    """Write the entries of a sheet and of the people around it; jobs write those that name it elsewhere."""
    workspace: Workspace = sheet.workspace
    if isinstance(sheet, Organisation):
        entries = [former.entry_of_organisation(sheet)]
        here = Person.objects.current().filter(functions__organisation=sheet).distinct()
        entries += [former.entry_of_person(person) for person in here.order_by("pk")]
        tell_renamed(sheet, at=at)
    else:
        entries = [former.entry_of_person(sheet)]
    search.index_many(workspace=workspace, entries=entries, at=at)


def _check(kept: Sheet, merged: Sheet, expected: tuple[int, int]) -> None:
    if kept.pk == merged.pk or kept.workspace_id != merged.workspace_id:
        raise ActionRefused("Choisissez deux fiches différentes de votre espace.")
    for sheet in (kept, merged):
        if sheet.merged_into is not None:
            raise ActionRefused(f"« {sheet} » vient d’être réunie avec « {sheet.merged_into} ».")
        if sheet.is_archived:
            raise ActionRefused(f"« {sheet} » est archivée : restaurez-la avant de la réunir avec une autre.")
    if (kept.version, merged.version) != expected:
        raise Conflict
    if isinstance(kept, Person) and isinstance(merged, Person) and kept.user_id and merged.user_id:
        raise ActionRefused("Ces deux personnes ont chacune leur compte : ce ne sont pas les mêmes.")


def _moved(
    done: Merge, kept: Sheet, merged: Sheet, *, before: Mapping[str, Any], at: dt.datetime
) -> list[Moved]:
    """Move what points to the merged sheet; what told where a value comes from goes with the value kept."""
    if not (isinstance(kept, Organisation) and isinstance(merged, Organisation)):
        return _once_each(references.move(old=merged, new=kept, at=at), kept, at=at)
    done.changed["sources"] = provenance.set_aside(kept=kept, before=before, at=at)
    moved = references.move(old=merged, new=kept, at=at)
    moved = provenance.leave_behind(moved, kept=kept, merged=merged, at=at)
    return _once_each(moved, kept, at=at)


def _put_aside(merged: Any, kept: Any, *, at: dt.datetime) -> None:
    """Archive the merged sheet, which leads to the other from now on; an account follows its person."""
    values: dict[str, Any] = {"archived_at": at, "merged_into": kept, "version": merged.version + 1}
    if isinstance(merged, Person) and merged.user_id:
        values["user"] = None
    type(merged).objects.filter(pk=merged.pk).update(**values)


def _write(kept: Any, merged: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write the values chosen on the kept sheet and its profile; return them before and after."""
    own = {name: values[name] for name in sheets.fields_of(kept) if name in values}
    if isinstance(kept, Organisation):
        own |= {"name_key": name_key(own["name"])} if "name" in own else {}
        siret = own.get("siret", kept.siret)
        own |= {"siren": identifiers.siren_of(siren="", siret=siret)} if siret and "siren" in own else {}
    else:
        full = {"family_name": kept.family_name, "given_name": kept.given_name, **own}
        own["name_key"] = name_key(f"{full['family_name']} {full['given_name']}")[:220]
        own |= {"user": merged.user} if merged.user_id else {}
    changed = {"sheet": _set(kept, own)}
    profile = sheets.profile_of(kept)
    if profile is not None:
        answers = {name: values[name] for name in PROFILE_FIELDS if name in values}
        changed["profile"] = _set(profile, answers)
    return changed


def _set(stored: Any, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Write what differs; the version moves in any case, so that a form left open is not saved blindly."""
    changes = {}
    for name in changes_of(stored, values):
        attname = stored._meta.get_field(name).attname
        before = getattr(stored, attname)
        setattr(stored, name, values[name])
        changes[attname] = [as_kept(before), as_kept(getattr(stored, attname))]
    stored.version += 1
    try:
        with transaction.atomic():
            stored.save(update_fields=[*values, "version"])
    except IntegrityError as error:
        raise ActionRefused(
            "Une troisième fiche porte déjà un de ces numéros : relisez-la d’abord."
        ) from error
    return changes


def _once_each(moved: Sequence[Moved], kept: Sheet, *, at: dt.datetime) -> list[Moved]:
    """Archive the functions that the kept sheet now has twice: the same person, place and title."""
    arrived = {one.key: one for one in moved if one.model == "directory.function"}
    side = {"organisation": kept} if isinstance(kept, Organisation) else {"person": kept}
    seen: set[tuple[Any, ...]] = set()
    doubled: set[str] = set()
    functions = list(Function.objects.current().filter(**side).order_by("created_at", "pk"))
    for function in sorted(functions, key=lambda one: str(one.pk) in arrived):
        mark = (function.person_id, function.organisation_id, name_key(function.title), function.ends_on)
        if mark in seen and str(function.pk) in arrived:
            doubled.add(str(function.pk))
        seen.add(mark)
    return [
        references.archive_again(one, at=at)
        if one.model == "directory.function" and one.key in doubled
        else one
        for one in moved
    ]


def _notes(moved: Sequence[Moved]) -> list[str]:
    """Say each row that could not be twice, in French."""
    notes = []
    for one in moved:
        row = references.row_of(one) if one.state != references.MOVED else None
        if isinstance(row, Profile):
            notes.append("Les deux fiches avaient un profil : celui qui reste a les réponses choisies.")
        elif row is not None and not isinstance(row, ValueSource):
            notes.append(f"« {row} » était noté sur les deux fiches : une seule fois suffit.")
    return notes
