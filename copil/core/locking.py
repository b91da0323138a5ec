"""The optimistic lock: the second of two people saving the same thing is told, and loses nothing."""

from typing import Any

from django.db import models
from django.db.models import F

from copil.core.errors import Conflict


def save_versioned(obj: models.Model, *, fields: list[str], expected: int) -> None:
    """Write ``fields`` of ``obj`` if its stored version is still ``expected``, and raise the version by one.

    Raises :class:`Conflict` when another save came first. ``obj.version`` is up to date afterwards.
    """
    values: dict[str, Any] = {name: getattr(obj, name) for name in fields}
    manager = type(obj)._default_manager
    written = manager.filter(pk=obj.pk, version=expected).update(version=F("version") + 1, **values)
    if not written:
        raise Conflict
    obj.version = expected + 1  # type: ignore[attr-defined]  # every caller's model is versioned


def expected_version(data: Any) -> int:
    """Return the hidden ``version`` sent with a form, or -1, which never matches, when there is none."""
    try:
        return int(data.get("version", "-1"))
    except (TypeError, ValueError):
        return -1
