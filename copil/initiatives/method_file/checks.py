"""Verify that the parts of a method agree: unique ids, known names, an order without a loop.

Works on the values alone, so that a method edited in the browser gets the same verdicts as a file;
`lines` gives the line of each path when there is a file.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from copil.initiatives.method_file.model import Activity, ActorUse, Method, Reads
from copil.initiatives.method_file.problems import Problems
from copil.initiatives.method_file.reader import guess

MAX_LOOPS = 20
Located = tuple[str, Activity]


class Checker:
    """One pass over a method. `evidence_keys` is the catalogue of known keys."""

    def __init__(
        self, method: Method, evidence_keys: Collection[str], lines: dict[str, int], problems: Problems
    ) -> None:
        self.method = method
        self.evidence_keys = evidence_keys
        self.lines = lines
        self.problems = problems
        self.activities = list(_located(method))
        self.ids = frozenset(activity.id for _, activity in self.activities if activity.id)

    def run(self) -> None:
        self._unique_names()
        self._sources()
        for path, activity in self.activities:
            self._activity(path, activity)
        self._stages()
        self._gates_and_rules()
        self._order()

    def _note(self, path: str, message_fr: str) -> None:
        parent = path
        while parent not in self.lines and "." in parent:
            parent = parent.rpartition(".")[0]
        self.problems.add(self.lines.get(parent, 0), path, message_fr)

    def _known(self, path: str, word: str, known: Collection[str], what_fr: str) -> None:
        if word and word not in known and not self.problems.full:
            self._note(path, f"{what_fr} «\u00a0{word[:80]}\u00a0» n’existe pas.{guess(word, known)}")

    def _unique(self, named: Iterable[tuple[str, str]]) -> None:
        seen: dict[str, str] = {}
        for path, name in named:
            if name and name in seen:
                first = self.lines.get(seen[name], 0)
                where = f" (ligne {first})" if first else ""
                self._note(path, f"«\u00a0{name}\u00a0» sert déjà plus haut{where}.")
            seen.setdefault(name, path)

    def _unique_names(self) -> None:
        method = self.method
        steps = [
            (f"stages[{s}].steps[{t}].id", step.id)
            for s, stage in enumerate(method.stages)
            for t, step in enumerate(stage.steps)
        ]
        self._unique([*steps, *((f"{path}.id", activity.id) for path, activity in self.activities)])
        self._unique((f"stages[{i}].key", stage.key) for i, stage in enumerate(method.stages))
        self._unique((f"actors[{i}].code", actor.code) for i, actor in enumerate(method.actors))
        self._unique((f"references[{i}].key", ref.key) for i, ref in enumerate(method.references))
        self._unique((f"sources[{i}].letter", doc.letter) for i, doc in enumerate(method.sources))
        self._unique((f"gates[{i}].key", gate.key) for i, gate in enumerate(method.gates))
        self._unique((f"rules[{i}].id", rule.id) for i, rule in enumerate(method.rules))

    def _sources(self) -> None:
        letters = {document.letter for document in self.method.sources}
        named = [("source", self.method.source)]
        named += [
            (f"stages[{i}].source", stage.source)
            for i, stage in enumerate(self.method.stages)
            if stage.source
        ]
        named += [
            (f"{path}.source", activity.source) for path, activity in self.activities if activity.source
        ]
        for path, source in named:
            self._known(f"{path}.document", source.document, letters, "Le document")

    def _activity(self, path: str, activity: Activity) -> None:
        references = {reference.key for reference in self.method.references}
        self._actors(path, activity.actors)
        self._each_known(f"{path}.refs", activity.refs, references, "La fiche")
        for index, point in enumerate(activity.questions):
            self._each_known(f"{path}.questions[{index}].refs", point.refs, references, "La fiche")
        if activity.evidence:
            where = f"{path}.evidence.{activity.evidence.mode}"
            self._each_known(where, activity.evidence.keys, self.evidence_keys, "La preuve")
        for name, relations in (("after", activity.after), ("before", activity.before)):
            for index, relation in enumerate(relations):
                where = f"{path}.{name}[{index}].activity"
                self._known(where, relation.target, self.ids, "L’activité")

    def _each_known(self, path: str, words: Iterable[str], known: Collection[str], what_fr: str) -> None:
        for index, word in enumerate(words):
            self._known(f"{path}[{index}]", word, known, what_fr)

    def _actors(self, path: str, uses: Iterable[ActorUse]) -> None:
        codes = {actor.code for actor in self.method.actors}
        for index, use in enumerate(uses):
            self._known(f"{path}.actors[{index}].code", use.code, codes, "L’acteur")

    def _stages(self) -> None:
        references = {reference.key for reference in self.method.references}
        keys = {stage.key for stage in self.method.stages}
        for s, stage in enumerate(self.method.stages):
            for index, relation in enumerate(stage.after):
                self._known(f"stages[{s}].after[{index}].stage", relation.target, keys, "L’étape")
            for t, step in enumerate(stage.steps):
                self._each_known(f"stages[{s}].steps[{t}].refs", step.refs, references, "La fiche")

    def _gates_and_rules(self) -> None:
        for index, gate in enumerate(self.method.gates):
            self._each_known(f"gates[{index}].activities", gate.activities, self.ids, "L’activité")
            self._actors(f"gates[{index}]", gate.actors)
        for index, rule in enumerate(self.method.rules):
            self._each_known(f"rules[{index}].activities", rule.activities, self.ids, "L’activité")
            if rule.reads:
                self._reads(f"rules[{index}].reads", rule.reads)

    def _reads(self, path: str, reads: Reads) -> None:
        self._each_known(f"{path}.facts", reads.facts, self.evidence_keys, "La preuve")
        for index, group in enumerate(reads.order):
            self._each_known(f"{path}.order[{index}]", group, self.ids, "L’activité")
        self._known(f"{path}.stage", reads.stage, {one.key for one in self.method.stages}, "L’étape")
        self._each_known(f"{path}.settled", reads.settled, self.ids, "L’activité")

    def _order(self) -> None:
        edges: dict[tuple[str, str], str] = {}
        for path, activity in self.activities:
            for index, relation in enumerate(activity.after):
                edges.setdefault((relation.target, activity.id), f"{path}.after[{index}]")
            for index, relation in enumerate(activity.before):
                edges.setdefault((activity.id, relation.target), f"{path}.before[{index}]")
        self._loops({edge: path for edge, path in edges.items() if self.ids.issuperset(edge)})
        self._loops(
            {
                (relation.target, stage.key): f"stages[{s}].after[{index}]"
                for s, stage in enumerate(self.method.stages)
                for index, relation in enumerate(stage.after)
            }
        )

    def _loops(self, edges: dict[tuple[str, str], str]) -> None:
        """Note each loop at the relation that closes it, by removing that relation and looking again."""
        for _ in range(MAX_LOOPS):
            graph: dict[str, list[str]] = {}
            for earlier, later in edges:
                graph.setdefault(later, []).append(earlier)
            try:
                TopologicalSorter(graph).prepare()
                return
            except CycleError as error:
                loop: list[str] = error.args[1]
            pairs = [pair for pair in itertools.pairwise(loop) if pair in edges]
            last = max(pairs, key=lambda pair: self.lines.get(edges[pair], 0))
            chain = ", puis ".join(loop)
            self._note(edges.pop(last), f"L’ordre tourne en rond\u00a0: {chain}.")


def _located(method: Method) -> Iterator[Located]:
    """Give each activity with its path, `activities` standing directly in a stage without named steps."""
    for s, stage in enumerate(method.stages):
        for t, step in enumerate(stage.steps):
            inside = (
                f"stages[{s}].steps[{t}]" if step.id or step.title or len(stage.steps) > 1 else f"stages[{s}]"
            )
            for a, activity in enumerate(step.activities):
                yield f"{inside}.activities[{a}]", activity
