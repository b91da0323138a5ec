"""What a method says as a whole: its title, how to use it, its actors, the sheets it cites."""

import re
from dataclasses import replace

from copil.core.text import fold
from copil.initiatives import guide_data
from copil.initiatives.drafting import nodes
from copil.initiatives.forms.workshop.parts import PartForm, RowsForm, Values, boxes, line, retouched, text
from copil.initiatives.method_file import Actor, ActorUse, Method, Origin, Point, Principle, Reference

_MOST_ACTORS = 1000


class MethodForm(RowsForm):
    """The title, the summary, and how to use the method."""

    title = line("Titre")
    summary = text("En deux lignes", rows=3, hint="De quoi la choisir parmi les autres.")
    hint = "Videz un conseil pour le retirer."
    row_name = "Conseil"
    required = "principle"
    columns = {"principle": lambda _: text("Pour bien s’en servir", rows=2)}

    def stored_rows(self) -> list[Values]:
        return [{"principle": one.text} for one in self.method.principles]

    def read(self) -> Values:
        return {"title": self.method.title, "summary": self.method.summary, **super().read()}

    def write(self) -> Method:
        stored = self.method.principles
        principles = []
        for number, row in self.filled():
            if number < len(stored):
                differs = row["principle"] != stored[number].text
                principles.append(
                    Principle(row["principle"], retouched(stored[number].origin, differs=differs))
                )
            else:
                principles.append(Principle(row["principle"], Origin.ADDED))
        typed = self.cleaned_data
        return replace(
            self.method, title=typed["title"], summary=typed["summary"], principles=tuple(principles)
        )


class ActorsForm(RowsForm):
    """The actors that the activities may name."""

    hint = "Videz un nom pour retirer l’acteur ; les activités ne le citeront plus."
    row_name = "Acteur"
    required = "label"
    columns = {
        "label": lambda _: line("Nom", most=120),
        "source_label": lambda _: line(
            "Terme d’origine", hint="Tel qu’il est écrit dans le guide.", most=200
        ),
    }

    def needs_first(self) -> bool:
        return True

    def stored_rows(self) -> list[Values]:
        return [{"label": one.label, "source_label": one.source_label} for one in self.method.actors]

    def write(self) -> Method:
        stored = self.method.actors
        taken = {one.code for one in stored}
        actors: list[Actor] = []
        for number, row in self.filled():
            label, source = row["label"], row["source_label"] or row["label"]
            if number < len(stored):
                one = stored[number]
                origin = retouched(one.origin, differs=label != one.label)
                actors.append(Actor(one.code, label, source, origin))
            else:
                code = _code(label, taken)
                taken.add(code)
                actors.append(Actor(code, label, source, Origin.ADDED))
        return replace(self.method, actors=tuple(actors))

    def finished(self, method: Method) -> Method:
        """Rename or take the actors out of the activities and the moments of decision."""
        labels = {one.code: one.label for one in method.actors}

        def named(uses: tuple[ActorUse, ...]) -> tuple[ActorUse, ...]:
            return tuple(replace(one, label=labels[one.code]) for one in uses if one.code in labels)

        method = nodes.over_activities(method, lambda one: replace(one, actors=named(one.actors)))
        gates = tuple(replace(gate, actors=named(gate.actors)) for gate in method.gates)
        return replace(method, gates=gates)


class ReferencesForm(PartForm):
    """The practice sheets that the method may cite."""

    hint = "Les fiches se lisent à côté du travail. Une fiche retirée n’est plus citée nulle part."

    def build(self) -> None:
        known = guide_data.practice_sheets()
        titles = {one.key: one.title for one in self.method.references}
        titles |= {key: sheet.title for key, sheet in known.items()}
        choices = [(key, f"{key} : {title}") for key, title in titles.items()]
        self.fields["refs"] = boxes("Fiches citées", choices)

    def read(self) -> Values:
        return {"refs": [one.key for one in self.method.references]}

    def write(self) -> Method:
        titles = {key: sheet.title for key, sheet in guide_data.practice_sheets().items()}
        titles |= {one.key: one.title for one in self.method.references}
        chosen = self.cleaned_data["refs"]
        return replace(self.method, references=tuple(Reference(key, titles[key]) for key in chosen))

    def finished(self, method: Method) -> Method:
        """Take the sheets that are no longer cited out of the tree."""
        known = {one.key for one in method.references}

        def kept(refs: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(ref for ref in refs if ref in known)

        def pointed(points: tuple[Point, ...]) -> tuple[Point, ...]:
            return tuple(replace(one, refs=kept(one.refs)) for one in points)

        method = nodes.over_steps(method, lambda step: replace(step, refs=kept(step.refs)))
        return nodes.over_activities(
            method, lambda one: replace(one, refs=kept(one.refs), questions=pointed(one.questions))
        )


def _code(label: str, taken: set[str]) -> str:
    """Return a short code made of the letters of a name, that no other actor has."""
    letters = re.sub(r"[^a-z]", "", fold(label)).upper()[:4] or "ACT"
    names = (letters, *(f"{letters}{number}" for number in range(2, _MOST_ACTORS)))
    return next(name for name in names if name not in taken)
