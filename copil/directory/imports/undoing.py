"""Give organisations back the state they had before an import, when nobody touched them since.

What was created and is as the import left it goes, with its profile; what was updated has its former values
back. The version of a sheet tells whether it was touched; a sheet that anything refers to was.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from copil.core import bulk
from copil.directory import former, search_entries
from copil.directory.imports.writing import ORGANISATION_COLUMNS, PROFILE_COLUMNS, tell_of_names
from copil.directory.models import FormerValue, KeptApart, Organisation, Profile
from copil.exchange.enums import Outcome
from copil.exchange.models import ImportRow, ImportRun
from copil.files.models import StoredFile
from copil.identity.models import Owned, OwnedQuerySet, Workspace
from copil.search import actions as search

_IDENTIFIERS = ("siret", "rna", "external_ref")


@dataclass
class There:
    """What is in the directory of the objects of a lot."""

    organisations: dict[uuid.UUID | None, Organisation] = field(default_factory=dict)
    profiles: dict[uuid.UUID | None, Profile] = field(default_factory=dict)
    referred: set[Any] = field(default_factory=set)


def touched(rows: Sequence[ImportRow], *, workspace: Workspace) -> list[ImportRow]:
    """Return the rows whose organisation is no longer as the import left it; nothing is written."""
    there = _there(rows, workspace, lock=False)
    return [row for row in rows if not _is_untouched(row, there)]


def undo(rows: Sequence[ImportRow], *, run: ImportRun, at: dt.datetime) -> set[int]:
    """Take back the rows of a lot, in the caller's transaction; return the numbers of those left."""
    there = _there(rows, run.workspace, lock=True)
    free = [row for row in rows if _is_untouched(row, there)]
    _remove({row.object_id for row in free if row.outcome == Outcome.CREATED})
    _restore([row for row in free if row.outcome == Outcome.UPDATED], there, run=run, at=at)
    return {row.number for row in rows} - {row.number for row in free}


def _there(rows: Sequence[ImportRow], workspace: Workspace, *, lock: bool) -> There:
    ids = [row.object_id for row in rows]
    found: OwnedQuerySet = Organisation.objects.in_workspace(workspace).filter(pk__in=ids)
    found = found.select_for_update(of=("self",)) if lock else found
    there = There({one.pk: one for one in found.select_related("commune")})
    profiles: OwnedQuerySet = Profile.objects.filter(organisation__in=ids)
    there.profiles = {one.organisation_id: one for one in profiles}
    created = [row.object_id for row in rows if row.outcome == Outcome.CREATED]
    there.referred = _referred(created) | _taken(rows, workspace)
    return there


def _referred(ids: Collection[uuid.UUID | None]) -> set[Any]:
    """Return which of the organisations anything but their profile refers to."""
    files = StoredFile.objects.filter(owner_id__in=ids).order_by().values_list("owner_id", flat=True)
    others = (
        one.model._base_manager.filter(**{f"{one.name}__in": ids})
        .order_by()
        .values_list(one.attname, flat=True)
        for one in _references()
    )
    return set(files.union(*others))


def _references() -> list["models.ForeignKey[Any, Any]"]:
    every = apps.get_models(include_auto_created=True)
    fields: Iterable[Any] = (
        one for model in every if model is not Profile for one in model._meta.get_fields()
    )
    return [one for one in fields if isinstance(one, models.ForeignKey) and one.related_model is Organisation]


def _taken(rows: Sequence[ImportRow], workspace: Workspace) -> set[Any]:
    """Return the organisations whose former identifier is another's now: it cannot be given back."""
    found: set[Any] = set()
    for name in _IDENTIFIERS:
        wanted = {}
        for row in rows:
            value = ((row.before or {}).get("organisation") or {}).get(name)
            if value:
                wanted[value] = row.object_id
        if wanted:
            current: OwnedQuerySet = Organisation.objects.in_workspace(workspace).current()
            others = current.filter(**{f"{name}__in": wanted}).values_list(name, "pk")
            found |= {wanted[value] for value, pk in others if pk != wanted[value]}
    return found


