"""Write a mission letter from what is known, change its draft, revise it, withdraw it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.directory.actions import people
from copil.directory.models import Person
from copil.directory.rules.people import NewPerson
from copil.governance import role_kinds
from copil.governance.enums.letters import LetterState
from copil.governance.mission_letters import FIELDS, Known
from copil.governance.models import LetterVersion, MissionLetter
from copil.identity import links
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.notifications.actions import write

WITHDRAWN = "Cette lettre est retirée : elle ne change plus."
_SENT = "Cette version est partie : elle ne change plus. Préparez-en une autre."


@transaction.atomic
def prepare_letter(
    *,
    initiative: Initiative,
    workspace: Workspace,
    person: Person | NewPerson,
    role: str,
    by: User | None,
    at: dt.datetime,
) -> MissionLetter:
    """Write the first draft of somebody's letter from what the initiative already says."""
    if role not in role_kinds.kinds():
        raise ActionRefused("Choisissez un rôle de la liste.")
    known = people.ensure(by=by, at=at, workspace=workspace, person=person)
    twice = f"{known} a déjà une lettre pour ce rôle : revoyez-la plutôt que d’en écrire une autre."
    rows = MissionLetter.objects.in_force().filter(initiative=initiative, workspace=workspace)
    if rows.filter(person=known, role=role).exists():
        raise ActionRefused(twice)
    try:
        with transaction.atomic():
            letter: MissionLetter = MissionLetter.objects.create(
                initiative=initiative, workspace=workspace, person=known, role=role, created_at=at
            )
    except IntegrityError as already:
        raise ActionRefused(twice) from already
    read = Known(
        initiative=initiative, workspace=workspace, person=known, role=role, today=timezone.localdate(at)
    )
    LetterVersion.objects.create(letter=letter, workspace=workspace, number=1, created_at=at, **read.words())
    record(letter, verb="prepare", by=by, at=at)
    return letter


@transaction.atomic
def change_draft(
    *, version: LetterVersion, values: Mapping[str, str], expected: int, by: User, at: dt.datetime
) -> None:
    """Change what a version says before it leaves; raise ``Conflict`` when somebody saved in between."""
    letter = locked(version.letter)
    if LetterVersion.objects.filter(pk=version.pk, sent_at__isnull=False).exists():
        raise ActionRefused(_SENT)
    changed = [name for name in FIELDS if getattr(version, name) != values[name].strip()]
    for name in FIELDS:
        setattr(version, name, values[name].strip())
    save_versioned(version, fields=list(FIELDS), expected=expected)
    record(letter, verb="change", by=by, at=at, changes={"number": version.number, "parts": changed})


@transaction.atomic
def revise_letter(*, letter: MissionLetter, by: User, at: dt.datetime) -> LetterVersion:
    """Open the next version with the words of the last one, which stays as it was sent."""
    held = locked(letter)
    if held.is_withdrawn:
        raise ActionRefused(WITHDRAWN)
    last = latest(held)
    if not last.is_sent:
        raise ActionRefused("Une version est déjà en préparation : reprenez-la.")
    words = {name: getattr(last, name) for name in FIELDS}
    made: LetterVersion = LetterVersion.objects.create(
        letter=held, workspace=held.workspace, number=last.number + 1, created_at=at, **words
    )
    record(held, verb="revise", by=by, at=at, changes={"number": made.number})
    return made


@transaction.atomic
def discard_draft(*, letter: MissionLetter, by: User, at: dt.datetime) -> None:
    """Put aside the version in preparation; a letter of which nothing was ever sent goes with it."""
    held = locked(letter)
    last = latest(held)
    if last.is_sent:
        raise ActionRefused(_SENT)
    LetterVersion.objects.filter(pk=last.pk).update(archived_at=at, version=last.version + 1)
    if last.number == 1:
        MissionLetter.objects.filter(pk=held.pk).update(archived_at=at, version=held.version + 1)
    record(held, verb="discard", by=by, at=at, changes={"number": last.number})


@transaction.atomic
def withdraw_letter(*, letter: MissionLetter, reason: str, by: User, at: dt.datetime) -> None:
    """Withdraw a letter that was sent: its link closes, its addressee is told why, its versions stay."""
    held = locked(letter)
    if held.is_withdrawn:
        raise ActionRefused("Cette lettre est déjà retirée.")
    if held.state == LetterState.DRAFT:
        raise ActionRefused("Cette lettre n’est pas partie : mettez-la de côté.")
    if not reason.strip():
        raise ActionRefused("Dites pourquoi cette lettre est retirée.")
    sent = LetterVersion.objects.current().filter(letter=held, sent_at__isnull=False).order_by("-number")
    address = sent.values_list("email", flat=True).first() or ""
    close_links(held, at=at)
    LetterVersion.objects.current().filter(letter=held, sent_at=None).update(archived_at=at)
    MissionLetter.objects.filter(pk=held.pk).update(
        state=LetterState.WITHDRAWN,
        withdrawn_at=at,
        withdrawn_by=by,
        withdrawal_reason=reason.strip(),
        version=held.version + 1,
    )
    _tell_withdrawn(held, address=address, reason=reason.strip(), by=by, at=at)
    record(held, verb="withdraw", by=by, at=at, changes={"reason": reason.strip()})


def locked(letter: MissionLetter) -> MissionLetter:
    """Return the letter as it is stored, held until the end of the transaction."""
    rows = MissionLetter.objects.select_for_update(of=("self",)).select_related(
        "workspace", "initiative", "person"
    )
    held: MissionLetter = rows.get(pk=letter.pk)
    return held


def latest(letter: MissionLetter) -> LetterVersion:
    """Return the last version of a letter, in preparation or sent."""
    rows = LetterVersion.objects.current().filter(letter=letter).select_related("workspace", "sent_by")
    found: LetterVersion | None = rows.order_by("-number").first()
    if found is None:
        raise ActionRefused("Cette lettre a été mise de côté.")
    found.letter = letter
    return found


def close_links(letter: MissionLetter, *, at: dt.datetime) -> None:
    """Close the link of every version that is still open."""
    for version in LetterVersion.objects.filter(letter=letter, sent_at__isnull=False, closed_at=None):
        links.revoke(target=reference(version), at=at)
        LetterVersion.objects.filter(pk=version.pk).update(closed_at=at, version=version.version + 1)


def record(
    letter: MissionLetter,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the line of an act on a letter, in the history of its initiative."""
    journal.record(
        by=by,
        at=at,
        workspace=letter.workspace,
        verb=verb,
        obj=reference(letter),
        label=f"{letter.person}, {letter.role_title}",
        changes=changes,
        initiative_id=letter.initiative_id,
    )


def _tell_withdrawn(letter: MissionLetter, *, address: str, reason: str, by: User, at: dt.datetime) -> None:
    """Write to whoever received the letter; an address that wants no such mail is not written to."""
    text = (
        f"{by.get_full_name()} ({letter.workspace.name}) retire la lettre de mission que vous aviez reçue "
        f"pour la démarche « {letter.initiative.title} ».\n\n« {reason} »\n\nVous n’avez rien à faire."
    )
    kind = "governance.letter_withdrawn"
    try:
        with transaction.atomic():
            write(kind=kind, email=address, text=text, at=at, workspace=letter.workspace)
    except ActionRefused:
        return
