"""The verdict of `copil methods check` on a method being edited, each problem with its place in the tree."""

import re
from dataclasses import dataclass

from copil.initiatives import method_file
from copil.initiatives.drafting.nodes import Node, node_of
from copil.initiatives.method_file import Method, Problem

_INDEX = re.compile(r"(stages|steps|activities|gates|rules)\[(\d+)\]\.?")
_PARTS = {
    "questions": "points",
    "actors": "avec",
    "documents": "avec",
    "evidence": "preuves",
    "after": "ordre",
    "before": "ordre",
}
_IN_TREE = ("stages", "steps", "activities")
_OF_METHOD = {"actors": "acteurs", "references": "fiches", "principles": "textes"}
FIELDS = {
    "title": "le titre",
    "summary": "le résumé",
    "purpose": "à quoi elle sert",
    "how": "comment s’y prendre",
    "help": "ce que l’on cherche",
    "text": "le texte",
    "label": "le nom",
    "source_label": "le terme d’origine",
    "question": "la question",
    "questions": "les points à regarder",
    "actors": "les acteurs",
    "documents": "les documents",
    "evidence": "les preuves",
    "after": "ce qui vient avant",
    "before": "ce qui vient après",
    "refs": "les fiches",
    "activities": "les activités",
    "steps": "les pas",
    "stages": "les étapes",
    "reads": "ce que la règle lit",
    "principles": "les principes",
    "references": "les fiches",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem with the node it is in, the part of its form to mend (none: the tree), the field in words."""

    node: Node
    part: str
    field: str
    message: str


def problems_of(method: Method) -> list[Placed]:
    """Return what would be refused in the file of this method, in the order of the tree."""
    found = method_file.check(method_file.to_yaml(method))
    return [_placed(method, problem) for problem in found]


def _placed(method: Method, problem: Problem) -> Placed:
    node, rest = _follow(method, problem.field)
    head = re.split(r"[.\[]", rest, maxsplit=1)[0]
    tail = re.sub(r"\[\d+\]", "", rest).rpartition(".")[2]
    table = _OF_METHOD if isinstance(node.item, Method) else _PARTS
    words = FIELDS.get(head, "")
    inner = FIELDS.get(tail, "") if tail != head else ""
    field = f"{words}, {inner}" if words and inner else words or inner
    in_tree = head in _IN_TREE and not isinstance(node.item, method_file.Rule | method_file.Gate)
    return Placed(node, "" if in_tree else table.get(head, "textes"), field, problem.message_fr)


def _follow(method: Method, path: str) -> tuple[Node, str]:
    """Return the node that a path leads to, and what is left of the path inside it."""
    item: object = method
    shown = node_of(method)
    while found := _INDEX.match(path):
        name, index = found[1], int(found[2])
        items = _inside(item, name)
        if index >= len(items):
            break
        item = items[index]
        path = path[found.end() :]
        if not isinstance(item, method_file.Step) or item.id:
            shown = node_of(item)  # type: ignore[arg-type]  # every indexed part of a method is a place
    return shown, path


def _inside(item: object, name: str) -> tuple[object, ...]:
    if isinstance(item, method_file.Stage) and name == "activities":
        return item.activities
    inside: tuple[object, ...] = getattr(item, name, ())
    return inside
