"""The verbs of proposals: these two are not the same; compare them again."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused
from copil.directory import doubles
from copil.directory.actions.common import record
from copil.directory.enums import SheetKind
from copil.directory.models import KeptApart, Organisation, Person
from copil.identity.models import User

Sheet = Organisation | Person


@transaction.atomic
def keep_apart(*, one: Sheet, other: Sheet, reason: str, by: User, at: dt.datetime) -> KeptApart:
    """Remember that two sheets are two; they are not proposed together again."""
    if one.pk == other.pk:
        raise ActionRefused("C’est une seule et même fiche.")
    first, second = doubles.ordered(one.pk, other.pk)
    try:
        with transaction.atomic():
            said = KeptApart.objects.create(
                workspace=one.workspace,
                kind=kind_of(one),
                one_id=first,
                other_id=second,
                reason=reason.strip(),
                said_by=by,
                created_at=at,
            )
    except IntegrityError as error:
        raise ActionRefused("C’est déjà noté : ces deux fiches ne sont plus proposées ensemble.") from error
    _tell((one, other), verb="keep_apart", reason=said.reason, by=by, at=at)
    return said


@transaction.atomic
def propose_again(*, said: KeptApart, by: User, at: dt.datetime) -> None:
    """Let two sheets kept apart be compared again."""
    written = KeptApart.objects.filter(pk=said.pk, archived_at=None).update(archived_at=at)
    if not written:
        raise ActionRefused("Ces deux fiches peuvent déjà être proposées ensemble.")
    model: Any = Organisation if said.kind == SheetKind.ORGANISATION else Person
    sheets = list(model.objects.filter(pk__in=(said.one_id, said.other_id)).select_related("workspace"))
    _tell(tuple(sheets), verb="propose_again", reason="", by=by, at=at)


def kind_of(sheet: Sheet) -> SheetKind:
    """Return what a sheet is about."""
    return SheetKind.ORGANISATION if isinstance(sheet, Organisation) else SheetKind.PERSON


def _tell(sheets: tuple[Sheet, ...], *, verb: str, reason: str, by: User, at: dt.datetime) -> None:
    """Write a line in the history of each sheet; the label names the other one."""
    names = " et ".join(f"« {sheet} »" for sheet in sheets)
    for sheet in sheets:
        record(sheet, verb=verb, by=by, at=at, changes={"reason": reason} if reason else {}, label=names)
