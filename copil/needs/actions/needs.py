"""The verbs of needs and of their origins."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.text import fold
from copil.directory.actions import people
from copil.directory.actions.common import write
from copil.directory.models import Organisation, Person
from copil.directory.rules.people import NewPerson
from copil.identity.models import User, Workspace
from copil.needs import rules
from copil.needs.actions.common import index_needs, locked_need, record, unindex
from copil.needs.enums import OriginKind
from copil.needs.models import Diagnostic, Need, NeedOrigin, Theme

FIELDS = ("organisation", "text", "theme")
ALREADY = (
    "Ce besoin est déjà noté pour cette structure : ajoutez-lui une origine plutôt que de le noter deux fois."
)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Where and when a need was heard, before it is kept."""

    kind: str
    date: dt.date | None = None
    person: Person | NewPerson | None = None
    diagnostic: Diagnostic | None = None
    document: str = ""


@transaction.atomic
def create_need(
    *,
    workspace: Workspace,
    organisation: Organisation,
    text: str,
    origins: Sequence[Heard],
    by: User | None,
    at: dt.datetime,
    theme: Theme | None = None,
) -> Need:
    """Note a need of a structure with the origins it was heard from, one at least.

    Raises ``ActionRefused`` for a need without words or origin, for an archived structure and for a need
    that the structure already has in the same words.
    """
    if not text.strip():
        raise ActionRefused("Écrivez le besoin, avec les mots de la structure.")
    if not origins:
        raise ActionRefused("Dites d’où vient ce besoin : une origine au moins.")
    if organisation.is_archived:
        raise ActionRefused("Cette organisation est archivée : restaurez-la avant de noter ses besoins.")
    if same_need(organisation=organisation, text=text) is not None:
        raise ActionRefused(ALREADY)
    need = Need.objects.create(
        workspace=workspace, organisation=organisation, text=text.strip(), theme=theme, created_at=at
    )
    for heard in origins:
        keep_origin(need, heard, by=by, at=at)
    index_needs([need], at=at)
    kinds = [OriginKind(heard.kind).label for heard in origins]
    record(need, verb="create", by=by, at=at, changes={"organisation": organisation.name, "origins": kinds})
    return need


