"""What a method is once read: frozen values, with no line number, no database and no Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where an item comes from: written in the source, inferred from it, or added by an organisation."""

    SOURCE = "source"
    ADAPTED = "adapted"
    ADDED = "added"


class Severity(StrEnum):
    ADVICE = "advice"
    EXPECTED = "expected"


class RuleStatus(StrEnum):
    """Whether the product verifies the rule itself or only recalls it to the user."""

    REMINDER = "reminder"
    COMPUTED = "computed"


class EvidenceMode(StrEnum):
    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Source:
    """Place in a source document: its letter in `Method.sources` and the sheet."""

    document: str
    sheet: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    letter: str
    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Principle:
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Reference:
    """A practice or experience sheet that the method may point to."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Actor:
    """`label` is today's term; `source_label` keeps the term of the source."""

    code: str
    label: str
    source_label: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class ActorUse:
    """An actor in an activity, label resolved; `origin` tells whether the source names it there."""

    code: str
    label: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    text: str
    origin: Origin
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A document that the activity leaves behind."""

    title: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Evidence:
    mode: EvidenceMode
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """An order relation with `target`, an activity id (or a stage key between stages)."""

    target: str
    origin: Origin
    reason: str


@dataclass(frozen=True, slots=True)
class Activity:
    id: str
    title: str
    origin: Origin
    source: Source | None
    purpose: str
    how: str
    questions: tuple[Point, ...]
    actors: tuple[ActorUse, ...]
    evidence: Evidence | None
    refs: tuple[str, ...]
    documents: tuple[Product, ...]
    after: tuple[Relation, ...]
    before: tuple[Relation, ...]

    @property
    def all_refs(self) -> tuple[str, ...]:
        """References of the activity and of its points, each once, in reading order."""
        refs = [*self.refs, *(ref for point in self.questions for ref in point.refs)]
        return tuple(dict.fromkeys(refs))


@dataclass(frozen=True, slots=True)
class Step:
    """`id` and `title` are empty for the only step of a stage whose activities are listed directly."""

    id: str
    title: str
    refs: tuple[str, ...]
    help: str
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """Stages may overlap: `after` gives the usual order in which they begin, never a barrier."""

    key: str
    title: str
    purpose: str
    source: Source | None
    after: tuple[Relation, ...]
    steps: tuple[Step, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        return tuple(activity for step in self.steps for activity in step.activities)


@dataclass(frozen=True, slots=True)
class Gate:
    """A decision on a set of activities: it looks at them, and never blocks work on later ones."""

    key: str
    title: str
    question: str
    activities: tuple[str, ...]
    actors: tuple[ActorUse, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Months:
    """How long something should last, in whole months."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Reads:
    """What the verdict of a rule is drawn from: exactly one of ``facts``, ``order``, ``months``, ``settled``.

    ``facts`` with ``order``: the order of activities stands in while none of the facts is found.
    ``facts``: evidence keys, all complete. ``order``: groups of activities, each group done before the next.
    ``months``: how long ``stage`` lasts. ``settled``: activities settled before ``stage`` is left.
    """

    facts: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    stage: str
    months: Months | None
    settled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A minimum rule: advised or expected, never a barrier."""

    id: str
    text: str
    severity: Severity
    origin: Origin
    status: RuleStatus
    activities: tuple[str, ...]
    reads: Reads | None = None


@dataclass(frozen=True, slots=True)
class Method:
    key: str
    version: str
    title: str
    summary: str
    source: Source
    sources: tuple[SourceDocument, ...]
    principles: tuple[Principle, ...]
    references: tuple[Reference, ...]
    actors: tuple[Actor, ...]
    stages: tuple[Stage, ...]
    gates: tuple[Gate, ...]
    rules: tuple[Rule, ...]

    def activities(self) -> Iterator[Activity]:
        for stage in self.stages:
            yield from stage.activities

    def activity(self, activity_id: str) -> Activity:
        """Return the activity of this id, or raise KeyError."""
        for activity in self.activities():
            if activity.id == activity_id:
                return activity
        raise KeyError(activity_id)

    def evidence_keys(self) -> frozenset[str]:
        return frozenset(key for a in self.activities() if a.evidence for key in a.evidence.keys)

    def order(self) -> dict[str, frozenset[str]]:
        """Return, for each activity that comes after others, their ids, whichever side wrote the relation."""
        found: dict[str, set[str]] = {}
        for activity in self.activities():
            for relation in activity.after:
                found.setdefault(activity.id, set()).add(relation.target)
            for relation in activity.before:
                found.setdefault(relation.target, set()).add(activity.id)
        return {later: frozenset(earlier) for later, earlier in found.items()}

    def rules_of(self, activity_id: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if activity_id in rule.activities)
