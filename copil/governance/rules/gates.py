"""What a gate sees of the activities it looks at, and what a verdict asks for."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from copil.governance.enums import Verdict

Criterion = dict[str, Any]


def criterion(
    *,
    activity: str,
    title: str,
    state: str,
    settled: bool,
    facts: Sequence[tuple[str, bool]],
    lacking: Sequence[str],
) -> Criterion:
    """Return what is seen of an activity: what shows it, what is missing. Not settled, it is not met.

    ``facts`` are (text, complete); ``lacking`` names the evidence that nothing shows yet.
    """
    missing = [] if settled else [*(text for text, complete in facts if not complete), *lacking]
    return {
        "activity": activity,
        "title": title,
        "state": state,
        "met": settled,
        "shown": [text for text, _ in facts],
        "missing": missing if missing or settled else ["Rien ne le montre pour l’instant"],
    }


def seen(criteria: Sequence[Mapping[str, Any]]) -> str:
    """Return a short mark of what was seen, to notice that it changed before the decision was sent."""
    text = json.dumps(list(criteria), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refusal(*, verdict: str, conditions: Sequence[str], reason: str) -> str:
    """Return why a verdict cannot be recorded as it is; empty when it can."""
    if verdict not in Verdict.values:
        return "Dites ce que l’instance décide."
    if not reason.strip():
        return "Dites pourquoi l’instance décide ainsi."
    if verdict == Verdict.CONDITIONS and not conditions:
        return "Écrivez au moins une condition, ou choisissez « Continuer »."
    if verdict != Verdict.CONDITIONS and conditions:
        return "Des conditions sont écrites : choisissez « Continuer sous conditions », ou retirez-les."
    return ""
