"""What moves in the tree of a method: up, down, into what stands before, out of what holds it.

Three levels: stages, their steps, their activities (a stage may list its activities without steps). Every
function returns another method; ids are kept, so that what was said of an activity follows it.
"""

from dataclasses import replace
from enum import StrEnum

from copil.initiatives.drafting.nodes import Node, NodeKind
from copil.initiatives.method_file import Activity, Method, Stage, Step

Place = tuple[int, int, int]
_UNNAMED = Step("", "", (), "", ())


class Direction(StrEnum):
    UP = "monter"
    DOWN = "descendre"
    IN = "entrer"
    OUT = "sortir"


class CannotMove(ValueError):
    """The node has nowhere to go that way; the message is French."""


def moves_of(method: Method, node: Node) -> list[Direction]:
    """Return the directions in which a node can go."""
    found = []
    for direction in Direction:
        try:
            moved(method, node, direction)
        except CannotMove:
            continue
        found.append(direction)
    return found


def moved(method: Method, node: Node, direction: Direction) -> Method:
    """Return the method with a node moved one place; raise CannotMove when there is no such place."""
    stages = [list(stage.steps) for stage in method.stages]
    if node.kind is NodeKind.STAGE:
        return _stage_moved(method, _index(list(method.stages), node.item), direction)
    if node.kind is NodeKind.STEP:
        s, t = next(
            (s, t) for s, steps in enumerate(stages) for t, one in enumerate(steps) if one is node.item
        )
        return _step_moved(method, s, t, direction)
    if node.kind is NodeKind.ACTIVITY and isinstance(node.item, Activity):
        return _activity_moved(method, node.item, direction)
    raise CannotMove("Ceci ne se déplace pas dans l’arbre.")


def _stage_moved(method: Method, place: int, direction: Direction) -> Method:
    stages = list(method.stages)
    if direction in (Direction.UP, Direction.DOWN):
        other = place + (-1 if direction is Direction.UP else 1)
        if not 0 <= other < len(stages):
            raise CannotMove("Cette étape est déjà à cette extrémité.")
        stages[place], stages[other] = stages[other], stages[place]
        return replace(method, stages=tuple(stages))
    if direction is Direction.OUT:
        raise CannotMove("Une étape est déjà au premier niveau.")
    if not place:
        raise CannotMove("La première étape n’a pas d’étape avant elle.")
    return _stage_entered(method, place)


def _stage_entered(method: Method, place: int) -> Method:
    """Make a stage the last step of the stage before it, or its steps the last ones."""
    stages = list(method.stages)
    stage, before = stages.pop(place), stages[place - 1]
    if not _named(before):
        raise CannotMove("L’étape d’avant liste ses activités sans pas : ajoutez-lui d’abord un pas.")
    inside = stage.steps if _named(stage) else (_as_step(method, stage, before),)
    stages[place - 1] = replace(before, steps=(*before.steps, *inside))
    after = tuple(
        replace(one, after=tuple(relation for relation in one.after if relation.target != stage.key))
        for one in stages
    )
    return replace(method, stages=after)


def _as_step(method: Method, stage: Stage, parent: Stage) -> Step:
    taken = {step.id for one in method.stages for step in one.steps}
    first = parent.steps[0].id.rpartition(".")[0] or parent.steps[0].id
    number = next(n for n in range(1, 999) if f"{first}.{n}" not in taken)
    activities = stage.steps[0].activities if stage.steps else ()
    return Step(f"{first}.{number}", stage.title, (), stage.purpose, activities)


def _step_moved(method: Method, s: int, t: int, direction: Direction) -> Method:
    rows = [list(stage.steps) for stage in method.stages]
    step = rows[s].pop(t)
    if direction is Direction.IN:
        raise CannotMove("Un pas ne descend pas plus bas : déplacez ses activités une à une.")
    if direction is Direction.OUT:
        return _step_left(method, s, step, rows)
    if direction is Direction.UP:
        target, place = (s, t - 1) if t else (s - 1, len(rows[s - 1]) if s else 0)
    else:
        target, place = (s, t + 1) if t < len(rows[s]) else (s + 1, 0)
    if not 0 <= target < len(rows):
        raise CannotMove("Ce pas est déjà à cette extrémité.")
    if target != s and not rows[s]:
        raise CannotMove("C’est le seul pas de son étape : sortez-le, ou retirez l’étape.")
    if target != s and not _named(method.stages[target]):
        raise CannotMove("L’étape voisine liste ses activités sans pas.")
    rows[target].insert(place, step)
    return _with_rows(method, rows)


def _step_left(method: Method, s: int, step: Step, rows: list[list[Step]]) -> Method:
    """Make a step a stage of its own, after the one that held it."""
    if not rows[s]:
        raise CannotMove("C’est le seul pas de son étape.")
    stages = list(_with_rows(method, rows).stages)
    taken = {stage.key for stage in stages}
    key = next(k for k in (f"etape-{n}" for n in range(1, 999)) if k not in taken)
    stage = Stage(key, step.title, step.help, None, (), (replace(_UNNAMED, activities=step.activities),))
    stages.insert(s + 1, stage)
    return replace(method, stages=tuple(stages))


def _activity_moved(method: Method, activity: Activity, direction: Direction) -> Method:
    """Move among neighbours; at an edge, or with IN and OUT, into the step before or after."""
    boxes = [
        (s, t, list(step.activities))
        for s, stage in enumerate(method.stages)
        for t, step in enumerate(stage.steps)
    ]
    here = next(n for n, (_, _, inside) in enumerate(boxes) if any(one is activity for one in inside))
    inside = boxes[here][2]
    place = _index(inside, activity)
    if direction is Direction.UP and place:
        inside[place - 1 : place + 1] = [activity, inside[place - 1]]
    elif direction is Direction.DOWN and place + 1 < len(inside):
        inside[place : place + 2] = [inside[place + 1], activity]
    else:
        back = direction in (Direction.UP, Direction.IN)
        other = here - 1 if back else here + 1
        if not 0 <= other < len(boxes):
            raise CannotMove("Cette activité est déjà à cette extrémité.")
        inside.pop(place)
        boxes[other][2].insert(len(boxes[other][2]) if back else 0, activity)
    filled = {(s, t): tuple(inside) for s, t, inside in boxes}
    stages = (
        replace(
            stage,
            steps=tuple(replace(step, activities=filled[s, t]) for t, step in enumerate(stage.steps)),
        )
        for s, stage in enumerate(method.stages)
    )
    return replace(method, stages=tuple(stages))


def _named(stage: Stage) -> bool:
    return bool(stage.steps) and bool(stage.steps[0].id)


def _with_rows(method: Method, rows: list[list[Step]]) -> Method:
    stages = (replace(stage, steps=tuple(steps)) for stage, steps in zip(method.stages, rows, strict=True))
    return replace(method, stages=tuple(stages))


def _index(items: list[Stage] | list[Activity], wanted: object) -> int:
    return next(number for number, item in enumerate(items) if item is wanted)
