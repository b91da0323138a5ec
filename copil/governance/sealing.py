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
# A person was taken out of its words: the line binds the seal of before to that of after.
REDACT = "redact"

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
    kept, faults = _seals(workspace)
    rows: Iterable[Decision] = Decision.objects.filter(workspace=workspace).iterator(500)
    seen = set()
    for row in rows:
        if row.pk in kept:
            seen.add(row.pk)
            seq, adopted, line = kept[row.pk]
            if not row.is_adopted or (
                adopted and sealed(row, adopted_by=_sealed_with(row, line)) != adopted.get("seal")
            ):
                faults.append(
                    Fault(seq, f"décision {adopted.get('reference', '')} modifiée après son adoption")
                )
        elif row.is_adopted:
            faults.append(Fault(0, f"décision {row.reference} adoptée sans ligne au journal"))
    for pk, (seq, adopted, _) in kept.items():
        if pk not in seen:
            faults.append(Fault(seq, f"décision {adopted.get('reference', '')} retirée du registre"))
    return sorted(faults, key=lambda fault: fault.seq)


def seal_now(decision: Decision) -> str:
    """Return the digest of what an adopted decision says now, as its line of the journal would have it."""
    lines = JournalEntry.objects.filter(workspace=decision.workspace_id, object_kind=KIND, verb=ADOPT)
    line = lines.filter(object_id=decision.pk).only("actor_id", "sealed_actor").first()
    return sealed(decision, adopted_by=_sealed_with(decision, line) if line else None)


def _sealed_with(decision: Decision, line: JournalEntry) -> uuid.UUID | None:
    """Return the account of the seal where it has another identifier here, or is not there."""
    return line.sealed_actor if decision.adopted_by_id == line.actor_id else None


def _seals(workspace: Workspace) -> tuple[dict[uuid.UUID, tuple[int, Any, JournalEntry]], list[Fault]]:
    """Return the line and the last seal of each decision, and the redactions that do not follow on."""
    lines = JournalEntry.objects.filter(workspace=workspace, object_kind=KIND, verb__in=(ADOPT, REDACT))
    names = ("object_id", "seq", "verb", "payload", "actor_id", "sealed_actor")
    kept: dict[uuid.UUID, tuple[int, Any, JournalEntry]] = {}
    faults = []
    for line in lines.only(*names).order_by("seq").iterator(500):
        said = (line.payload or {}).get("changes", {})
        if line.verb == ADOPT:
            kept[line.object_id] = (line.seq, said, line)
            continue
        seq, adopted, first = kept.get(line.object_id, (line.seq, {}, line))
        before, after = said.get("seal", ("", ""))
        if adopted.get("seal") not in (None, before):
            faults.append(Fault(line.seq, "effacement qui ne suit pas le sceau de la décision"))
        kept[line.object_id] = (seq, {"reference": adopted.get("reference", ""), "seal": after}, first)
    return kept, faults


def _plain(value: Any) -> Any:
    """Return a value as both databases give it back."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "timestamp"):
        return f"{value.timestamp():.6f}"
    return str(value)
