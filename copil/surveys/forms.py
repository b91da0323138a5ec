"""What is typed to write a form: its frame, a question, its translations, who is asked."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from copil.core.filters import ListFilter
from copil.directory.fields import PersonField
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.surveys import content as contents
from copil.surveys import wording
from copil.surveys.content import FRENCH, LONGEST, SHORTEST, Content, Question
from copil.surveys.enums import QuestionKind, SurveyState
from copil.surveys.models import Survey, SurveyQuerySet

_OFF = {"autocomplete": "off"}
_LONG = 3_000
_WHOLE = (QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.SEVERAL)
KEPT = [(30, "1 mois"), (90, "3 mois"), (180, "6 mois"), (365, "1 an"), (730, "2 ans"), (1826, "5 ans")]


_ARCHIVED = "archive"


class SurveyFilter(ListFilter):
    """What people ask of the list of forms."""

    q = forms.CharField(
        label="Mots du titre",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    avancement = forms.ChoiceField(
        label="État",
        choices=[("", "Tous"), *SurveyState.choices, (_ARCHIVED, "Archivé")],
        required=False,
    )

    def filter(self, rows: SurveyQuerySet) -> SurveyQuerySet:
        """Return the forms asked for, the latest first."""
        asked = self.asked
        if asked.get("q"):
            rows = rows.with_words(asked["q"])
        state = asked.get("avancement")
        rows = rows.exclude(archived_at=None) if state == _ARCHIVED else rows.current()
        if state and state != _ARCHIVED:
            rows = rows.filter(state=state)
        return rows.latest_first()


def _text(label: str, help_text: str, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "maxlength": _LONG})
    return forms.CharField(
        label=label, max_length=_LONG, required=required, help_text=help_text, widget=widget
    )


class FrameForm(forms.Form):
    """What is said around the questions, in French, and how the form is answered."""

    title = forms.CharField(label="Titre", max_length=200, widget=forms.TextInput(attrs=_OFF))
    introduction = _text("Introduction", "Pourquoi ces questions, combien de temps cela prend.")
    purpose = _text(
        "À quoi servent les réponses", "Montré avant les questions. Nécessaire pour ouvrir le questionnaire."
    )
    readers = _text("Qui les lit", "Les personnes ou les services qui verront les réponses.")
    kept_days = forms.TypedChoiceField(
        label="Combien de temps les réponses sont gardées",
        choices=KEPT,
        coerce=int,
        initial=365,
        help_text="À partir du jour où chacune est donnée. Elles sont ensuite effacées d’elles-mêmes.",
    )
    closes_on = forms.DateField(
        label="Dernier jour pour répondre",
        required=False,
        help_text="Laissez vide pour fermer vous-même.",
    )
    languages = forms.MultipleChoiceField(
        label="Autres langues proposées",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Les textes se traduisent ensuite. Ce qui ne l’est pas reste en français.",
    )

    def __init__(
        self,
        *args: Any,
        survey: Survey | None = None,
        content: Content | None = None,
        may_place: list[Initiative] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["languages"]
        languages.choices = [one for one in wording.choices() if one[0] != FRENCH]
        if survey is not None and content is not None:
            self.initial = {
                **{name: getattr(content, name).get(FRENCH, "") for name in contents._FRAME},
                "kept_days": survey.kept_days,
                "languages": survey.languages,
                "closes_on": timezone.localtime(survey.last_moment).date() if survey.last_moment else None,
            }
            kept: Any = self.fields["kept_days"]
            if survey.kept_days not in dict(KEPT):
                kept.choices = [*KEPT, (survey.kept_days, f"{survey.kept_days} jours")]
        if survey is not None and not survey.is_alone:
            del self.fields["closes_on"]
        if may_place:
            listed = [(str(one.pk), one.title) for one in may_place]
            self.fields["initiative"] = forms.ChoiceField(
                label="Démarche", required=False, choices=[("", "Hors démarche"), *listed]
            )

    @property
    def values(self) -> dict[str, Any]:
        """Return what the form holds; its last day lasts until midnight."""
        values = dict(self.cleaned_data)
        values.pop("initiative", None)
        day: dt.date | None = values.pop("closes_on", None)
        midnight = dt.time()
        values["closes_at"] = (
            timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), midnight)) if day else None
        )
        return values

    def clean_closes_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["closes_on"]
        if day is not None and not 2000 <= day.year <= 2200:
            raise forms.ValidationError("Vérifiez l’année.")
        return day


class QuestionForm(forms.Form):
    """One question, in French."""

    kind = forms.ChoiceField(label="Comment on y répond", choices=QuestionKind.choices)
    label = forms.CharField(label="La question", max_length=300, widget=forms.TextInput(attrs=_OFF))
    help = forms.CharField(
        label="Aide",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
        help_text="Une phrase sous la question.",
    )
    required = forms.BooleanField(label="Réponse obligatoire", required=False)
    choices = forms.CharField(
        label="Réponses proposées",
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Une par ligne, pour « Un choix » et « Plusieurs choix ».",
    )
    least = forms.CharField(
        label="Au moins",
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", **_OFF}),
        help_text="Pour un nombre, sa valeur ; pour plusieurs choix, combien en cocher.",
    )
    most = forms.CharField(
        label="Au plus",
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", **_OFF}),
        help_text="De même ; pour un texte, son nombre de caractères.",
    )

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        if question is not None:
            self.initial = {
                "kind": question.kind,
                "label": question.label.get(FRENCH, ""),
                "help": question.help.get(FRENCH, ""),
                "required": question.required,
                "choices": "\n".join(one.label.get(FRENCH, "") for one in question.choices),
                "least": question.least,
                "most": question.most,
            }

    def clean_choices(self) -> list[str]:
        """Return the answers proposed, each once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > contents.MOST_CHOICES:
            raise forms.ValidationError(f"Proposez {contents.MOST_CHOICES} réponses au plus.")
        if any(len(line) > 200 for line in found):
            raise forms.ValidationError("Gardez chaque réponse proposée sous 200 caractères.")
        return found

    def clean_least(self) -> str:
        return self._number("least")

    def clean_most(self) -> str:
        return self._number("most")

    def clean(self) -> dict[str, Any]:
        """Choices are proposed where there are some to make; limits make sense."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind", "")
        if kind in QuestionKind.with_choices() and "choices" not in self.errors:
            if len(cleaned.get("choices") or []) < 2:
                self.add_error("choices", "Proposez au moins deux réponses, une par ligne.")
        elif "choices" in cleaned:
            cleaned["choices"] = []
        least, most = cleaned.get("least", ""), cleaned.get("most", "")
        if kind in _WHOLE:
            for name, value in (("least", least), ("most", most)):
                if value and not value.isdigit():
                    self.add_error(name, "Écrivez un nombre entier, sans lettre.")
        if kind in (QuestionKind.SHORT, QuestionKind.LONG) and most.isdigit():
            ceiling = SHORTEST if kind == QuestionKind.SHORT else LONGEST
            if not 1 <= int(most) <= ceiling:
                self.add_error("most", f"Un tel texte a de 1 à {ceiling} caractères.")
        if least and most and not self.errors and Decimal(least) > Decimal(most):
            self.add_error("most", "Le plus ne peut pas être sous le moins.")
        return cleaned

    def _number(self, name: str) -> str:
        typed = "".join(self.cleaned_data[name].split()).replace(",", ".")
        if not typed:
            return ""
        try:
            number = Decimal(typed)
        except InvalidOperation:
            raise forms.ValidationError("Écrivez un nombre, comme 12 ou 12,5.") from None
        if not number.is_finite() or abs(number) > 10**9:
            raise forms.ValidationError("Écrivez un nombre, comme 12 ou 12,5.")
        return format(number, "f")

    def asked(self) -> Question:
        """Return the question as it was typed; its translations are kept."""
        before, typed = self.question, self.cleaned_data
        return Question(
            key=before.key if before else contents.new_key(),
            kind=typed["kind"],
            label={**(before.label if before else {}), FRENCH: typed["label"]},
            help={**(before.help if before else {}), FRENCH: typed["help"]},
            required=typed["required"],
            choices=contents.choices_from(typed["choices"], before.choices if before else ()),
            least=typed["least"],
            most=typed["most"],
        )


class TranslationForm(forms.Form):
    """Every text of a form in another language, each under what French says."""

    def __init__(self, *args: Any, content: Content, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in contents.places(content):
            french = place.texts[FRENCH]
            long = len(french) > 120
            self.fields[place.name] = forms.CharField(
                label=place.title,
                required=False,
                max_length=_LONG,
                strip=True,
                help_text=french,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language})
                if long
                else forms.TextInput(attrs={"lang": language, **_OFF}),
                initial=place.texts.get(language, ""),
            )


class RecipientForm(forms.Form):
    """Somebody to ask."""

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        required=False,
        help_text="Inutile si l’annuaire la connaît.",
        widget=forms.EmailInput(attrs=_OFF),
    )

    def __init__(self, *args: Any, workspace: Workspace, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            workspace,
            allow_new=True,
            label="Personne",
            help_text="Une personne inconnue de l’annuaire y sera ajoutée.",
        )
        if len(languages) > 1:
            spoken = [one for one in wording.choices() if one[0] in languages]
            self.fields["language"] = forms.ChoiceField(label="Langue", choices=spoken, initial=FRENCH)
        self.order_fields(["person", "email", "language"])


class AnswerFilter(ListFilter):
    """What people ask of the answers of a form."""

    q = forms.CharField(
        label="Mots d’une réponse, ou un nom",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [
            (
                f"{question.key}:{choice.key}",
                f"{question.label[FRENCH][:60]} : {choice.label[FRENCH]}",
            )
            for question in questions
            for choice in question.choices
        ]
        if listed:
            self.fields["choix"] = forms.ChoiceField(
                label="Réponse choisie", required=False, choices=[("", "Toutes"), *listed]
            )
