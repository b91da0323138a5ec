"""What is typed on a board: how it works, cards, where they go, remarks, titles."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from copil.directory.models import Person
from copil.workshops.enums.groups import CardKind, Rank
from copil.workshops.models import Board, Card, GroupMember
from copil.workshops.rules.groups import LONGEST_CARD, LONGEST_COMMENT

_MOST_AT_ONCE = 40
_LONG = f"Gardez chaque carte sous {LONGEST_CARD} caractères."
_AUTHOR = "Le nom est montré au groupe à côté de la carte."


def tidy(text: str) -> str:
    """Return a text on one line, without spaces that say nothing."""
    return " ".join(text.split())


class BoardForm(forms.ModelForm[Board]):
    """How a board works."""

    class Meta:
        model = Board
        fields = ["question", "anonymous", "moderated"]
        help_texts = {
            "question": "Elle s’affiche en grand sur l’écran et sur chaque téléphone.",
            "anonymous": "Aucun nom n’est gardé, ni à l’écran ni dans la base. "
            "Une fois des cartes écrites ainsi, le tableau le reste.",
            "moderated": "Ce qui arrive des téléphones attend votre lecture avant d’être montré à la salle.",
        }


class AuthorField(forms.ModelChoiceField[Person]):
    """Somebody of a group, or nobody."""

    def __init__(self, board: Board, **kwargs: Any) -> None:
        members = GroupMember.objects.current().filter(group=board.group_id)
        people = Person.objects.filter(pk__in=members.values("person")).order_by("name_key", "pk")
        super().__init__(people, required=False, empty_label="Sans nom", **kwargs)


class ProblemsField(forms.ModelMultipleChoiceField[Card]):
    """The problems that an idea answers."""

    def label_from_instance(self, obj: Card) -> str:
        return f"{obj.number}. {obj.text}"


class CardsForm(forms.Form):
    """Cards, one a line, as they are read on paper."""

    kind = forms.ChoiceField(label="Nature", choices=CardKind.choices, widget=forms.RadioSelect)
    texts = forms.CharField(
        label="Cartes",
        max_length=_MOST_AT_ONCE * (LONGEST_CARD + 2),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une carte par ligne.",
    )
    paper = forms.BooleanField(
        label="Je recopie des cartes de papier",
        required=False,
        help_text="Votre nom est gardé comme celui de qui les a recopiées.",
    )

    def __init__(self, *args: Any, board: Board, problems: Sequence[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = CardKind.PROBLEM if board.rank == Rank.PROBLEMS else CardKind.IDEA
        if problems:
            choices = [
                ("", "Aucun pour le moment"),
                *((one.pk, f"{one.number}. {one.text}") for one in problems),
            ]
            hint = "Pour des idées : celui auquel elles répondent."
            self.fields["problem"] = forms.ChoiceField(
                label="Problème", choices=choices, required=False, help_text=hint
            )
        if not board.anonymous:
            self.fields["author"] = AuthorField(board, label="Qui le dit", help_text=_AUTHOR)
        self.order_fields(["kind", "texts", "problem", "author", "paper"])
        self._problems = {str(one.pk): one for one in problems}

    def clean_texts(self) -> list[str]:
        lines = [tidy(line) for line in self.cleaned_data["texts"].splitlines() if tidy(line)]
        if any(len(line) > LONGEST_CARD for line in lines):
            raise forms.ValidationError(_LONG)
        if len(lines) > _MOST_AT_ONCE:
            raise forms.ValidationError(f"Ajoutez {_MOST_AT_ONCE} cartes au plus à la fois.")
        return lines

    @property
    def problems(self) -> list[Card]:
        """Return the problem that ideas answer, when one was chosen."""
        if self.cleaned_data["kind"] == CardKind.PROBLEM:
            return []
        chosen = self._problems.get(self.cleaned_data.get("problem", ""))
        return [chosen] if chosen else []


class CardForm(forms.Form):
    """What a card says, its kind, the problems that an idea answers, who says it."""

    text = forms.CharField(label="Texte", max_length=LONGEST_CARD, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="Nature", choices=CardKind.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, card: Card, problems: Sequence[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one.pk for one in problems if one.pk != card.pk]
        if others:
            self.fields["problems"] = ProblemsField(
                Card.objects.filter(pk__in=others).order_by("board__rank", "number", "pk"),
                label="Problèmes auxquels elle répond",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Pour une idée.",
            )
        if not card.board.anonymous:
            self.fields["author"] = AuthorField(card.board, label="Qui le dit", help_text=_AUTHOR)

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])

    @property
    def values(self) -> dict[str, Any]:
        """Return what the card becomes."""
        cleaned = dict(self.cleaned_data)
        if "problems" in cleaned:
            cleaned["problems"] = list(cleaned["problems"])
        return cleaned


class CommentForm(forms.Form):
    """A remark on a card."""

    text = forms.CharField(
        label="Remarque", max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])


class ClusterForm(forms.Form):
    """The title of cards brought together."""

    title = forms.CharField(
        label="Titre", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])


class PhoneForm(forms.Form):
    """A card written on a phone."""

    text = forms.CharField(
        max_length=LONGEST_CARD,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": "Écrivez d’abord votre carte.",
            "max_length": _LONG,
        },
    )

    def __init__(
        self, *args: Any, board: Board, kind: CardKind, problems: Sequence[Card], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Votre idée" if kind == CardKind.IDEA else "Votre problème"
        self._problems = {str(one.pk): one for one in problems}
        if kind == CardKind.IDEA and problems:
            choices = [("", "Aucun en particulier"), *((one.pk, one.text) for one in problems)]
            self.fields["problem"] = forms.ChoiceField(
                label="Problème auquel elle répond", choices=choices, required=False
            )
        if not board.anonymous:
            hint = "Votre nom est montré au groupe. Vous pouvez rester sans nom."
            self.fields["author"] = AuthorField(board, label="Qui êtes-vous", help_text=hint)

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])

    @property
    def problems(self) -> list[Card]:
        """Return the problem that the idea answers, when one was chosen."""
        chosen = self._problems.get(self.cleaned_data.get("problem", ""))
        return [chosen] if chosen else []


def drawn(typed: str) -> uuid.UUID:
    """Return what makes one card of a page sent twice: drawn by the page, or here."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid.uuid4()
