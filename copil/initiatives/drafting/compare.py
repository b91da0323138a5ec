"""What differs between two versions of a method: added, removed, moved, and each changed text of both sides.

Parts are matched by their ids, which never change. Among siblings that both versions hold, those outside a
longest increasing run of the old order are the moved ones: the smallest set that explains the new order.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copil.initiatives import method_file
from copil.initiatives.drafting.nodes import Item, Node, NodeKind, node_of, nodes
from copil.initiatives.method_file import Activity, Gate, Method, Rule, Severity, Stage, Step


@dataclass(frozen=True)
class Changed:
    """A text in both versions."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What became of one part: ``state`` is added, removed or kept; ``where`` is its place on each side."""

    node: Node
    state: str
    where: tuple[str, str]
    changes: tuple[Changed, ...]

    @property
    def is_moved(self) -> bool:
        return self.state == "kept" and self.where != ("", "")


@dataclass(frozen=True)
class Comparison:
    """All that differs, the parts in the order of the newer version, then those that left."""

    added: tuple[Difference, ...]
    removed: tuple[Difference, ...]
    moved: tuple[Difference, ...]
    changed: tuple[Difference, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.moved or self.changed)


def compare(*, before: Method, after: Method) -> Comparison:
    """Return what differs from one version to another."""
    old, new = _by_name(before), _by_name(after)
    homes, new_homes = _homes(before), _homes(after)
    reordered = _reordered(homes, new_homes)
    kept = []
    for name in new:
        if name not in old:
            continue
        was, now = homes.get(name, ("", 0)), new_homes.get(name, ("", 0))
        moves = was[0] != now[0] or name in reordered
        where = (_place(old, was), _place(new, now)) if moves else ("", "")
        changes = changed(old[name].item, new[name].item)
        kept.append(Difference(new[name], "kept", where, changes))
    return Comparison(
        added=tuple(
            Difference(node, "added", ("", _place(new, new_homes.get(name, ("", 0)))), ())
            for name, node in new.items()
            if name not in old
        ),
        removed=tuple(
            Difference(node, "removed", (_place(old, homes.get(name, ("", 0))), ""), ())
            for name, node in old.items()
            if name not in new
        ),
        moved=tuple(one for one in kept if one.is_moved),
        changed=tuple(one for one in kept if one.changes),
    )


def changed(before: Item, after: Item) -> tuple[Changed, ...]:
    """Return the texts that differ between two states of one part."""
    old, new = texts_of(before), texts_of(after)
    return tuple(
        Changed(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys([*old, *new])
        if old.get(label, "") != new.get(label, "")
    )


def texts_of(item: Item) -> dict[str, str]:
    """Return what a person reads of one part, by the name of each text."""
    if isinstance(item, Activity):
        return _activity(item)
    if isinstance(item, Step):
        return {"Titre": item.title, "Ce que l’on cherche": item.help, "Fiches": ", ".join(item.refs)}
    if isinstance(item, Stage):
        after = ", ".join(one.target for one in item.after)
        return {"Titre": item.title, "À quoi elle sert": item.purpose, "Vient après": after}
    if isinstance(item, Rule):
        return _rule(item)
    if isinstance(item, Gate):
        return {
            "Titre": item.title,
            "Question": item.question,
            "Activités regardées": ", ".join(item.activities),
            "Avec qui": _lines(one.label for one in item.actors),
        }
    return {
        "Titre": item.title,
        "Résumé": item.summary,
        "Pour bien s’en servir": _lines(one.text for one in item.principles),
        "Acteurs": _lines(f"{one.code} : {one.label}" for one in item.actors),
        "Fiches citées": ", ".join(one.key for one in item.references),
    }


def _activity(item: Activity) -> dict[str, str]:
    catalogue = method_file.catalogue()
    keys = item.evidence.keys if item.evidence else ()
    proofs = [catalogue[key].label if key in catalogue else key for key in keys]
    any_one = item.evidence is not None and item.evidence.mode is method_file.EvidenceMode.ANY
    return {
        "Titre": item.title,
        "À quoi elle sert": item.purpose,
        "Comment s’y prendre": item.how,
        "À regarder": _lines(
            f"{one.label} : {one.text}" if one.label else one.text for one in item.questions
        ),
        "Avec qui": _lines(one.label for one in item.actors),
        "Ce que cela laisse": _lines(one.title for one in item.documents),
        "Ce qui la montre": _lines([*proofs, *(["(une seule suffit)"] if any_one and proofs else [])]),
        "Fiches": ", ".join(item.all_refs),
        "Vient après": ", ".join(one.target for one in item.after),
        "Vient avant": ", ".join(one.target for one in item.before),
    }


def _rule(item: Rule) -> dict[str, str]:
    strong = "Attendue" if item.severity is Severity.EXPECTED else "Conseillée"
    computed = item.status is method_file.RuleStatus.COMPUTED
    return {
        "Texte": item.text,
        "Force": strong,
        "Activités": ", ".join(item.activities),
        "Vérification": "Copil la vérifie" if computed else "Elle se rappelle",
    }


def _lines(texts: object) -> str:
    return "\n".join(str(one) for one in texts)  # type: ignore[attr-defined]  # any run of texts


def _by_name(method: Method) -> dict[str, Node]:
    return {node.name: node for node in nodes(method)}


def _homes(method: Method) -> dict[str, tuple[str, int]]:
    """Return, for each stage, step and activity, the name of what holds it and its rank there."""
    found = {}
    for s, stage in enumerate(method.stages):
        found[node_of(stage).name] = ("", s)
        for t, step in enumerate(stage.steps):
            if step.id:
                found[node_of(step).name] = (node_of(stage).name, t)
            home = node_of(step if step.id else stage).name
            for rank, activity in enumerate(step.activities):
                found[node_of(activity).name] = (home, rank)
    return found


def _reordered(before: Mapping[str, tuple[str, int]], after: Mapping[str, tuple[str, int]]) -> frozenset[str]:
    """Return those that changed places among the siblings that both versions hold."""
    families: dict[str, list[str]] = {}
    for name, (home, _) in after.items():
        if name in before and before[name][0] == home:
            families.setdefault(home, []).append(name)
    found: set[str] = set()
    for siblings in families.values():
        ranks = [before[name][1] for name in siblings]
        steady = _longest_increasing(ranks)
        found.update(name for name, rank in zip(siblings, ranks, strict=True) if rank not in steady)
    return frozenset(found)


def _longest_increasing(ranks: Sequence[int]) -> frozenset[int]:
    """Return the members of a longest increasing subsequence of distinct integers; O(n log n)."""
    tails: list[int] = []
    previous: dict[int, int | None] = {}
    for rank in ranks:
        place = bisect_left(tails, rank)
        previous[rank] = tails[place - 1] if place else None
        tails[place : place + 1] = [rank]
    members = []
    at = tails[-1] if tails else None
    while at is not None:
        members.append(at)
        at = previous[at]
    return frozenset(members)


def _place(named: Mapping[str, Node], home: tuple[str, int]) -> str:
    name, rank = home
    if not name:
        return f"rang {rank + 1}" if home != ("", 0) else ""
    return f"« {named[name].title} », rang {rank + 1}"


def is_in_tree(node: Node) -> bool:
    """Tell whether a part stands in the tree (the rules, decisions and the method itself do not)."""
    return node.kind in (NodeKind.STAGE, NodeKind.STEP, NodeKind.ACTIVITY)
