"""A paper filled in by hand, as it is typed."""

from typing import Any

from django import forms

from copil.ballots.forms import PaperForm
from copil.ballots.rules import Question

OF, BLANK = "bulletin_de", "blanc"


class HandForm(PaperForm):
    """The paper of the method, whose it is in an open vote, or that it is blank or void."""

    def __init__(self, data: Any = None, *, question: Question, people: list[tuple[str, str]]) -> None:
        super().__init__(data, question=question)
        self.fields[BLANK] = forms.BooleanField(
            label="Bulletin blanc ou nul",
            required=False,
            help_text="Il compte parmi les votes, pas dans le résultat.",
        )
        if people:
            self.fields[OF] = forms.ChoiceField(label="Bulletin de", choices=[("", "Choisir"), *people])
        if self.data.get(BLANK):
            for name, field in self.fields.items():
                field.required = name == OF

    @property
    def around(self) -> list[forms.BoundField]:
        """Return the fields that are not those of the paper."""
        return [self[name] for name in (OF, BLANK) if name in self.fields]

    @property
    def of(self) -> str:
        """Return whose paper it is; "" in a secret vote."""
        return str(self.cleaned_data.get(OF, ""))

    @property
    def paper(self) -> dict[str, int]:
        """Return what was filled in; nothing when it is blank or void."""
        if self.cleaned_data.get(BLANK):
            return {}
        said = {key: value for key, value in self.cleaned_data.items() if key not in (OF, BLANK)}
        return {key: int(value) for key, value in said.items() if value not in (None, "", False)}
