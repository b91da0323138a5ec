"""What surrounds an activity: points to look at, actors, documents, evidence, order."""

from dataclasses import replace
from typing import Any

from django import forms

from copil.initiatives import evidence, method_file
from copil.initiatives.forms.workshop.parts import (
    PartForm,
    RowsForm,
    Values,
    activity_choices,
    boxes,
    line,
    retouched,
    text,
)
from copil.initiatives.method_file import Activity, ActorUse, EvidenceMode, Origin, Point, Product, Relation

APPS = {
    "needs": "Besoins et problématique",
    "directory": "Organisations et personnes",
    "initiatives": "La démarche elle-même",
    "partners": "Partenaires et groupes",
    "governance": "Instances, décisions, missions",
    "budget": "Budget",
    "procurement": "Consultation des intervenants",
    "intervention": "Intervention",
    "meetings": "Réunions",
    "workshops": "Groupes de travail",
    "plan": "Programme et projets",
    "evaluation": "Évaluation",
    "foresight": "Prospective",
    "library": "Bibliothèque d’expériences",
    "documents": "Documents",
    "tasks": "Tâches",
    "surveys": "Questionnaires",
    "ballots": "Votes",
}


class PointsForm(RowsForm):
    """The questions to go through."""

    hint = "Videz une question pour retirer le point. Deux lignes vides vous attendent à la fin."
    row_name = "Point"
    required = "text"
    columns = {
        "label": lambda _: line("Nom court", most=120),
        "text": lambda _: text("Question ou point à regarder", rows=2),
        "refs": lambda _: line("Fiches", hint="Leurs repères, séparés par une virgule : FP1, FP5."),
    }

    def stored_rows(self) -> list[Values]:
        return [
            {"label": one.label, "text": one.text, "refs": ", ".join(one.refs)}
            for one in self.activity.questions
        ]

    def clean(self) -> Values:
        cleaned = super().clean()
        known = {one.key for one in self.method.references}
        for name in [name for name in cleaned if name.startswith("refs_")]:
            unknown = [ref for ref in _refs(cleaned[name]) if ref not in known]
            if unknown:
                listed = ", ".join(sorted(known)) or "aucune"
                self.add_error(name, f"Fiche inconnue : {unknown[0][:20]}. La méthode cite : {listed}.")
        return cleaned

    def write(self) -> Activity:
        stored = self.activity.questions
        points = []
        for number, row in self.filled():
            typed = (row["label"] or "", row["text"], _refs(row["refs"]))
            if number < len(stored):
                one = stored[number]
                differs = typed[:2] != (one.label, one.text)
                points.append(Point(*typed[:2], retouched(one.origin, differs=differs), typed[2]))
            else:
                points.append(Point(typed[0], typed[1], Origin.ADDED, typed[2]))
        return replace(self.activity, questions=tuple(points))


class AroundForm(RowsForm):
    """Who takes part in the activity, and the documents it leaves."""

    hint = "Videz le nom d’un document pour le retirer."
    row_name = "Document"
    required = "document"
    columns = {"document": lambda _: line("Ce que cela laisse")}

    def build(self) -> None:
        choices = [(one.code, one.label) for one in self.method.actors]
        self.fields["actors"] = boxes("Avec qui", choices)
        super().build()

    def stored_rows(self) -> list[Values]:
        return [{"document": one.title} for one in self.activity.documents]

    def read(self) -> Values:
        return {**super().read(), "actors": [one.code for one in self.activity.actors]}

    def write(self) -> Activity:
        stored = self.activity.documents
        products = []
        for number, row in self.filled():
            title = row["document"]
            if number < len(stored):
                differs = title != stored[number].title
                products.append(Product(title, retouched(stored[number].origin, differs=differs)))
            else:
                products.append(Product(title, Origin.ADDED))
        return replace(self.activity, actors=self._actors(), documents=tuple(products))

    def _actors(self) -> tuple[ActorUse, ...]:
        known = {one.code: one for one in self.activity.actors}
        labels = {one.code: one.label for one in self.method.actors}
        return tuple(
            known.get(code) or ActorUse(code, labels[code], Origin.ADDED)
            for code in self.cleaned_data["actors"]
        )


