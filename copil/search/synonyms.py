"""The words that mean the same: a list that comes with Copil, and what is added to it here."""

import datetime as dt
import tomllib
from functools import lru_cache
from importlib import resources

from django.db import transaction
from django.db.models import Value

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.search import rules
from copil.search.models import CommonSynonyms, SynonymGroup
from copil.search.rules import Asked, Group

MOST = 200
LEAST_IN_GROUP = 2


@lru_cache(maxsize=1)
def shipped() -> tuple[tuple[str, ...], ...]:
    """Return the groups that come with Copil, as they are written."""
    text = resources.files("copil.search").joinpath("data/synonyms.toml").read_text(encoding="utf-8")
    return tuple(tuple(group) for group in tomllib.loads(text)["groups"])


@lru_cache(maxsize=1)
def _shipped_groups() -> tuple[Group, ...]:
    return tuple(rules.group_of(group) for group in shipped())


def asked(workspace: Workspace | None, question: str | Asked) -> Asked:
    """Return what a question asks in a workspace (two queries), or what was already read of it.

    Without a workspace, only the lists of the installation are read.
    """
    if isinstance(question, Asked):
        return question
    added = [rules.group_of(cut(line)) for line in _added(workspace)]
    return rules.read(question, (*_shipped_groups(), *added))


def equivalents(workspace: Workspace, question: str) -> list[str]:
    """Return the expressions, as they are written in the lists, that a question also asks for."""
    own = {slot[0] for slot in asked(workspace, question).slots}
    found: dict[str, None] = {}
    for line in (*shipped(), *(cut(line) for line in _added(workspace))):
        if own & rules.group_of(line):
            found |= {one: None for one in line if not own & rules.group_of([one])}
    return list(found)


def _added(workspace: Workspace | None) -> list[str]:
    """Return the lines added for all, then those of the workspace, the oldest first (one query)."""
    rows = CommonSynonyms.objects.order_by().values_list(Value(0), "pk", "expressions")
    if workspace is not None:
        own = SynonymGroup.objects.in_workspace(workspace).order_by()
        rows = rows.union(own.values_list(Value(1), "pk", "expressions"), all=True)
    return [expressions for _, _, expressions in sorted(rows)]


def added(workspace: Workspace | None) -> list[tuple[str, ...]]:
    """Return the groups that people added here, as they wrote them; without a workspace, those of all."""
    return [tuple(cut(line)) for line in _added(workspace)]


def cut(expressions: str) -> list[str]:
    """Return the expressions of a line: « asso, association »."""
    listed = (" ".join(one.split()) for one in expressions.replace(";", ",").replace("=", ",").split(","))
    return list(dict.fromkeys(one for one in listed if one))


@transaction.atomic
def create(*, by: User | None, at: dt.datetime, workspace: Workspace, expressions: str) -> SynonymGroup:
    """Add a group of words that mean the same."""
    line = _checked(expressions)
    if SynonymGroup.objects.in_workspace(workspace).count() >= MOST:
        raise ActionRefused(f"La liste compte déjà {MOST} lignes : retirez-en avant d’en ajouter.")
    group: SynonymGroup = SynonymGroup.objects.create(workspace=workspace, expressions=line, created_at=at)
    _record(group, verb="create", by=by, at=at)
    return group


@transaction.atomic
def update(*, by: User, at: dt.datetime, group: SynonymGroup, expressions: str, expected: int) -> None:
    """Change a group. Raises ``Conflict`` on a stale version."""
    before, group.expressions = group.expressions, _checked(expressions)
    save_versioned(group, fields=["expressions"], expected=expected)
    _record(group, verb="update", by=by, at=at, changes={"expressions": [before, group.expressions]})


@transaction.atomic
def remove(*, by: User, at: dt.datetime, group: SynonymGroup) -> None:
    """Take a group off the list."""
    kind, identifier, label = *reference(group), group.expressions
    workspace = group.workspace
    group.delete()
    journal.record(by=by, at=at, workspace=workspace, verb="remove", obj=(kind, identifier), label=label)


@transaction.atomic
def create_common(*, by: User, at: dt.datetime, workspace: Workspace, expressions: str) -> None:
    """Add words that mean the same in every workspace; the journal is that of where it was done from."""
    line = _checked(expressions)
    if CommonSynonyms.objects.filter(expressions=line).exists():
        raise ActionRefused("Cette ligne est déjà dans la liste commune.")
    if CommonSynonyms.objects.count() >= MOST:
        raise ActionRefused(f"La liste compte déjà {MOST} lignes : retirez-en avant d’en ajouter.")
    group = CommonSynonyms.objects.create(expressions=line, created_at=at)
    journal.record(by=by, at=at, workspace=workspace, verb="create", obj=reference(group), label=line)


@transaction.atomic
def remove_common(*, by: User, at: dt.datetime, workspace: Workspace, group: CommonSynonyms) -> None:
    """Take words off the list of every workspace."""
    obj, label = reference(group), group.expressions
    group.delete()
    journal.record(by=by, at=at, workspace=workspace, verb="remove", obj=obj, label=label)


def _checked(expressions: str) -> str:
    listed = cut(expressions)
    if len(rules.group_of(listed)) < LEAST_IN_GROUP:
        raise ActionRefused("Donnez au moins deux mots ou expressions différents, séparés par des virgules.")
    return ", ".join(listed)


def _record(
    group: SynonymGroup,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, list[str]] | None = None,
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=group.workspace,
        verb=verb,
        obj=reference(group),
        label=group.expressions,
        changes=changes,
    )
