"""A method as a file that `load` reads again: same fields, same order, empty optional ones left out."""

from collections.abc import Sequence
from typing import Any

import yaml

from copil.initiatives.method_file import model
from copil.initiatives.method_file.schema import SCHEMA

WIDTH = 110
Fields = dict[str, Any]


def to_yaml(method: model.Method) -> str:
    """Return the text of the file of a method; what is required and empty is written empty, to be refused."""
    return yaml.dump(
        _method(method),
        Dumper=_Plain,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
        default_flow_style=False,
    )


class _Plain(yaml.SafeDumper):
    """Writes what was given twice, twice: renvois are refused when the file is read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _method(method: model.Method) -> Fields:
    return {
        "schema": SCHEMA,
        "key": method.key,
        "version": method.version,
        "title": method.title,
        "summary": method.summary,
        "source": _source(method.source),
        "sources": [
            {"letter": one.letter, "title": one.title, "publisher": one.publisher} for one in method.sources
        ],
        **_listed("principles", [{"text": one.text, **_origin(one)} for one in method.principles]),
        **_listed("references", [{"key": one.key, "title": one.title} for one in method.references]),
        "actors": [
            {"code": one.code, "label": one.label, "source_label": one.source_label, **_origin(one)}
            for one in method.actors
        ],
        "stages": [_stage(one) for one in method.stages],
        **_listed("gates", [_gate(one) for one in method.gates]),
        **_listed("rules", [_rule(one) for one in method.rules]),
    }


def _stage(stage: model.Stage) -> Fields:
    bare = len(stage.steps) == 1 and not (stage.steps[0].id or stage.steps[0].title)
    content: Fields = (
        {"activities": [_activity(one) for one in stage.steps[0].activities]}
        if bare
        else {"steps": [_step(one) for one in stage.steps]}
    )
    return {
        "key": stage.key,
        "title": stage.title,
        "purpose": stage.purpose,
        **({"source": _source(stage.source)} if stage.source else {}),
        **_listed("after", [_relation("stage", one) for one in stage.after]),
        **content,
    }


def _step(step: model.Step) -> Fields:
    return {
        "id": step.id,
        "title": step.title,
        **_listed("refs", step.refs),
        **_typed("help", step.help),
        "activities": [_activity(one) for one in step.activities],
    }


def _activity(activity: model.Activity) -> Fields:
    evidence = activity.evidence
    return {
        "id": activity.id,
        "title": activity.title,
        **_origin(activity),
        **({"source": _source(activity.source)} if activity.source else {}),
        "purpose": activity.purpose,
        "how": activity.how,
        **_listed("questions", [_point(one) for one in activity.questions]),
        **_listed("actors", _uses(activity.actors)),
        **({"evidence": {evidence.mode.value: list(evidence.keys)}} if evidence else {}),
        **_listed("refs", activity.refs),
        **_listed("documents", [{"title": one.title, **_origin(one)} for one in activity.documents]),
        **_listed("after", [_relation("activity", one) for one in activity.after]),
        **_listed("before", [_relation("activity", one) for one in activity.before]),
    }


def _point(point: model.Point) -> Fields:
    return {
        **_typed("label", point.label),
        "text": point.text,
        **_origin(point),
        **_listed("refs", point.refs),
    }


def _gate(gate: model.Gate) -> Fields:
    return {
        "key": gate.key,
        "title": gate.title,
        "question": gate.question,
        "activities": list(gate.activities),
        **_listed("actors", _uses(gate.actors)),
        **_origin(gate),
    }


def _rule(rule: model.Rule) -> Fields:
    return {
        "id": rule.id,
        "text": rule.text,
        "severity": rule.severity.value,
        **_origin(rule),
        "status": rule.status.value,
        **_listed("activities", rule.activities),
        **({"reads": _reads(rule.reads)} if rule.reads else {}),
    }


def _reads(reads: model.Reads) -> Fields:
    facts: Fields = {"facts": list(reads.facts)} if reads.facts else {}
    if reads.order:
        return {**facts, "order": [list(group) for group in reads.order]}
    if facts:
        return facts
    if reads.months:
        months = {"at_least": reads.months.at_least, "at_most": reads.months.at_most}
        return {"stage": reads.stage, "months": months}
    return {"stage": reads.stage, "settled": list(reads.settled)}


def _relation(name: str, relation: model.Relation) -> Fields:
    return {name: relation.target, **_origin(relation), **_typed("reason", relation.reason)}


def _uses(uses: Sequence[model.ActorUse]) -> list[Fields]:
    return [{"code": one.code, **_origin(one)} for one in uses]


def _source(source: model.Source) -> Fields:
    return {"document": source.document, "sheet": source.sheet}


def _origin(item: Any) -> Fields:
    return {"origin": item.origin.value}


def _typed(name: str, text: str) -> Fields:
    return {name: text} if text else {}


def _listed(name: str, items: Sequence[Any]) -> Fields:
    return {name: list(items)} if items else {}
