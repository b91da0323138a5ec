"""Write a decision, adopt it, correct it by another, review it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.governance import composition, sealing
from copil.governance.enums import DecisionState
from copil.governance.models import Body, Decision
from copil.governance.rules import decisions as rules
from copil.governance.search_entries import entry_of_decision
from copil.identity.models import User, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.search import actions as search

_SEALED = "Cette décision est adoptée : elle ne change plus. Corrigez-la par une nouvelle décision."


@transaction.atomic
def draft_decision(
    *,
    body: Body,
    initiative: Initiative | None,
    values: dict[str, Any],
    by: User | None,
    at: dt.datetime,
    subject: tuple[str, Any] | None = None,
) -> Decision:
    """Write a decision in the register of a body; it has no number until it is adopted."""
    if body.is_closed:
        raise ActionRefused("Cette instance est close : elle ne décide plus.")
    kind, pk = subject or ("", None)
    decision: Decision = Decision.objects.create(
        workspace=body.workspace,
        body=body,
        initiative=body.initiative or initiative,
        subject_kind=kind,
        subject_id=pk,
        title_key=name_key(values["title"])[:400],
        created_at=at,
        **values,
    )
    _record(decision, verb="draft", by=by, at=at)
    return decision


@transaction.atomic
def change_decision(
    *, decision: Decision, values: dict[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a draft; raise ``Conflict`` when somebody saved since ``expected``."""
    _draft(decision)
    for name, value in values.items():
        setattr(decision, name, value)
    decision.title_key = name_key(decision.title)[:400]
    save_versioned(decision, fields=[*values, "title_key"], expected=expected)
    _record(decision, verb="change", by=by, at=at, changes=_told(values))


@transaction.atomic
def discard_decision(*, decision: Decision, by: User, at: dt.datetime) -> None:
    """Put a draft aside; an adopted decision stays."""
    held = _draft(decision)
    Decision.objects.filter(pk=held.pk).update(archived_at=at, version=held.version + 1)
    _record(held, verb="discard", by=by, at=at)


@transaction.atomic
def adopt(*, decision: Decision, expected: int, by: User | None, at: dt.datetime) -> Decision:
    """Adopt a decision: it takes the next number of its body in its year, and its content is sealed."""
    Body.objects.select_for_update().get(pk=decision.body_id)
    held = _draft(decision)
    if held.version != expected:
        raise ActionRefused("Le projet a changé depuis votre lecture. Relisez-le avant de l’adopter.")
    if held.corrects is not None:
        _correctable(held.corrects)
    seats = composition.of_body(held.body, day=held.decided_on).seats
    why = rules.refusal(
        way=held.way,
        votes=(held.votes_for, held.votes_against, held.votes_abstained),
        seats=seats,
        decided_on=held.decided_on,
        today=_local_day(at),
        reason=held.reason,
    )
    if why:
        raise ActionRefused(why)
    held.year, held.seats = held.decided_on.year, seats
    last = Decision.objects.filter(body=held.body, year=held.year).aggregate(last=Max("number"))["last"]
    held.number = (last or 0) + 1
    held.reference = rules.numbered(code=held.body.code, year=held.year, number=held.number)
    held.owner_name = str(held.owner or "")
    held.title_key = name_key(f"{held.reference} {held.title}")[:400]
    held.state, held.adopted_at, held.adopted_by = DecisionState.ADOPTED, at, by
    fields = ["year", "number", "reference", "seats", "owner_name", "title_key", "state"]
    try:
        save_versioned(held, fields=[*fields, "adopted_at", "adopted_by"], expected=expected)
    except Conflict as conflict:
        raise ActionRefused("Le projet vient de changer. Relisez-le avant de l’adopter.") from conflict
    _index(held, at=at)
    if held.corrects is not None:
        _index(held.corrects, at=at, corrected_by=held.reference)
    changes = {"seal": sealing.sealed(held), "reference": held.reference, "decided_on": held.decided_on}
    if held.corrects is not None:
        changes["corrects"] = held.corrects.reference
    _record(held, verb=sealing.ADOPT, by=by, at=at, changes=changes)
    return held


@transaction.atomic
def correct(*, decision: Decision, by: User, at: dt.datetime) -> Decision:
    """Write the draft of a decision that corrects an adopted one; the old stays, and says so once adopted."""
    _correctable(decision)
    drafts = Decision.objects.current().filter(corrects=decision, state=DecisionState.DRAFT)
    begun: Decision | None = drafts.first()
    if begun is not None:
        return begun
    kept = ("title", "options", "way", "reason", "consequences", "owner", "matter_code", "matter_name")
    values = {name: getattr(decision, name) for name in kept}
    values |= {"corrects": decision, "decided_on": max(_local_day(at), decision.decided_on)}
    subject = (decision.subject_kind, decision.subject_id)
    return draft_decision(
        body=decision.body, initiative=decision.initiative, values=values, by=by, at=at, subject=subject
    )


@transaction.atomic
def review(*, decision: Decision, note: str, expected: int, by: User, at: dt.datetime) -> None:
    """Say what came of an adopted decision; what it says does not change."""
    if not decision.is_adopted:
        raise ActionRefused("Seule une décision adoptée se revoit.")
    if not note.strip():
        raise ActionRefused("Dites ce que la revue a montré.")
    decision.reviewed_on, decision.review_note = _local_day(at), note.strip()
    save_versioned(decision, fields=["reviewed_on", "review_note"], expected=expected)
    _record(decision, verb="review", by=by, at=at, changes={"note": note.strip()})


@transaction.atomic
def mark_publishable(*, decision: Decision, public: bool, by: User, at: dt.datetime) -> None:
    """Say whether an adopted decision may be published."""
    if not decision.is_adopted:
        raise ActionRefused("Seule une décision adoptée peut être publiée.")
    Decision.objects.filter(pk=decision.pk).update(is_public=public, version=decision.version + 1)
    verb = "allow_publishing" if public else "stop_publishing"
    _record(decision, verb=verb, by=by, at=at)


def _draft(decision: Decision) -> Decision:
    """Return a draft as it is stored, held until the end of the transaction; refuse an adopted one."""
    rows = Decision.objects.select_for_update(of=("self",)).current()
    related = ("workspace", "body__workspace", "initiative", "owner", "corrects__body")
    held: Decision | None = rows.select_related(*related).filter(pk=decision.pk).first()
    if held is None:
        raise ActionRefused("Ce projet de décision a été mis de côté.")
    if held.is_adopted:
        raise ActionRefused(_SEALED)
    return held


def _correctable(decision: Decision) -> None:
    if not decision.is_adopted:
        raise ActionRefused("Un projet se modifie, il n’a pas besoin d’être corrigé.")
    later = Decision.objects.adopted().filter(corrects=decision).first()
    if later is not None:
        raise ActionRefused(f"Cette décision est déjà corrigée par {later.reference} : corrigez celle-ci.")


def _index(decision: Decision, *, at: dt.datetime, corrected_by: str = "") -> None:
    entry = entry_of_decision(decision, corrected_by=corrected_by)
    search.index_many(workspace=decision.workspace, entries=[entry], at=at)


def _record(
    decision: Decision, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=decision.workspace,
        verb=verb,
        obj=reference(decision),
        label=str(decision),
        changes=changes,
        initiative_id=decision.initiative_id,
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if hasattr(value, "pk") else value for name, value in values.items()}


def _local_day(at: dt.datetime) -> dt.date:
    return timezone.localdate(at)
