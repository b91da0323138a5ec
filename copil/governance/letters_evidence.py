"""Evidence found in mission letters: each one sent is accepted by its addressee."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.governance.enums.letters import LetterState
from copil.governance.models import MissionLetter
from copil.initiatives.evidence import Evidence, Facts

ACCEPTED = "governance.mission_letters_accepted"
KEYS = frozenset({ACCEPTED})


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return how many letters sent are accepted (one query); the others do not count."""
    left = (LetterState.SENT, LetterState.COMMENTED, LetterState.ACCEPTED)
    rows = MissionLetter.objects.current().filter(initiative__in=initiative_ids, state__in=left)
    states: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for pk, state in rows.order_by("pk").values_list("initiative", "state"):
        states[pk][state] += 1
    return {pk: _told(found) for pk, found in states.items() if found[LetterState.ACCEPTED]}


def _told(states: Counter[str]) -> Facts:
    accepted, sent = states[LetterState.ACCEPTED], states.total()
    told = f"{typography.plural(accepted, 'lettre de mission acceptée', 'lettres de mission acceptées')}"
    rest = "" if accepted == sent else f" sur {sent} envoyées"
    return {ACCEPTED: Evidence(f"{told}{rest}", complete=accepted == sent)}
