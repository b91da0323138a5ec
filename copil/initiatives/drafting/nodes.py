"""The places of a method that a person may edit, each named by a word that survives the other changes.

`etape-<key>`, `pas-<id>`, `activite-<id>`, `regle-<id>`, `decision-<key>`, and `methode` for the whole.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from copil.initiatives.method_file import Activity, Gate, Method, Rule, Stage, Step

T = TypeVar("T")
_NAME = re.compile(r"(etape|pas|activite|regle|decision)-([A-Za-z0-9.-]{1,60})")


class NodeKind(StrEnum):
    METHOD = "methode"
    STAGE = "etape"
    STEP = "pas"
    ACTIVITY = "activite"
    RULE = "regle"
    GATE = "decision"


Item = Method | Stage | Step | Activity | Rule | Gate


@dataclass(frozen=True, slots=True)
class Node:
    """A place: its kind, its own name in the method, and what stands there."""

    kind: NodeKind
    key: str
    item: Item

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.key}" if self.key else str(self.kind)

    @property
    def title(self) -> str:
        text = self.item.text if isinstance(self.item, Rule) else self.item.title
        return text or "Sans titre"


def node_of(item: Item) -> Node:
    """Return the place of a part of a method."""
    if isinstance(item, Stage):
        return Node(NodeKind.STAGE, item.key, item)
    if isinstance(item, Step):
        return Node(NodeKind.STEP, item.id, item)
    if isinstance(item, Activity):
        return Node(NodeKind.ACTIVITY, item.id, item)
    if isinstance(item, Rule):
        return Node(NodeKind.RULE, item.id, item)
    if isinstance(item, Gate):
        return Node(NodeKind.GATE, item.key, item)
    return Node(NodeKind.METHOD, "", item)


def nodes(method: Method) -> Iterator[Node]:
    """Give every place of a method, in reading order; the unnamed step of a stage is not one."""
    yield node_of(method)
    for stage in method.stages:
        yield node_of(stage)
        for step in stage.steps:
            if step.id:
                yield node_of(step)
            yield from (node_of(activity) for activity in step.activities)
    yield from (node_of(gate) for gate in method.gates)
    yield from (node_of(rule) for rule in method.rules)


def find(method: Method, name: str) -> Node | None:
    """Return the place of this name, or None when the method has none."""
    if name != NodeKind.METHOD and not _NAME.fullmatch(name):
        return None
    return next((node for node in nodes(method) if node.name == name), None)


def replaced(method: Method, node: Node, item: Item) -> Method:
    """Return the method with another item at a place."""
    if isinstance(item, Method):
        return item
    if isinstance(item, Stage):
        return dataclasses.replace(method, stages=_swapped(method.stages, node.item, item))
    if isinstance(item, Rule):
        return dataclasses.replace(method, rules=_swapped(method.rules, node.item, item))
    if isinstance(item, Gate):
        return dataclasses.replace(method, gates=_swapped(method.gates, node.item, item))
    if isinstance(item, Step):
        return over_steps(method, lambda step: item if step is node.item else step)
    return over_activities(method, lambda activity: item if activity is node.item else activity)


def over_steps(method: Method, change: Callable[[Step], Step]) -> Method:
    """Return the method with every step changed."""
    stages = (
        dataclasses.replace(stage, steps=tuple(change(step) for step in stage.steps))
        for stage in method.stages
    )
    return dataclasses.replace(method, stages=tuple(stages))


def over_activities(method: Method, change: Callable[[Activity], Activity]) -> Method:
    """Return the method with every activity changed."""
    return over_steps(
        method,
        lambda step: dataclasses.replace(step, activities=tuple(change(one) for one in step.activities)),
    )


def _swapped(items: tuple[T, ...], old: object, new: T) -> tuple[T, ...]:
    return tuple(new if item is old else item for item in items)