def _is_untouched(row: ImportRow, there: There) -> bool:
    organisation, profile = there.organisations.get(row.object_id), there.profiles.get(row.object_id)
    if organisation is None or organisation.is_archived or row.object_id in there.referred:
        return False
    version, profile_version = versions(row)
    if organisation.version != version:
        return False
    if row.outcome == Outcome.CREATED and profile is not None and profile_version is None:
        return profile.version == 1 and profile.created_at == organisation.created_at
    return (profile.version if profile else None) == profile_version


def versions(row: ImportRow) -> tuple[int, int | None]:
    """Return the versions of the sheet and of its profile as the import left them, as far as it was noted."""
    before = row.before or {}
    return before.get("version", 1), before.get("profile_version")


def _remove(ids: Collection[Any]) -> None:
    if ids:
        search.remove_many(kind="directory.organisation", object_ids=ids)
        Profile.objects.filter(organisation__in=ids).delete()
        KeptApart.objects.filter(models.Q(one_id__in=ids) | models.Q(other_id__in=ids)).delete()
        Organisation.objects.filter(pk__in=ids).delete()


def _restore(rows: Sequence[ImportRow], there: There, *, run: ImportRun, at: dt.datetime) -> None:
    """Give the former values back; a profile that the import began goes."""
    organisations, profiles, begun = [], [], []
    earlier: dict[uuid.UUID | None, tuple[int, int | None]] = {}
    for row in rows:
        before = row.before or {}
        organisation, profile = there.organisations[row.object_id], there.profiles.get(row.object_id)
        version, profile_version = versions(row)
        if before.get("organisation"):
            _give_back(organisation, before["organisation"])
            organisations.append(organisation)
            version -= 1
        if before.get("begun"):
            begun.append(row.object_id)
            profile_version = None
        elif profile is not None and before.get("profile"):
            _give_back(profile, before["profile"])
            profiles.append(profile)
            profile_version = (profile_version or 1) - 1
        earlier[row.object_id] = (version, profile_version)
    bulk.upsert(organisations, unique=["id"], update=ORGANISATION_COLUMNS)
    bulk.upsert(profiles, unique=["id"], update=PROFILE_COLUMNS)
    Profile.objects.filter(organisation__in=begun).delete()
    names = {row.object_id: (row.before or {}).get("organisation") or {} for row in rows}
    noted = [key for row in rows for key in (row.before or {}).get("former", ())]
    FormerValue.objects.filter(pk__in=noted).delete()
    fresh = Organisation.objects.filter(pk__in=[one.pk for one in organisations]).select_related("commune")
    texts = former.of_organisations(organisation__in=[one.pk for one in organisations])
    entries = [former.added(search_entries.of_organisation(one), texts.get(one.pk, ())) for one in fresh]
    search.index_many(workspace=run.workspace, entries=entries, at=at)
    renamed = [one.pk for one in organisations if "name" in names[one.pk]]
    if renamed:
        tell_of_names(renamed, workspace=run.workspace, at=at)
    _follow(earlier, there, begun, run=run)


def _give_back(target: Owned, values: dict[str, Any]) -> None:
    for name, value in values.items():
        column: Any = target._meta.get_field(name.removesuffix("_id") if name == "commune_id" else name)
        setattr(target, name, value if name == "commune_id" else column.to_python(value))
    target.version += 1


def _follow(
    earlier: dict[uuid.UUID | None, tuple[int, int | None]],
    there: There,
    begun: Sequence[uuid.UUID | None],
    *,
    run: ImportRun,
) -> None:
    """Let an earlier import of the same sheets be undone in its turn: they are again as it left them."""
    changed = []
    for row in ImportRow.objects.written().filter(object_id__in=earlier).exclude(run=run):
        version, profile_version = versions(row)
        was, profile_was = earlier[row.object_id]
        if version != was or (profile_version is not None and profile_version != profile_was):
            continue
        profile = None if row.object_id in begun else there.profiles.get(row.object_id)
        now = {"version": there.organisations[row.object_id].version}
        row.before = {**(row.before or {}), **now, "profile_version": profile.version if profile else None}
        changed.append(row)
    ImportRow.objects.bulk_update(changed, ["before"])
