"""The form that prepares a vote, and the paper of each method."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.ballots.actions import Asked
from copil.ballots.enums import Grade, Method
from copil.ballots.models import Ballot
from copil.ballots.rules import BEST_NOTE, Choice, Question, highest, key_in_grid
from copil.core import typography

_CRITERIA = "Utilité ; 3\nFaisabilité ; 2\nEffet dans la durée ; 2"
_LINES = re.compile(r"\r\n|\r|\n")
_FIGURE = re.compile(r"(.*\S)\s*;\s*([\d\s\u00a0]+)\s*€?")
_MOST = 2_000_000_000


def lines_of(text: str) -> list[str]:
    """Return the lines that say something, each once."""
    said = [line.strip() for line in _LINES.split(text) if line.strip()]
    return list(dict.fromkeys(said))


def _refuse_long(labels: Iterable[str], most: int) -> None:
    for label in labels:
        if len(label) > most:
            raise ValidationError(
                f"Gardez chaque ligne sous {most} caractères : « {label[:40]}… » est trop longue."
            )


def with_figure(line: str, default: int) -> tuple[str, int]:
    """Read « words ; figure »; a line without a figure has the default one."""
    found = _FIGURE.fullmatch(line)
    if not found:
        return line, default
    return found.group(1), min(int(re.sub(r"\D", "", found.group(2)) or default), _MOST)


class BallotForm(forms.Form):
    """What is asked; the lines depend on the method, chosen before."""

    title = forms.CharField(label="Titre", max_length=200)
    question = forms.CharField(
        label="Question posée", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    options = forms.CharField(
        label="Propositions", help_text="Une par ligne.", widget=forms.Textarea(attrs={"rows": 6})
    )
    criteria = forms.CharField(
        label="Critères",
        help_text="Un par ligne, suivi de son poids : « Utilité ; 3 ». Chacun est noté de 0 à 5.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    dots = forms.IntegerField(label="Points par personne", min_value=1, max_value=100, initial=5)
    budget = forms.IntegerField(label="Budget à répartir, en euros", min_value=1, max_value=_MOST)
    secret = forms.TypedChoiceField(
        label="Qui saura ce que chaque personne a voté ?",
        choices=[("oui", "Personne : le vote est secret"), ("non", "L’équipe : le vote est ouvert")],
        coerce=lambda value: value == "oui",
        initial="oui",
        widget=forms.RadioSelect,
        help_text="Un vote annoncé secret le reste.",
    )
    quorum = forms.IntegerField(
        label="Quorum, en % des personnes inscrites",
        min_value=0,
        max_value=100,
        required=False,
        help_text="Laissez vide s’il n’y en a pas.",
    )

    def __init__(self, data: Any = None, *, method: Method, stored: Ballot | None = None) -> None:
        super().__init__(data, initial=_initial(stored) if stored else {"criteria": _CRITERIA})
        self.method = method
        for name, wanted in (("criteria", Method.GRID), ("dots", Method.DOTS), ("budget", Method.BUDGET)):
            if method is not wanted:
                del self.fields[name]
        if method is Method.BUDGET:
            self.fields["options"].help_text = "Une par ligne, suivie de son coût : « Préau ; 12 000 »."
        if stored and stored.secret:
            del self.fields["secret"]

    def clean_options(self) -> list[Asked]:
        """Read the proposals, with their costs under a budget."""
        lines = lines_of(self.cleaned_data["options"])
        if len(lines) < 2:
            raise ValidationError("Écrivez au moins deux propositions, une par ligne.")
        if self.method is not Method.BUDGET:
            _refuse_long(lines, 200)
            return [Asked(line) for line in lines]
        read = [with_figure(line, 0) for line in lines]
        _refuse_long((label for label, _ in read), 200)
        for label, cost in read:
            if not cost:
                raise ValidationError(f"Ajoutez un coût à « {label} », après un point-virgule.")
        return [Asked(label, cost) for label, cost in read]

    def clean_criteria(self) -> list[tuple[str, int]]:
        """Read the criteria and their weights; 1 when none is given."""
        read = [with_figure(line, 1) for line in lines_of(self.cleaned_data["criteria"])]
        _refuse_long((label for label, _ in read), 120)
        if not any(weight for _, weight in read):
            raise ValidationError("Donnez un poids à au moins un critère.")
        if any(weight > 100 for _, weight in read):
            raise ValidationError("Un poids va de 0 à 100.")
        return read

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the vote itself."""
        said = self.cleaned_data
        names = [name for name in ("title", "question", "secret", "dots", "budget") if name in said]
        return {name: said[name] for name in names} | {
            "quorum": said.get("quorum") or 0,
            "method": self.method.value,
        }


def _initial(ballot: Ballot) -> dict[str, Any]:
    asked = ballot.asked
    under_budget = asked.method is Method.BUDGET
    return {
        "title": ballot.title,
        "question": ballot.question,
        "options": "\n".join(
            f"{one.label} ; {one.cost}" if under_budget else one.label for one in asked.choices
        ),
        "criteria": "\n".join(f"{one.label} ; {one.weight}" for one in asked.marks),
        "dots": ballot.dots,
        "budget": ballot.budget or None,
        "secret": "oui" if ballot.secret else "non",
        "quorum": ballot.quorum or None,
    }


class PaperForm(forms.Form):
    """A paper: a field a proposal, or a field a proposal and a criterion."""

    def __init__(
        self, data: Any = None, *, question: Question, paper: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(data, initial=dict(paper or {}))
        self.question = question
        for choice in question.choices:
            if question.method is Method.GRID:
                for mark in question.marks:
                    self.fields[key_in_grid(choice, mark)] = _note(mark.label)
            else:
                self.fields[choice.key] = _field(question, choice)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of each proposal, under its name in a grid."""
        if self.question.method is not Method.GRID:
            return [("", [self[choice.key] for choice in self.question.choices])]
        return [
            (choice.label, [self[key_in_grid(choice, mark)] for mark in self.question.marks])
            for choice in self.question.choices
        ]

    @property
    def paper(self) -> dict[str, int]:
        """Return what was filled in, as figures."""
        return {key: int(value) for key, value in self.cleaned_data.items() if value not in (None, "", False)}


def _note(label: str) -> forms.Field:
    choices = [("", "Choisir une note"), *((str(note), f"{note} sur {BEST_NOTE}") for note in range(6))]
    return forms.ChoiceField(label=label, choices=choices, error_messages={"required": "Donnez une note."})


def _field(question: Question, choice: Choice) -> forms.Field:
    if question.method is Method.JUDGMENT:
        mentions = [("", "Choisir une mention"), *((str(g.value), g.label) for g in reversed(Grade))]
        return forms.ChoiceField(
            label=choice.label, choices=mentions, error_messages={"required": "Donnez une mention."}
        )
    if question.method is Method.RANKING:
        ranks = [(str(rank), f"{rank}") for rank in range(1, len(question.choices) + 1)]
        return forms.ChoiceField(label=choice.label, choices=[("", "Non classée"), *ranks], required=False)
    if question.method is Method.DOTS:
        return forms.IntegerField(
            label=choice.label, min_value=0, max_value=highest(question), required=False
        )
    told = (
        f"{choice.label} ({typography.money(choice.cost)})"
        if question.method is Method.BUDGET
        else choice.label
    )
    return forms.BooleanField(label=told, required=False)
