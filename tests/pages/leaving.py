"""Make an installation forget a workspace, to bring it back from its archive."""

import json
import zipfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from copil.api.models import Delivery, TokenUse
from copil.identity.models import User, Workspace
from copil.initiatives.models import KeptFacts
from copil.notifications.models import Bounce
from copil.pages.full_export import parts, writing
from copil.pages.full_export.scope import Scope


def export(workspace: Workspace, path: Path) -> writing.Outcome:
    """Write the archive of a workspace."""
    return writing.write(path, Scope(workspace), at=timezone.now(), beat=lambda done, total: None)


def data_of(path: Path) -> dict[str, bytes]:
    """Return the files of an archive but its manifest, which says when it was made."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def manifest_of(path: Path) -> dict[str, Any]:
    """Return the manifest of an archive."""
    with zipfile.ZipFile(path) as archive:
        return dict(json.loads(archive.read("manifest.json")))


def forget(workspace: Workspace, *, people: bool) -> None:
    """Delete every row of a workspace, those that do not leave included, and its accounts if asked."""
    scope = Scope(workspace)
    members = list(scope.members().values_list("pk", flat=True))
    Bounce.objects.all().delete()
    KeptFacts.objects.filter(initiative__workspace=workspace).delete()
    TokenUse.objects.filter(token__workspace=workspace).delete()
    Delivery.objects.filter(webhook__workspace=workspace).delete()
    for model in apps.get_models():
        owned = [one for one in model._meta.concrete_fields if one.name == "workspace"]
        if owned and parts.part_of(model) is None:
            raw_delete(model._default_manager.filter(workspace=workspace))
    for part in reversed(parts.parts()):
        raw_delete(scope.own(part))
    if people:
        raw_delete(User.objects.filter(pk__in=members))


def raw_delete(rows: "models.QuerySet[Any]") -> None:
    """Delete rows as they are: what refers to them goes too, in its turn."""
    rows._raw_delete(rows.db)


def altered(path: Path, target: Path, changes: dict[str, bytes | None]) -> Path:
    """Write an archive again with some of its files changed or left out."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = changes[name] if name in changes else source.read(name)
            if content is not None:
                copy.writestr(name, content)
        for name in changes.keys() - set(source.namelist()):
            copy.writestr(name, changes[name] or b"")
    return target
