"""The texts of a stage, a step, an activity, a rule, a moment of decision."""

from dataclasses import replace
from typing import cast

from django import forms

from copil.initiatives import method_file
from copil.initiatives.forms.workshop.parts import (
    PartForm,
    Values,
    activity_choices,
    boxes,
    line,
    reference_choices,
    retouched,
    text,
)
from copil.initiatives.method_file import Gate, Origin, Reads, Rule, RuleStatus, Severity, Stage, Step

_SEVERITIES = [
    (Severity.ADVICE.value, "Conseillée"),
    (Severity.EXPECTED.value, "Attendue"),
]


class StageForm(PartForm):
    """The texts of a stage, and the stages that usually begin before it."""

    title = line("Titre")
    purpose = text("À quoi elle sert")

    def build(self) -> None:
        others = [(one.key, one.title) for one in self.method.stages if one is not self.node.item]
        if others:
            hint = "L’ordre habituel des débuts. Les étapes peuvent se chevaucher."
            self.fields["after"] = boxes("Commence après", others, hint=hint)

    def read(self) -> Values:
        stage = self._stage
        return {
            "title": stage.title,
            "purpose": stage.purpose,
            "after": [one.target for one in stage.after],
        }

    def write(self) -> Stage:
        stage, typed = self._stage, self.cleaned_data
        known = {one.target: one for one in stage.after}
        after = tuple(
            known.get(key) or method_file.Relation(key, Origin.ADDED, "") for key in typed.get("after", ())
        )
        return replace(stage, title=typed["title"], purpose=typed["purpose"], after=after)

    @property
    def _stage(self) -> Stage:
        return cast("Stage", self.node.item)


class StepForm(PartForm):
    """The texts of a step and the sheets to read beside it."""

    title = line("Titre")
    help = text("Ce que l’on cherche", required=False)

    def build(self) -> None:
        if self.method.references:
            self.fields["refs"] = boxes("Fiches à lire à côté", reference_choices(self.method))

    def read(self) -> Values:
        step = cast("Step", self.node.item)
        return {"title": step.title, "help": step.help, "refs": list(step.refs)}

    def write(self) -> Step:
        typed = self.cleaned_data
        refs = tuple(typed.get("refs", ()))
        return replace(cast("Step", self.node.item), title=typed["title"], help=typed["help"], refs=refs)


class ActivityForm(PartForm):
    """The texts of an activity and the sheets to read beside it."""

    title = line("Titre", hint="Un verbe d’abord : ce que l’on fait.")
    purpose = text("À quoi elle sert", rows=3, hint="Une ou deux phrases.")
    how = text("Comment s’y prendre", rows=6, hint="Deux à cinq phrases, concrètes.")

    def build(self) -> None:
        if self.method.references:
            self.fields["refs"] = boxes("Fiches à lire à côté", reference_choices(self.method))

    def read(self) -> Values:
        one = self.activity
        return {"title": one.title, "purpose": one.purpose, "how": one.how, "refs": list(one.refs)}

    def write(self) -> method_file.Activity:
        one, typed = self.activity, self.cleaned_data
        texts = (typed["title"], typed["purpose"], typed["how"])
        origin = retouched(one.origin, differs=texts != (one.title, one.purpose, one.how))
        refs = tuple(typed.get("refs", ()))
        return replace(one, title=texts[0], purpose=texts[1], how=texts[2], origin=origin, refs=refs)


class RuleForm(PartForm):
    """A minimum rule: its text, how much it is asked, the activities it is shown beside, what proves it."""

    text = text("Ce qu’il faut tenir", rows=3)
    severity = forms.ChoiceField(
        label="Force",
        choices=_SEVERITIES,
        widget=forms.RadioSelect,
        help_text="Une règle ne bloque jamais le travail.",
    )

    def build(self) -> None:
        reads = self._rule.reads
        if reads is not None and not reads.facts:
            self.fields["computed"] = forms.BooleanField(
                label="Copil la vérifie, comme dans la méthode d’origine", required=False
            )
        else:
            facts = [(one.key, one.label) for one in method_file.catalogue().values()]
            self.fields["fact"] = forms.ChoiceField(
                label="Ce que Copil regarde",
                choices=[("", "Rien : la règle se rappelle"), *facts],
                required=False,
                help_text="Un fait que Copil trouve dans les objets de la démarche.",
            )
        choices = activity_choices(self.method)
        self.fields["activities"] = boxes("Activités à côté desquelles elle se lit", choices)

    def read(self) -> Values:
        rule = self._rule
        return {
            "text": rule.text,
            "severity": rule.severity.value,
            "computed": rule.reads is not None,
            "fact": rule.reads.facts[0] if rule.reads and rule.reads.facts else "",
            "activities": list(rule.activities),
        }

    def write(self) -> Rule:
        rule, typed = self._rule, self.cleaned_data
        reads = self._reads(rule.reads)
        return replace(
            rule,
            text=typed["text"],
            severity=Severity(typed["severity"]),
            origin=retouched(rule.origin, differs=typed["text"] != rule.text),
            activities=tuple(typed["activities"]),
            reads=reads,
            status=RuleStatus.COMPUTED if reads else RuleStatus.REMINDER,
        )

    def _reads(self, reads: Reads | None) -> Reads | None:
        typed = self.cleaned_data
        if "fact" not in self.fields:
            return reads if typed["computed"] else None
        if not typed["fact"]:
            return None
        same = reads is not None and reads.facts and reads.facts[0] == typed["fact"]
        return reads if same else Reads((typed["fact"],), (), "", None, ())

    @property
    def _rule(self) -> Rule:
        return cast("Rule", self.node.item)


class GateForm(PartForm):
    """A moment of decision: what is asked, and the activities it looks at."""

    title = line("Titre")
    question = text("La question posée", rows=3)

    def build(self) -> None:
        self.fields["actors"] = boxes("Qui décide", [(one.code, one.label) for one in self.method.actors])
        self.fields["activities"] = boxes("Activités regardées", activity_choices(self.method))

    def read(self) -> Values:
        gate = cast("Gate", self.node.item)
        return {
            "title": gate.title,
            "question": gate.question,
            "actors": [one.code for one in gate.actors],
            "activities": list(gate.activities),
        }

    def write(self) -> Gate:
        gate, typed = cast("Gate", self.node.item), self.cleaned_data
        differs = (typed["title"], typed["question"]) != (gate.title, gate.question)
        known = {one.code: one for one in gate.actors}
        labels = {one.code: one.label for one in self.method.actors}
        uses = (
            known.get(code) or method_file.ActorUse(code, labels[code], Origin.ADDED)
            for code in typed["actors"]
        )
        return replace(
            gate,
            title=typed["title"],
            question=typed["question"],
            activities=tuple(typed["activities"]),
            actors=tuple(uses),
            origin=retouched(gate.origin, differs=differs),
        )