@transaction.atomic
def update_need(*, need: Need, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> bool:
    """Change any of ``FIELDS``; tell whether anything changed. Raises ``Conflict`` on a stale version.

    The structure of a need that comes from the diagnostic of a structure stays that one.
    """
    stored = locked_need(need)
    moved = values.get("organisation", stored.organisation) != stored.organisation
    if moved and stored.origins.filter(archived_at=None).exclude(diagnostic=None).exists():
        raise ActionRefused(
            "Ce besoin vient d’un diagnostic de la structure : il ne peut pas changer de structure."
        )
    given = {name: values[name] for name in FIELDS if name in values}
    if "text" in given:
        given["text"] = given["text"].strip()
    changes = write(stored, given, expected=expected)
    if changes:
        index_needs([stored], at=at)
        record(stored, verb="update", by=by, at=at, changes=changes)
    return bool(changes)


@transaction.atomic
def add_origin(*, need: Need, heard: Heard, by: User | None, at: dt.datetime) -> NeedOrigin:
    """Note that a need was heard once more, which confirms it when it comes from another kind of origin."""
    stored = _open_need(need)
    origin = keep_origin(stored, heard, by=by, at=at)
    record(stored, verb="add_origin", by=by, at=at, changes={"origin": described(origin)})
    return origin


@transaction.atomic
def remove_origin(*, origin: NeedOrigin, by: User, at: dt.datetime) -> None:
    """Take back an origin noted by mistake; the last one stays."""
    stored = _open_need(origin.need)
    kept = NeedOrigin.objects.current().filter(need=stored)
    if not kept.filter(pk=origin.pk).exists():
        raise ActionRefused("Cette origine est déjà retirée.")
    if kept.count() == 1:
        raise ActionRefused(
            "Un besoin garde au moins une origine : ajoutez la bonne avant de retirer celle-ci."
        )
    NeedOrigin.objects.filter(pk=origin.pk).update(archived_at=at, version=origin.version + 1)
    record(stored, verb="remove_origin", by=by, at=at, changes={"origin": described(origin)})


@transaction.atomic
def confirm_need(
    *, need: Need, on: dt.date, by: User | None, at: dt.datetime, person: Person | NewPerson | None = None
) -> None:
    """Keep the day when the structure said that this is indeed its need, and who said so."""
    stored = _open_need(need)
    who = people.ensure(by=by, at=at, workspace=stored.workspace, person=person) if person else None
    Need.objects.filter(pk=stored.pk).update(confirmed_on=on, confirmed_by=who, version=stored.version + 1)
    record(stored, verb="confirm", by=by, at=at, changes={"on": on, "person": str(who or "")})


@transaction.atomic
def unconfirm_need(*, need: Need, by: User, at: dt.datetime) -> None:
    """Take back a confirmation noted by mistake."""
    stored = _open_need(need)
    if stored.confirmed_on is None:
        raise ActionRefused("La structure n’avait pas confirmé ce besoin.")
    Need.objects.filter(pk=stored.pk).update(confirmed_on=None, confirmed_by=None, version=stored.version + 1)
    record(stored, verb="unconfirm", by=by, at=at, changes={"on": [stored.confirmed_on, None]})


@transaction.atomic
def archive_need(*, need: Need, by: User, at: dt.datetime) -> None:
    """Put a need aside: out of lists, proposals and search."""
    stored = _open_need(need)
    Need.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    unindex(stored)
    record(stored, verb="archive", by=by, at=at)


@transaction.atomic
def restore_need(*, need: Need, by: User, at: dt.datetime) -> None:
    """Take a need out of the archive, loose when the shared need it was in is itself archived."""
    stored = locked_need(need)
    if not stored.is_archived:
        raise ActionRefused("Ce besoin n’est pas archivé.")
    shared = stored.shared_need
    kept = shared if shared is not None and not shared.is_archived else None
    Need.objects.filter(pk=stored.pk).update(archived_at=None, shared_need=kept, version=stored.version + 1)
    index_needs([stored], at=at)
    record(stored, verb="restore", by=by, at=at)


def same_need(*, organisation: Organisation, text: str) -> Need | None:
    """Return the need that a structure already has in the same words, whatever the accents and capitals."""
    wanted = " ".join(fold(text).split())
    for need in Need.objects.current().filter(organisation=organisation).order_by("pk"):
        if " ".join(fold(need.text).split()) == wanted:
            found: Need = need
            return found
    return None


def keep_origin(need: Need, heard: Heard, *, by: User | None, at: dt.datetime) -> NeedOrigin:
    """Keep where a need was heard; somebody unknown to the directory enters it.

    Raises ``ActionRefused`` when the diagnostic is another structure's.
    """
    if heard.diagnostic is not None and heard.diagnostic.organisation_id != need.organisation_id:
        raise ActionRefused("Ce diagnostic est celui d’une autre structure.")
    person = heard.person
    if person is not None:
        person = people.ensure(by=by, at=at, workspace=need.workspace, person=person)
    return NeedOrigin.objects.create(
        workspace=need.workspace,
        need=need,
        kind=heard.kind,
        date=heard.date,
        person=person,
        diagnostic=heard.diagnostic,
        document=heard.document.strip(),
        created_at=at,
    )


def described(origin: NeedOrigin) -> str:
    """Return an origin in a few words: its kind and its day."""
    day = f" du {typography.day(origin.date, 'medium')}" if origin.date else ""
    return f"{origin.get_kind_display().lower()}{day}"


def note_needs(
    *, diagnostic: Diagnostic, texts: Sequence[str], by: User | None, at: dt.datetime
) -> tuple[int, int]:
    """Note needs that come out of a diagnostic; return how many are new, and how many were known.

    A need the structure already has in the same words gets one more origin, once.
    """
    if len(texts) > rules.MOST_LINES:
        raise ActionRefused(f"Notez {rules.MOST_LINES} besoins à la fois au plus.")
    heard = Heard(
        kind=OriginKind.DIAGNOSTIC, date=diagnostic.date, person=diagnostic.led_by, diagnostic=diagnostic
    )
    new = known = 0
    for text in dict.fromkeys(texts):
        need = same_need(organisation=diagnostic.organisation, text=text)
        if need is None:
            create_need(
                workspace=diagnostic.workspace,
                organisation=diagnostic.organisation,
                text=text,
                origins=[heard],
                by=by,
                at=at,
            )
            new += 1
        elif not NeedOrigin.objects.current().filter(need=need, diagnostic=diagnostic).exists():
            add_origin(need=need, heard=heard, by=by, at=at)
            known += 1
    return new, known


def _open_need(need: Need) -> Need:
    stored = locked_need(need)
    if stored.is_archived:
        raise ActionRefused("Ce besoin est archivé : ressortez-le des archives avant de le modifier.")
    return stored
