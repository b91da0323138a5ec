"""The seal of adopted decisions: written in the journal, computed again when the journal is checked."""

import uuid
from collections.abc import Iterable
from typing import Any

from copil.governance.models import Decision
from copil.governance.rules import decisions as rules
from copil.identity.models import Workspace
from copil.journal.models import JournalEntry
from copil.journal.rules import Fault

KIND = "governance.decision"
ADOPT = "adopt"

# What was adopted. Whoever carries it out is sealed by name: two sheets of a person may be joined later.
SEALED = (
    *("id", "workspace_id", "body_id", "initiative_id", "subject_kind", "subject_id"),
    *("year", "number", "reference", "title", "topic", "decided_on", "options", "way"),
    *("votes_for", "votes_against", "votes_abstained", "votes_absent", "seats"),
    *("reason", "consequences", "owner_name", "review_on", "matter_code", "matter_name"),
    *("corrects_id", "adopted_at", "adopted_by_id"),
)


def sealed(decision: Decision, *, adopted_by: uuid.UUID | None = None) -> str:
    """Return the digest of what a decision says, with the account that it was sealed with."""
    content = {name: _plain(getattr(decision, name)) for name in SEALED}
    if adopted_by is not None:
        content["adopted_by_id"] = str(adopted_by)
    return rules.seal(salt=str(decision.pk), content=content)


def check(workspace: Workspace) -> list[Fault]:
    """Return the adopted decisions of a workspace that no longer say what was adopted (two queries).

    Finds one that was altered, removed, added or put back to a draft without its line in the journal.
    """
    lines = JournalEntry.objects.filter(workspace=workspace, object_kind=KIND, verb=ADOPT)
    read = lines.only("object_id", "seq", "payload", "actor_id", "sealed_actor").iterator(500)
    kept: dict[uuid.UUID, tuple[int, Any, JournalEntry]] = {
        line.object_id: (line.seq, (line.payload or {}).get("changes", {}), line) for line in read
    }
    rows: Iterable[Decision] = Decision.objects.filter(workspace=workspace).iterator(500)
    faults, seen = [], set()
    for row in rows:
        if row.pk in kept:
            seen.add(row.pk)
            seq, adopted, line = kept[row.pk]
            # Elsewhere than where it was adopted, an account may have another identifier, or not be there.
            by = line.sealed_actor if row.adopted_by_id == line.actor_id else None
            if not row.is_adopted or (adopted and sealed(row, adopted_by=by) != adopted.get("seal")):
                faults.append(
                    Fault(seq, f"décision {adopted.get('reference', '')} modifiée après son adoption")
                )
        elif row.is_adopted:
            faults.append(Fault(0, f"décision {row.reference} adoptée sans ligne au journal"))
    for pk, (seq, adopted, _) in kept.items():
        if pk not in seen:
            faults.append(Fault(seq, f"décision {adopted.get('reference', '')} retirée du registre"))
    return sorted(faults, key=lambda fault: fault.seq)


def _plain(value: Any) -> Any:
    """Return a value as both databases give it back."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "timestamp"):
        return f"{value.timestamp():.6f}"
    return str(value)
