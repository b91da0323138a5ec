"""Copy a method, edit the copy, take a change back, publish a version."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.identity.models import User, Workspace, reference
from copil.initiatives import journey, method_file
from copil.initiatives.drafting import checking, growth
from copil.initiatives.models import EarlierDraft, Method, MethodDraft
from copil.journal import actions as journal

MOST_EARLIER = 20
_MOST_COPIES = 100


@transaction.atomic
def copy_method(
    *, workspace: Workspace, method: Method, title: str, by: User | None, at: dt.datetime
) -> MethodDraft:
    """Begin a draft from a version: of the workspace's own method, its next one; of another, a new method.

    Raises ``ActionRefused`` when the workspace already prepares a version of its method.
    """
    own = method.workspace_id == workspace.pk
    key = method.key if own else _free_key(workspace, method.key)
    if MethodDraft.objects.in_workspace(workspace).filter(key=key).exists():
        raise ActionRefused("Une version de cette méthode est déjà en préparation.")
    content = replace(journey.method_of(method), key=key, title=title.strip())
    draft = MethodDraft.objects.create(
        workspace=workspace,
        key=key,
        title=content.title,
        base=method,
        content=method_file.to_json(content),
        created_at=at,
        changed_at=at,
    )
    _record(draft, verb="copy", by=by, at=at, changes={"method": str(method)})
    return draft


@transaction.atomic
def change_draft(
    *,
    draft: MethodDraft,
    change: Callable[[method_file.Method], method_file.Method],
    label: str,
    by: User | None,
    at: dt.datetime,
    expected: int | None = None,
) -> bool:
    """Store what ``change`` makes of the method, keep what it was; tell whether anything differs.

    ``expected`` is the version seen by whoever moved a part of the tree; a form instead compares, in
    ``change``, what it showed with what is stored. Both raise :class:`Conflict`.
    """
    stored = _locked(draft, expected)
    before = method_file.from_json(stored.content)
    after = change(before)
    if after == before:
        return False
    EarlierDraft.objects.create(
        workspace=stored.workspace,
        draft=stored,
        content=stored.content,
        label=label[:200],
        made_by=by,
        made_at=at,
    )
    surplus = stored.earlier.order_by("-made_at", "-pk").values_list("pk", flat=True)[MOST_EARLIER:]
    EarlierDraft.objects.filter(pk__in=list(surplus)).delete()
    _store(stored, after, at)
    draft.version = stored.version
    _record(stored, verb="edit", by=by, at=at, changes={"what": label})
    return True


@transaction.atomic
def undo_change(*, draft: MethodDraft, expected: int, by: User, at: dt.datetime) -> str:
    """Bring back what the draft was before its last change; return what that change was."""
    stored = _locked(draft, expected)
    last = stored.earlier.order_by("-made_at", "-pk").first()
    if last is None:
        raise ActionRefused("Il n’y a plus rien à annuler.")
    label: str = last.label
    _store(stored, method_file.from_json(last.content), at)
    last.delete()
    _record(stored, verb="undo_edit", by=by, at=at, changes={"what": label})
    return label


@transaction.atomic
def delete_draft(*, draft: MethodDraft, by: User, at: dt.datetime) -> None:
    """Give a draft up; the published versions stay."""
    stored = _locked(draft, None)
    _record(stored, verb="delete", by=by, at=at)
    _discard(stored)


@transaction.atomic
def publish_draft(
    *, draft: MethodDraft, what_changed: str, expected: int, by: User | None, at: dt.datetime
) -> Method:
    """Freeze the draft as the next version of its method; the draft ends there.

    Raises ``ActionRefused`` while the validator finds something, or when nothing differs from the last one.
    """
    stored = _locked(draft, expected)
    method = method_file.from_json(stored.content)
    if checking.problems_of(method):
        raise ActionRefused("La méthode n’est pas encore complète : corrigez ce qui est listé, puis publiez.")
    versions = Method.objects.filter(workspace=stored.workspace, key=stored.key)
    last = versions.order_by("-number").first()
    number = (last.number if last else 0) + 1
    if last and replace(method, version=journey.method_of(last).version) == journey.method_of(last):
        raise ActionRefused(f"Rien ne diffère de la version {last.number} : il n’y a rien à publier.")
    method = replace(method, version=str(number))
    published = Method.objects.create(
        workspace=stored.workspace,
        key=stored.key,
        number=number,
        title=method.title,
        content=method_file.to_json(method),
        digest=method_file.digest(method),
        published_at=at,
        published_by=by,
        based_on=stored.base,
        what_changed=what_changed.strip(),
    )
    journal.record(
        by=by,
        at=at,
        workspace=stored.workspace,
        verb="publish",
        obj=reference(published),
        label=published.title,
        changes={"number": number, "what_changed": what_changed.strip()},
    )
    _discard(stored)
    return published


def import_into(
    *, draft: MethodDraft, content: bytes, name: str, expected: int, by: User, at: dt.datetime
) -> bool:
    """Put the method of a file in place of the draft's, which can be brought back.

    Raises ``MethodFileError`` with every problem of the file, by line and field; the draft is untouched then.
    """
    method = method_file.load(content)
    return change_draft(
        draft=draft,
        change=lambda _: replace(method, key=draft.key),
        label=f"reprendre le fichier « {name[:100]} »",
        by=by,
        at=at,
        expected=expected,
    )


def spent_names(draft: MethodDraft) -> frozenset[str]:
    """Return the ids that something had or has, in the draft and in every version it comes from."""
    versions = list(Method.objects.filter(workspace=draft.workspace, key=draft.key).defer("content"))
    base: Method | None = draft.base
    while base is not None:
        versions.append(base)
        base = base.based_on
    names = growth.names_of(method_file.from_json(draft.content))
    return names.union(*(growth.names_of(method) for method in journey.methods_of(versions)))


def _locked(draft: MethodDraft, expected: int | None) -> MethodDraft:
    rows = MethodDraft.objects.select_for_update().filter(pk=draft.pk)
    stored: MethodDraft | None = rows.first()
    if stored is None:
        raise ActionRefused("Cette version a été publiée ou abandonnée entre-temps.")
    if expected is not None and stored.version != expected:
        raise Conflict
    return stored


def _store(stored: MethodDraft, method: method_file.Method, at: dt.datetime) -> None:
    stored.content = method_file.to_json(method)
    stored.title = method.title[:200]
    stored.changed_at = at
    stored.version += 1
    stored.save(update_fields=["content", "title", "changed_at", "version"])


def _discard(stored: MethodDraft) -> None:
    stored.earlier.all().delete()
    stored.delete()


def _free_key(workspace: Workspace, key: str) -> str:
    taken = set(Method.objects.filter(workspace=workspace).values_list("key", flat=True))
    taken |= set(MethodDraft.objects.in_workspace(workspace).values_list("key", flat=True))
    names = (key[:50], *(f"{key[:50]}-{number}" for number in range(2, _MOST_COPIES)))
    free = next((name for name in names if name not in taken), "")
    if not free:
        raise ActionRefused("Cette méthode a déjà été copiée cent fois dans cet espace.")
    return free


def _record(
    draft: MethodDraft,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, object] | None = None,
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=draft.workspace,
        verb=verb,
        obj=reference(draft),
        label=draft.title,
        changes=changes,
    )
