"""A workspace's own Word files: brought, withdrawn, put in use again."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.documents import merging
from copil.documents.kind_fields import Kind
from copil.documents.kinds import KINDS
from copil.documents.models import WordTemplate
from copil.documents.word import filling
from copil.documents.word.reading import Problem, problems_of
from copil.documents.word.safety import parts_of
from copil.documents.writers import FORMATS
from copil.files import store
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal


class TemplateRefused(ActionRefused):
    """A sound file whose fields are wrong: each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("Ce modèle n’a pas été mis en service : corrigez-le, puis déposez-le de nouveau.")
        self.problems = problems


@transaction.atomic
def add_template(
    *, workspace: Workspace, kind: Kind, content: bytes, name: str, by: User | None, at: dt.datetime
) -> WordTemplate:
    """Check a Word file and put it in use for a kind, in place of the one before, which is kept.

    Raises ``ActionRefused`` for a file that is not sound, ``TemplateRefused`` with each wrong field.
    """
    check(content, kind)
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    rows = WordTemplate.objects.filter(workspace=workspace, kind=kind.key)
    rows.filter(in_use=True).update(in_use=False, withdrawn_at=at)
    pk = WordTemplate._meta.pk.get_default()
    file = store.keep(
        workspace=workspace,
        content=content,
        name=name,
        media_type=FORMATS["docx"].media_type,
        owner=("documents.wordtemplate", pk),
    )
    template: WordTemplate = WordTemplate.objects.create(
        id=pk,
        workspace=workspace,
        kind=kind.key,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=file.name,
        file=file,
        added_by=by,
        created_at=at,
    )
    _record(template, "add", by=by, at=at, digest=file.sha256)
    return template


def check(content: bytes, kind: Kind) -> None:
    """Refuse a file that is not sound, names what does not exist, or cannot be filled."""
    problems = problems_of(parts_of(content), kind)
    if problems:
        raise TemplateRefused(problems)
    try:
        filling.filled(content, merging.sample_of(kind))
    except filling.CannotFill:
        raise TemplateRefused(
            [
                Problem(
                    "Texte",
                    0,
                    "",
                    "Ce modèle ne peut pas être rempli tel qu’il est fait. Partez de l’exemple, et "
                    "reprenez-y vos paragraphes un par un.",
                )
            ]
        ) from None


@transaction.atomic
def withdraw_template(*, template: WordTemplate, expected: int, by: User | None, at: dt.datetime) -> None:
    """Take a template out of use: ours makes the documents again. Those already made do not change."""
    template.in_use, template.withdrawn_at = False, at
    save_versioned(template, fields=["in_use", "withdrawn_at"], expected=expected)
    _record(template, "withdraw", by=by, at=at)


@transaction.atomic
def use_template(*, template: WordTemplate, expected: int, by: User | None, at: dt.datetime) -> None:
    """Put a version in use again, in place of the one that is."""
    Workspace.objects.select_for_update().get(pk=template.workspace_id)
    check(store.read(template.file), KINDS[template.kind])
    others = WordTemplate.objects.filter(workspace=template.workspace_id, kind=template.kind, in_use=True)
    others.exclude(pk=template.pk).update(in_use=False, withdrawn_at=at)
    template.in_use, template.withdrawn_at = True, None
    save_versioned(template, fields=["in_use", "withdrawn_at"], expected=expected)
    _record(template, "use", by=by, at=at)


def _record(template: WordTemplate, verb: str, *, by: User | None, at: dt.datetime, digest: str = "") -> None:
    changes: dict[str, Any] = {"name": template.name} | ({"digest": digest} if digest else {})
    journal.record(
        by=by,
        at=at,
        workspace=template.workspace,
        verb=verb,
        obj=reference(template),
        label=f"{KINDS[template.kind].label}, version {template.number}",
        changes=changes,
    )
