"""What a place of a method will look like, once published."""

from dataclasses import dataclass

from copil.initiatives import guide_data, method_file
from copil.initiatives.drafting.nodes import Node, NodeKind
from copil.initiatives.method_file import Activity, Gate, Method, Rule


@dataclass(frozen=True)
class Preview:
    """A place with what its page draws from elsewhere in the method."""

    node: Node
    evidence: tuple[method_file.EvidenceKey, ...]
    references: tuple[guide_data.PracticeSheet, ...]
    rules: tuple[Rule, ...]
    activities: tuple[Activity, ...]
    after: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> NodeKind:
        return self.node.kind


def of(method: Method, node: Node) -> Preview:
    """Return the preview of a place."""
    item = node.item
    ids: tuple[str, ...] = item.activities if isinstance(item, Gate | Rule) else ()
    titles = {one.id: one for one in method.activities()}
    looked_at = tuple(titles[one] for one in ids if one in titles)
    if not isinstance(item, Activity):
        return Preview(node, (), (), (), looked_at, ())
    catalogue, sheets = method_file.catalogue(), guide_data.practice_sheets()
    keys = item.evidence.keys if item.evidence else ()
    earlier = method.order().get(item.id, frozenset())
    return Preview(
        node,
        tuple(catalogue[key] for key in keys if key in catalogue),
        tuple(sheets[key] for key in item.all_refs if key in sheets),
        method.rules_of(item.id),
        (),
        tuple((one.id, one.title) for one in method.activities() if one.id in earlier),
    )
