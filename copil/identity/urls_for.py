"""Addresses inside the current workspace."""

from typing import Any

from django.urls import reverse

from copil.identity.http import Request


def to(request: Request, name: str, **kwargs: Any) -> str:
    """Return the address of a screen of the current workspace."""
    return reverse(name, kwargs={"workspace": request.workspace.slug, **kwargs})
