"""Forms of mission letters: for whom, what it says, to which address, why it is withdrawn."""

from typing import Any

from django import forms

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.fields import PersonField
from copil.governance import role_kinds
from copil.governance.enums.letters import LetterState
from copil.governance.forms.bodies import DATE
from copil.governance.models.letters import MissionLetterQuerySet
from copil.identity.models import Workspace

_ROWS = {"mandate": 4, "results": 6, "means": 5}
_PARTS = (
    ("mandate", "Au nom de quoi", "La structure qui porte, la décision, l’instance où cette personne siège."),
    ("purpose", "Ce qui est confié", "Le but, en quelques phrases."),
    ("results", "Ce qui est attendu", "Les résultats, un par ligne."),
    ("time", "Durée et temps", "De quand à quand, et combien de jours."),
    ("means", "Moyens", "Avec qui, avec quel budget, avec quels outils."),
    ("limits", "Limites", "Ce qui se décide ailleurs, ce qui n’est pas attendu."),
    ("reports_to", "À qui rendre compte", "Une personne ou une instance, et à quel rythme."),
)


class LetterForWhomForm(forms.Form):
    """The person and the role of a letter."""

    role = forms.ChoiceField(label="Rôle")

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["role"]
        choices.choices = [(kind.key, kind.title) for kind in role_kinds.kinds().values()]
        self.fields["person"] = PersonField(
            workspace, allow_new=True, label="Destinataire", help_text="Avec ou sans compte."
        )
        self.order_fields(["person", "role"])


class LetterForm(forms.Form):
    """What a letter says, part by part."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, hint in _PARTS:
            area = forms.Textarea(attrs={"rows": _ROWS.get(name, 3)})
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, max_length=4000, required=name == "purpose", widget=area
            )


class SendLetterForm(forms.Form):
    """Where the link goes, until when it is open, and a word with it."""

    email = forms.EmailField(label="Adresse", max_length=254)
    until = forms.DateField(label="Réponse attendue jusqu’au", widget=DATE)
    word = forms.CharField(
        label="Un mot pour l’accompagner",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawLetterForm(forms.Form):
    """Why a letter is withdrawn."""

    reason = forms.CharField(
        label="Pourquoi", max_length=300, help_text="Cette raison est écrite au destinataire."
    )


class LetterFilter(ListFilter):
    """Which letters are listed."""

    q = forms.CharField(
        label="Nom",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    etat = forms.ChoiceField(label="État", choices=[("", "Toutes"), *LetterState.choices], required=False)

    def filter(self, rows: MissionLetterQuerySet) -> MissionLetterQuerySet:
        """Return the letters asked for."""
        for word in name_key(self.asked.get("q", "")).split():
            rows = rows.filter(person__name_key__contains=word)
        if self.asked.get("etat"):
            rows = rows.filter(state=self.asked["etat"])
        return rows
