"""What is typed while a meeting goes on: the words of a point, and what comes out of it."""

from typing import Any

from django import forms

from copil.directory.fields import PersonField
from copil.governance.enums import Way
from copil.identity.models import Workspace
from copil.meetings.actions.minutes import LONGEST
from copil.meetings.enums import OutcomeKind
from copil.meetings.forms.meetings import DATE
from copil.meetings.models import Outcome


class NotesForm(forms.Form):
    """What was said on a point."""

    text = forms.CharField(
        label="Ce qui s’est dit",
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class QuickOutcomeForm(forms.Form):
    """An outcome in one line: what it is, what it says."""

    kind = forms.ChoiceField(label="Nature", choices=OutcomeKind.choices)
    text = forms.CharField(
        label="En une phrase", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class OutcomeForm(forms.ModelForm[Outcome]):
    """An outcome whole: why, the show of hands, who and for when."""

    class Meta:
        model = Outcome
        fields = [
            "kind", "text", "reason", "way", "present", "votes_for", "votes_against", "votes_abstained",
            "due_on",
        ]  # fmt: skip  # a table reads by its lines
        widgets = {"reason": forms.Textarea(attrs={"rows": 3, "maxlength": 4_000}), "due_on": DATE}
        labels = {
            "present": "Voix délibératives présentes",
            "votes_for": "Pour",
            "votes_against": "Contre",
            "votes_abstained": "Abstention",
        }
        help_texts = {
            "reason": "Une décision n’est adoptée au registre qu’avec sa raison.",
            "way": "Pour une décision seulement.",
            "due_on": "Pour une action.",
        }

    def __init__(self, *args: Any, workspace: Workspace, voices: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if voices is not None:
            self.fields["present"].help_text = f"D’après l’émargement\u00a0: {voices}."
            if self.instance.present is None:
                self.initial["present"] = voices
        self.fields["person"] = PersonField(
            workspace, label="Qui s’en charge", required=False, initial=self.instance.person
        )
        way: Any = self.fields["way"]
        way.choices = [("", "Sans objet"), *Way.choices]
        kind: Any = self.fields["kind"]
        kind.choices = OutcomeKind.choices
        order = ["kind", "text", "person", "due_on", "reason", "way", "present"]
        self.order_fields([*order, "votes_for", "votes_against", "votes_abstained"])

    def clean(self) -> dict[str, Any]:
        """A show of hands is counted; what is no decision has none."""
        cleaned = super().clean() or self.cleaned_data
        votes = ("votes_for", "votes_against", "votes_abstained")
        if cleaned.get("kind") != OutcomeKind.DECISION:
            cleaned |= dict.fromkeys((*votes, "present")) | {"way": ""}
        elif cleaned.get("way") == Way.VOTE:
            counts = [cleaned.get(name) for name in votes]
            if any(count is None for count in counts):
                self.add_error("votes_for", "Donnez le compte des voix : pour, contre, abstention.")
            elif cleaned.get("present") is not None and sum(filter(None, counts)) > cleaned["present"]:
                self.add_error("present", "Il y a plus de voix comptées que de voix présentes.")
        else:
            cleaned |= dict.fromkeys(votes)
        return cleaned
