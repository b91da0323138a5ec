"""How a line of the journal is sealed, and how a chain is checked."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


def payload_digest(*, salt: str, payload: Any) -> str:
    """Return SHA-256 of the salt and the payload in canonical JSON."""
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def seal(
    *,
    previous: str,
    workspace_id: uuid.UUID,
    seq: int,
    at: dt.datetime,
    actor_id: uuid.UUID | None,
    verb: str,
    object_kind: str,
    object_id: uuid.UUID,
    initiative_id: uuid.UUID | None,
    payload: str,
) -> str:
    """Return the digest of a line: SHA-256 over the previous digest and every column that is never erased."""
    instant = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    parts = [
        previous,
        workspace_id,
        seq,
        instant,
        actor_id,
        verb,
        object_kind,
        object_id,
        initiative_id,
        payload,
    ]
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    """A stored line, as the check reads it."""

    workspace_id: uuid.UUID
    seq: int
    at: dt.datetime
    actor_id: uuid.UUID | None
    sealed_actor: uuid.UUID | None
    verb: str
    object_kind: str
    object_id: uuid.UUID
    initiative_id: uuid.UUID | None
    salt: str
    payload: Any
    payload_digest: str
    previous_digest: str
    digest: str


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which line."""

    seq: int
    reason: str


def check_chain(lines: Iterable[Line], *, head_seq: int, head_digest: str) -> list[Fault]:
    """Return the faults of one workspace's chain, lines given in order of ``seq``; O(n), one line in memory.

    Finds a changed, removed, added or swapped line, and a chain cut at its end (the head knows its length).
    """
    faults: list[Fault] = []
    expected, previous = 1, ""
    for line in lines:
        if line.seq != expected:
            faults.append(Fault(expected, "ligne manquante" if line.seq > expected else "ligne en double"))
            expected, previous = line.seq, line.previous_digest
        if line.previous_digest != previous:
            faults.append(Fault(line.seq, "ne suit pas la ligne précédente"))
        if line.salt and payload_digest(salt=line.salt, payload=line.payload) != line.payload_digest:
            faults.append(Fault(line.seq, "contenu modifié"))
        if not line.salt and line.payload is not None:
            faults.append(Fault(line.seq, "contenu sans sel"))
        if _resealed(line) != line.digest:
            faults.append(Fault(line.seq, "sceau rompu"))
        expected, previous = line.seq + 1, line.digest
    if expected - 1 != head_seq or (head_seq and previous != head_digest):
        faults.append(Fault(head_seq, "fin de chaîne inattendue"))
    return faults


def _resealed(line: Line) -> str:
    return seal(
        previous=line.previous_digest,
        workspace_id=line.workspace_id,
        seq=line.seq,
        at=line.at,
        actor_id=line.sealed_actor or line.actor_id,
        verb=line.verb,
        object_kind=line.object_kind,
        object_id=line.object_id,
        initiative_id=line.initiative_id,
        payload=line.payload_digest,
    )
