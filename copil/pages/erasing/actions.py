"""The verb that erases a person, in one transaction."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from copil.accounts.enums import ErasureKind
from copil.accounts.models import Erasure
from copil.core.errors import ActionRefused
from copil.core.security_log import told
from copil.directory.models import Person
from copil.documents import produce
from copil.documents.blocks import Document, Paragraph
from copil.documents.models import ArchivedDocument
from copil.documents.writers import FORMATS
from copil.files.models import StoredFile
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.notifications import jobs
from copil.pages.erasing import contents, former, ledger, people, rows, sweeping, traces
from copil.pages.erasing.fates import Fate
from copil.pages.erasing.people import Subject

WIPE = "pages.wipe"


def erase(
    *,
    subject: Subject,
    workspace: Workspace | None,
    alone: bool,
    attachments: bool,
    by: User | None,
    at: dt.datetime,
) -> Erasure:
    """Erase a person: their account and sheets, what is theirs, and every text and file that names them.

    ``alone`` takes the family name out even where it stands by itself, ``attachments`` empties the files that
    somebody attached and that name them. ``workspace`` is where it is asked; None to do again, on the data of
    a backup, what was decided. Raises ``ActionRefused`` while something must be done first.
    """
    if obstacles := people.obstacles(subject, by=by, workspace=workspace):
        raise ActionRefused(obstacles[0])
    known = traces.of(former.called(subject), alone=alone)
    # Long to read where there are many: nobody else waits for it.
    files = [
        one
        for one in contents.naming(known, workspaces=subject.workspaces)
        if attachments or contents.is_ours(one)
    ]
    with transaction.atomic():
        done: Counter[Fate] = Counter()
        if subject.sheets:
            done += rows.erase_sheets(subject.sheets, at=at)
        if subject.user is not None:
            done += rows.erase_account(subject.user, at=at)
        _empty_files(files)
        swept = sweeping.sweep(known, workspaces=subject.workspaces, by=by, at=at)
        former.empty_lines(subject)
        counts = {
            **{str(fate): done[fate] for fate in Fate},
            "texts": swept.total(),
            "files": len(files),
        }
        # Names of rows, which an archive made before brings back: they say nothing of anybody any more.
        rows_of_theirs = {"sheets": _keys(subject.pks), "accesses": _keys(subject.accesses)}
        scope = {"alone": alone, "attachments": attachments, **rows_of_theirs}
        return _written_down(subject, workspace=workspace, scope=scope, counts=counts, by=by, at=at)


def _empty_files(files: Iterable[StoredFile]) -> None:
    """Empty files that name the person; a produced document keeps its place, its date, its digest."""
    for stored in files:
        archived = ArchivedDocument.objects.select_related("workspace").filter(file=stored).first()
        if archived is None or archived.format not in FORMATS:
            contents.empty(stored)
        else:
            _empty_document(stored, archived)


def _empty_document(stored: StoredFile, archived: ArchivedDocument) -> None:
    """Put the note in the place of a produced document, in its own format: it opens as before."""
    note = Document(title="Contenu effacé", blocks=[Paragraph(text) for text in contents.NOTE.splitlines()])
    made = produce.produce(note, kind=produce.EXAMPLE, format=archived.format, workspace=archived.workspace)
    name = f"Contenu effacé{made.extension}"
    contents.empty(stored, content=made.content, media_type=made.media_type, name=name)


def _written_down(
    subject: Subject,
    *,
    workspace: Workspace | None,
    scope: Mapping[str, Any],
    counts: Mapping[str, int],
    by: User | None,
    at: dt.datetime,
) -> Erasure:
    """Write that somebody was erased, in the table, beside the database and in each journal: never who."""
    kind = ErasureKind.ACCOUNT if subject.user is not None else ErasureKind.PERSON
    pk = subject.user.pk if subject.user is not None else subject.sheets[0].pk
    found = Erasure.objects.create(
        kind=kind, subject_id=pk, asked_by=by, at=at, scope=scope, counts=counts,
        workspace=workspace or (subject.sheets[0].workspace if subject.sheets else None),
    )  # fmt: skip  # a table reads by its lines
    told("person_erased", kind=kind, subject=pk)
    jobs.enqueue(name=WIPE, payload={}, workspace=None, at=at, unique_key=f"{WIPE}:{found.pk.hex}")
    transaction.on_commit(lambda: ledger.add(found))
    for one in Workspace.objects.filter(pk__in=subject.workspaces).order_by("pk"):
        target = _of_workspace(subject, one) or reference(found)
        journal.record(by=by, at=at, workspace=one, verb="erase", obj=target, changes=dict(counts))
    return found


def _keys(pks: Iterable[uuid.UUID]) -> list[str]:
    return sorted(str(pk) for pk in pks)


def _of_workspace(subject: Subject, workspace: Workspace) -> tuple[str, uuid.UUID] | None:
    sheets = [one for one in subject.sheets if one.workspace_id == workspace.pk]
    return (Person._meta.label_lower, sheets[0].pk) if sheets else None
