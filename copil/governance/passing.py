"""The gates of an initiative as they stand: what the method asks, what is seen today, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from copil.governance.models import GateReview, LightSheet
from copil.governance.rules import gates as rules
from copil.initiatives import journey, method_file
from copil.initiatives.journey import WalkedActivity, WalkedGate
from copil.initiatives.models import Initiative

# What the decision taken at a gate proves by itself: it cannot be missing before.
SETTLED_HERE = {
    "poursuivre": frozenset({"governance.continuation_decided", "governance.continuation_terms_decided"}),
    "valider-projet": frozenset({"governance.validation_decided"}),
}


@dataclass(frozen=True)
class Gate:
    """A gate of the method in an initiative."""

    walked: WalkedGate
    criteria: Sequence[rules.Criterion]
    reviews: Sequence[GateReview]
    """Every answer of a body, the latest first."""

    @property
    def key(self) -> str:
        return self.walked.gate.key

    @property
    def title(self) -> str:
        return self.walked.gate.title

    @property
    def in_force(self) -> GateReview | None:
        return next((one for one in self.reviews if one.is_in_force), None)

    @property
    def earlier(self) -> list[GateReview]:
        return [one for one in self.reviews if not one.is_in_force]

    @property
    def missing(self) -> list[rules.Criterion]:
        return [one for one in self.criteria if not one["met"]]

    @property
    def seen(self) -> str:
        return rules.seen(self.criteria)


def gates_of(initiative: Initiative) -> list[Gate]:
    """Return the gates of the method of an initiative, in its order."""
    walked = journey.journey_of(initiative)
    labels = {key: one.label for key, one in method_file.catalogue().items()}
    rows = GateReview.objects.filter(initiative=initiative).prefetch_related(
        "conditions__owner", "conditions__task"
    )
    reviews = list(rows.select_related("body", "decision", "decided_by", "reopened_by").latest_first())
    return [
        Gate(one, [_criterion(activity, labels) for activity in _looked_at(one)], _at(one, reviews))
        for one in walked.gates()
    ]


def gate_of(initiative: Initiative, key: str) -> Gate | None:
    """Return one gate of an initiative; None when its method has no such one."""
    return next((one for one in gates_of(initiative) if one.key == key), None)


def annex_of(initiative: Initiative) -> list[dict[str, Any]]:
    """Return what the light sheets say, as values to be kept."""
    return [told(sheet) for sheet in sheets_of(initiative)]


def sheets_of(initiative: Initiative) -> list[LightSheet]:
    """Return the light sheets of an initiative, in their order."""
    rows = LightSheet.objects.current().filter(initiative=initiative).select_related("objective")
    return list(rows.order_by("position", "created_at", "pk"))


def told(sheet: LightSheet) -> dict[str, Any]:
    """Return a light sheet in words: each heading with its lines."""

    def level(name: str) -> str:
        why = getattr(sheet, f"{name}_why")
        shown = getattr(sheet, f"get_{name}_display")() or "À préciser"
        return f"{shown} : {why}" if why else shown

    return {
        "id": str(sheet.pk),
        "title": sheet.title,
        "lines": [
            ["Moyens", level("means")],
            ["Délais", level("dates")],
            ["Coût", level("cost")],
            ["Conséquences voulues", sheet.wanted],
            ["Conséquences non voulues", sheet.unwanted],
            ["Sur qui", sheet.affected],
            ["Réversible", sheet.get_reversible_display()],
            ["Qui la porte", sheet.carried_by],
            ["Qui s’y oppose", sheet.opposed_by],
        ],
    }


def _looked_at(gate: WalkedGate) -> list[WalkedActivity]:
    """Return the activities that a gate looks at, but for those that its own decision will settle."""
    own = SETTLED_HERE.get(gate.gate.key, frozenset())
    return [
        one
        for one in gate.activities
        if not (one.activity.evidence and own >= set(one.activity.evidence.keys))
    ]


def _criterion(walked: WalkedActivity, labels: dict[str, str]) -> rules.Criterion:
    asked = walked.activity.evidence
    known = {key for key, _ in walked.facts}
    keys = [key for key in asked.keys if key not in known] if asked else []
    if asked and known and asked.mode == "any":
        keys = []
    shown = [(fact.text, fact.complete) for _, fact in walked.facts]
    if walked.mark is not None:
        shown.append((f"{walked.mark.get_kind_display()} : {walked.mark.note}", True))
    return rules.criterion(
        activity=walked.activity.id,
        title=walked.activity.title,
        state=str(walked.state.label),
        settled=walked.is_settled,
        facts=shown,
        lacking=[labels.get(key, key) for key in keys],
    )


def _at(walked: WalkedGate, reviews: Sequence[GateReview]) -> list[GateReview]:
    return [one for one in reviews if one.gate == walked.gate.key]
