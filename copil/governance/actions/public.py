"""Prepare the public page of an initiative, publish it, take it down."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.governance import public_page
from copil.governance.models.public import PublicPage
from copil.identity.models import User, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal

_LONGEST = 4_000


def page_of(initiative: Initiative) -> PublicPage:
    """Return the page of an initiative, an unsaved one the first time."""
    found: PublicPage | None = PublicPage.objects.filter(initiative=initiative).first()
    return found or PublicPage(initiative=initiative, workspace=initiative.workspace, version=0)


@transaction.atomic
def save_lines(
    *,
    initiative: Initiative,
    language: str,
    title: str,
    lines: Mapping[str, Mapping[str, Any]],
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> PublicPage:
    """Keep what the page will say in a language; nothing of it shows before it is published.

    Raises ``Conflict`` when it changed since version ``expected``; 0 is a page nobody prepared yet.
    """
    page: PublicPage
    page, _ = PublicPage.objects.select_for_update(of=("self",)).get_or_create(
        initiative=initiative,
        defaults={"workspace": initiative.workspace, "version": 0, "created_at": at},
    )
    known = {one.key for one in public_page.lines()}
    kept = {
        key: {"shown": bool(said.get("shown")), "text": str(said.get("text", "")).strip()[:_LONGEST]}
        for key, said in lines.items()
        if key in known
    }
    page.draft = {**page.draft, language: {"title": title.strip()[:200], "lines": kept}}
    save_versioned(page, fields=["draft"], expected=expected)
    shown = sorted(key for key, said in kept.items() if said["shown"])
    _record(page, verb="prepare", by=by, at=at, changes={"language": language, "shown": shown})
    return page


@transaction.atomic
def publish(*, page: PublicPage, by: User | None, at: dt.datetime) -> PublicPage:
    """Publish the page as it is prepared: a copy, that later changes do not touch.

    Raises ``ActionRefused`` when no line is shown, or for an archived initiative.
    """
    held = _held(page)
    if held.initiative.is_archived:
        raise ActionRefused("Cette démarche est archivée : elle ne publie plus rien.")
    content = public_page.composed(held, held.initiative)
    if not content:
        raise ActionRefused("Choisissez au moins une ligne à montrer avant de publier.")
    PublicPage.objects.filter(pk=held.pk).update(
        content=content, published_at=at, published_by=by, version=held.version + 1
    )
    said = {language: [key for key, _ in one["lines"]] for language, one in content.items()}
    _record(held, verb="publish", by=by, at=at, changes={"lines": said})
    held.refresh_from_db()
    return held


@transaction.atomic
def withdraw(*, page: PublicPage, by: User, at: dt.datetime) -> None:
    """Take the page down, at once; what was prepared stays."""
    held = _held(page)
    if not held.is_published:
        raise ActionRefused("Cette page n’est pas publiée.")
    PublicPage.objects.filter(pk=held.pk).update(
        content=None, published_at=None, published_by=None, version=held.version + 1
    )
    _record(held, verb="withdraw", by=by, at=at)


def _held(page: PublicPage) -> PublicPage:
    rows = PublicPage.objects.select_for_update(of=("self",)).select_related(
        "workspace", "initiative__workspace", "initiative__method", "initiative__territory",
        "initiative__problem_sheet",
    )  # fmt: skip  # a table reads by its lines
    held: PublicPage | None = rows.filter(pk=page.pk).first()
    if held is None:
        raise ActionRefused("Préparez d’abord la page : choisissez ce qu’elle montre.")
    return held


def _record(
    page: PublicPage, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=page.workspace,
        verb=verb,
        obj=reference(page),
        label=page.initiative.title,
        changes=changes,
        initiative_id=page.initiative_id,
    )