class EvidenceForm(PartForm):
    """The facts that show the activity is done, from the catalogue, each with its meaning."""

    hint = "Un fait que Copil trouve compte tout seul ; les autres s’attestent à la main."
    mode = forms.ChoiceField(
        label="Quand plusieurs faits sont choisis",
        choices=[(EvidenceMode.ALL.value, "Tous sont demandés"), (EvidenceMode.ANY.value, "Un seul suffit")],
        widget=forms.RadioSelect,
    )

    def build(self) -> None:
        provided = evidence.provided_keys()
        for app, keys in _by_app().items():
            choices = [(one.key, _meaning(one, found=one.key in provided)) for one in keys]
            self.fields[f"keys_{app}"] = boxes(APPS.get(app, app), choices)
            self.fields[f"keys_{app}"].widget.attrs["class"] = "form-check-input"

    def read(self) -> Values:
        asked = self.activity.evidence
        keys = asked.keys if asked else ()
        chosen = {
            f"keys_{app}": [one.key for one in rows if one.key in keys] for app, rows in _by_app().items()
        }
        return {"mode": (asked.mode if asked else EvidenceMode.ALL).value, **chosen}

    @property
    def groups(self) -> list[tuple[Any, int]]:
        """The families of facts, each with how many of its facts are chosen."""
        names = [name for name in self.fields if name.startswith("keys_")]
        return [(self[name], len(self[name].value() or ())) for name in names]

    def write(self) -> Activity:
        chosen = {key for app in _by_app() for key in self.cleaned_data[f"keys_{app}"]}
        before = self.activity.evidence.keys if self.activity.evidence else ()
        kept = [key for key in before if key in chosen]
        keys = (*kept, *(key for key in method_file.catalogue() if key in chosen and key not in kept))
        mode = EvidenceMode(self.cleaned_data["mode"])
        asked = method_file.Evidence(mode, keys) if keys else None
        return replace(self.activity, evidence=asked)


class OrderForm(RowsForm):
    """What the activity comes after, and what it comes before."""

    hint = "Un ordre conseillé, jamais une barrière. Choisissez « Aucune » pour retirer un lien."
    row_name = "Lien"
    required = "target"
    blank = 1
    columns = {
        "sense": lambda _: forms.ChoiceField(
            label="Sens", choices=[("after", "Vient après"), ("before", "Vient avant")]
        ),
        "target": lambda form: forms.ChoiceField(
            label="Activité",
            choices=[("", "Aucune"), *activity_choices(form.method, but=form.activity.id)],
        ),
        "reason": lambda _: line("Pourquoi", most=400),
    }

    def needs_first(self) -> bool:
        return False

    def stored_rows(self) -> list[Values]:
        rows = [("after", one) for one in self.activity.after]
        rows += [("before", one) for one in self.activity.before]
        return [{"sense": sense, "target": one.target, "reason": one.reason} for sense, one in rows]

    def write(self) -> Activity:
        known = {
            (side, one.target): one for side in ("after", "before") for one in getattr(self.activity, side)
        }
        found: dict[str, dict[str, Relation]] = {"after": {}, "before": {}}
        for _, row in self.filled():
            sense, target, reason = row["sense"] or "after", row["target"], row["reason"] or ""
            one = known.get((sense, target))
            origin = retouched(one.origin, differs=one.reason != reason) if one else Origin.ADDED
            found[sense][target] = Relation(target, origin, reason)
        return replace(
            self.activity, after=tuple(found["after"].values()), before=tuple(found["before"].values())
        )


def _refs(typed: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in (typed or "").replace(",", " ").split()))


def _by_app() -> dict[str, list[method_file.EvidenceKey]]:
    found: dict[str, list[method_file.EvidenceKey]] = {}
    for one in method_file.catalogue().values():
        found.setdefault(one.app, []).append(one)
    return found


def _meaning(one: method_file.EvidenceKey, *, found: bool) -> str:
    by_hand = "" if found else " (à attester à la main)"
    return f"{one.label} – {one.covered_by}{by_hand}"
