"""What is added to a method and what is taken out of it, with everything that named it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from copil.core.text import fold
from copil.initiatives.drafting import nodes
from copil.initiatives.drafting.nodes import Node, NodeKind
from copil.initiatives.method_file import (
    Activity,
    Gate,
    Method,
    Origin,
    Reads,
    Rule,
    RuleStatus,
    Severity,
    Stage,
    Step,
)

_MOST = 1000


@dataclass(frozen=True)
class Touched:
    """What else names the thing that is taken out."""

    activities: tuple[Activity, ...]
    relations: int
    gates: tuple[Gate, ...]
    rules: tuple[Rule, ...]


def names_of(method: Method) -> frozenset[str]:
    """Return every id and key in use: none of them may serve again for something else."""
    return frozenset(node.key for node in nodes.nodes(method))


def add_stage(method: Method, *, title: str, spent: Collection[str]) -> tuple[Method, str]:
    """Return the method with a stage at its end, and the name of its place."""
    base = "-".join("".join(c if c.isalnum() else " " for c in fold(title)).split())[:30].strip("-")
    base = base if base[:1].isalpha() and base.isascii() else "etape"
    keys = (base, *(f"{base}-{number}" for number in range(2, _MOST)))
    key = next(one for one in keys if one not in spent)
    stage = Stage(key, title, "", None, (), (Step("", "", (), "", ()),))
    return replace(method, stages=(*method.stages, stage)), f"{NodeKind.STAGE}-{key}"


def add_step(method: Method, *, parent: Node, title: str, spent: Collection[str]) -> tuple[Method, str]:
    """Return the method with a step at the end of a stage; activities listed directly enter the first one."""
    assert isinstance(parent.item, Stage)  # noqa: S101  # the caller asked the node
    stage = parent.item
    number = next(n for n, one in enumerate(method.stages, 1) if one is stage)
    known = [step.id for step in stage.steps if step.id]
    key = _next(known[0].rpartition(".")[0] if known else str(number), spent)
    if known:
        steps = (*stage.steps, Step(key, title, (), "", ()))
    else:
        steps = (Step(key, title, (), "", stage.steps[0].activities if stage.steps else ()),)
    return nodes.replaced(method, parent, replace(stage, steps=steps)), f"{NodeKind.STEP}-{key}"


def add_activity(method: Method, *, parent: Node, title: str, spent: Collection[str]) -> tuple[Method, str]:
    """Return the method with an activity at the end of a step, or of a stage without steps."""
    item = parent.item
    if isinstance(item, Stage):
        step, prefix = item.steps[-1], item.steps[-1].id or _prefix(method, item)
        activity = _activity(_next(prefix, spent), title)
        steps = (*item.steps[:-1], replace(step, activities=(*step.activities, activity)))
        return nodes.replaced(method, parent, replace(item, steps=steps)), _named(activity)
    assert isinstance(item, Step)  # noqa: S101  # the caller asked the node
    activity = _activity(_next(item.id, spent), title)
    grown = replace(item, activities=(*item.activities, activity))
    return nodes.replaced(method, parent, grown), _named(activity)


def add_rule(method: Method, *, title: str, spent: Collection[str]) -> tuple[Method, str]:
    """Return the method with a rule that is recalled, and the name of its place."""
    prefix = method.rules[0].id.rpartition("r")[0] if method.rules else "m."
    key = next(one for one in (f"{prefix}r{n}" for n in range(1, _MOST)) if one not in spent)
    rule = Rule(key, title, Severity.ADVICE, Origin.ADDED, RuleStatus.REMINDER, ())
    return replace(method, rules=(*method.rules, rule)), f"{NodeKind.RULE}-{key}"


def add_gate(method: Method, *, title: str, spent: Collection[str]) -> tuple[Method, str]:
    """Return the method with a moment of decision, and the name of its place."""
    key = next(one for one in (f"decision-{n}" for n in range(1, _MOST)) if one not in spent)
    gate = Gate(key, title, "", (), (), Origin.ADDED)
    return replace(method, gates=(*method.gates, gate)), f"{NodeKind.GATE}-{key}"


def touched_by_removal(method: Method, node: Node) -> Touched:
    """Return what goes with a node, and what names it elsewhere."""
    gone = _activities(node)
    ids = {activity.id for activity in gone}
    relations = sum(
        1
        for activity in method.activities()
        if activity.id not in ids
        for relation in (*activity.after, *activity.before)
        if relation.target in ids
    )
    return Touched(
        activities=gone,
        relations=relations,
        gates=tuple(gate for gate in method.gates if ids.intersection(gate.activities)),
        rules=tuple(rule for rule in method.rules if ids.intersection(_named_in(rule))),
    )


def removed(method: Method, node: Node) -> Method:
    """Return the method without a node, nor what named the activities it held."""
    ids = {activity.id for activity in _activities(node)}
    if node.kind is NodeKind.RULE:
        return replace(method, rules=tuple(one for one in method.rules if one is not node.item))
    if node.kind is NodeKind.GATE:
        return replace(method, gates=tuple(one for one in method.gates if one is not node.item))
    stages = tuple(_without(stage, node) for stage in method.stages if stage is not node.item)
    if node.kind is NodeKind.STAGE:
        stages = tuple(
            replace(one, after=tuple(rel for rel in one.after if rel.target != node.key)) for one in stages
        )
    lighter = nodes.over_activities(replace(method, stages=stages), lambda one: _forgetting(one, ids))
    return replace(
        lighter,
        gates=tuple(
            replace(gate, activities=tuple(one for one in gate.activities if one not in ids))
            for gate in lighter.gates
        ),
        rules=tuple(_rule_without(rule, ids, node.key) for rule in lighter.rules),
    )


def _without(stage: Stage, node: Node) -> Stage:
    steps = tuple(
        replace(step, activities=tuple(one for one in step.activities if one is not node.item))
        for step in stage.steps
        if step is not node.item
    )
    return replace(stage, steps=steps or (Step("", "", (), "", ()),))


def _forgetting(activity: Activity, ids: Collection[str]) -> Activity:
    return replace(
        activity,
        after=tuple(one for one in activity.after if one.target not in ids),
        before=tuple(one for one in activity.before if one.target not in ids),
    )


def _rule_without(rule: Rule, ids: Collection[str], stage: str) -> Rule:
    """Take activities out of a rule; when nothing is left for it to read, it is recalled from now on."""
    kept = replace(rule, activities=tuple(one for one in rule.activities if one not in ids))
    reads = kept.reads
    if reads is None:
        return kept
    groups = (tuple(one for one in group if one not in ids) for group in reads.order)
    order = tuple(group for group in groups if group)
    settled = tuple(one for one in reads.settled if one not in ids)
    blind = reads.stage == stage and bool(stage)
    if blind or (reads.order and len(order) < 2) or (reads.settled and not settled):
        return replace(kept, reads=None, status=RuleStatus.REMINDER)
    return replace(kept, reads=Reads(reads.facts, order, reads.stage, reads.months, settled))


def _activities(node: Node) -> tuple[Activity, ...]:
    if isinstance(node.item, Activity):
        return (node.item,)
    return node.item.activities if isinstance(node.item, Stage | Step) else ()


def _named_in(rule: Rule) -> set[str]:
    reads = rule.reads
    read = {one for group in reads.order for one in group} | set(reads.settled) if reads else set()
    return read | set(rule.activities)


def _prefix(method: Method, stage: Stage) -> str:
    known: Sequence[Activity] = stage.activities
    if known and "." in known[0].id:
        return known[0].id.rpartition(".")[0]
    return str(next(n for n, one in enumerate(method.stages, 1) if one is stage))


def _next(prefix: str, spent: Collection[str]) -> str:
    """Return the first free id after the last one that ever had this prefix."""
    used = [
        int(tail)
        for one in spent
        for head, _, tail in [one.rpartition(".")]
        if head == prefix and tail.isdecimal()
    ]
    number = max(used, default=0) + 1
    return f"{prefix}.{number}" if prefix else str(number)


def _activity(key: str, title: str) -> Activity:
    return Activity(key, title, Origin.ADDED, None, "", "", (), (), None, (), (), (), ())


def _named(activity: Activity) -> str:
    return f"{NodeKind.ACTIVITY}-{activity.id}"
