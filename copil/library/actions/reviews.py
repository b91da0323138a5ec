"""Give a sheet to a named person, take it back, return it with remarks, declare it ready, open it again."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import Membership, User
from copil.library.actions.common import locked, move, record, tell
from copil.library.enums import Move
from copil.library.models import ExperienceSheet


@transaction.atomic
def submit(
    *, sheet: ExperienceSheet, reviewer: User, expected: int, by: User, at: dt.datetime
) -> ExperienceSheet:
    """Give the sheet to a member to review; nobody reviews their own text but in a workspace of one."""
    held = locked(sheet)
    members = Membership.objects.active().filter(workspace=held.workspace)
    if not members.filter(user=reviewer).exists():
        raise ActionRefused("Choisissez une personne de votre espace pour relire la fiche.")
    if reviewer.pk == by.pk and members.count() > 1:
        raise ActionRefused("Choisissez une autre personne que vous pour relire la fiche.")
    if not (held.context or held.needs_summary) or not held.typology:
        raise ActionRefused("Dites au moins la problématique et le type d’ingénierie avant la relecture.")
    held.reviewer, held.submitted_by, held.submitted_at, held.remarks = reviewer, by, at, ""
    fields = ["reviewer", "submitted_by", "submitted_at", "remarks"]
    move(held, to=Move.SUBMIT, expected=expected, fields=fields)
    tell(
        reviewer,
        held,
        kind="review_asked",
        title=f"{by.get_full_name()} vous demande de relire la fiche « {held.title} »",
        label="Relire la fiche",
        at=at,
    )
    record(held, verb="submit", by=by, at=at, changes={"reviewer": reviewer.get_full_name()})
    return held


@transaction.atomic
def take_back(*, sheet: ExperienceSheet, expected: int, by: User, at: dt.datetime) -> None:
    """Take the sheet back before it is reviewed."""
    held = locked(sheet)
    move(held, to=Move.TAKE_BACK, expected=expected)
    record(held, verb="take_back", by=by, at=at)


@transaction.atomic
def send_back(*, sheet: ExperienceSheet, remarks: str, expected: int, by: User, at: dt.datetime) -> None:
    """Return the sheet to whoever gave it, with remarks."""
    held = _reviewed_by(sheet, by)
    if not remarks.strip():
        raise ActionRefused("Écrivez au moins une remarque : sans elle, on ne saurait pas quoi reprendre.")
    held.remarks, held.reviewed_at = remarks.strip(), at
    move(held, to=Move.RETURN, expected=expected, fields=["remarks", "reviewed_at"])
    tell(
        held.submitted_by,
        held,
        kind="reviewed",
        title=f"La fiche « {held.title} » revient avec des remarques",
        text=f"{by.get_full_name()} a relu la fiche « {held.title} » :\n\n{held.remarks}",
        label="Reprendre la fiche",
        at=at,
    )
    record(held, verb="return", by=by, at=at, changes={"remarks": held.remarks})


@transaction.atomic
def approve(*, sheet: ExperienceSheet, expected: int, by: User, at: dt.datetime) -> None:
    """Declare the sheet ready to be published."""
    held = _reviewed_by(sheet, by)
    held.reviewed_at, held.remarks = at, ""
    move(held, to=Move.APPROVE, expected=expected, fields=["reviewed_at", "remarks"])
    tell(
        held.submitted_by,
        held,
        kind="reviewed",
        title=f"La fiche « {held.title} » est prête",
        text=f"{by.get_full_name()} a relu la fiche « {held.title} » : elle peut être publiée.",
        label="Publier la fiche",
        at=at,
    )
    record(held, verb="approve", by=by, at=at)


@transaction.atomic
def revise(*, sheet: ExperienceSheet, expected: int, by: User, at: dt.datetime) -> None:
    """Open the text again; what is published stays as it is until the next edition."""
    held = locked(sheet)
    move(held, to=Move.REVISE, expected=expected)
    record(held, verb="revise", by=by, at=at)


def _reviewed_by(sheet: ExperienceSheet, by: User) -> ExperienceSheet:
    held = locked(sheet)
    if held.reviewer_id != by.pk:
        raise ActionRefused("Cette fiche est donnée à relire à une autre personne.")
    return held
