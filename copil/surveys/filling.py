"""A form as it is filled: its fields, what is kept of the answers, how an answer is said."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.core import typography
from copil.surveys import wording
from copil.surveys.content import FRENCH, LONGEST, SHORTEST, Content, Question, said
from copil.surveys.enums import QuestionKind

Words = Mapping[str, str]
Values = Mapping[str, Any]
_YES, _NO = "oui", "non"
_IN_RADIOS = 8


class TrapForm(forms.Form):
    """What every public form carries: a field nobody sees, which only machines fill."""

    site_internet = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def clean_site_internet(self) -> str:
        if self.cleaned_data["site_internet"]:
            raise ValidationError(self.words["trapped"])
        return ""

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields that are shown."""
        return [self[name] for name in self.fields if name != "site_internet"]


class FillingForm(TrapForm):
    """The questions of a form, in a language."""

    def __init__(
        self, *args: Any, content: Content, language: str, values: Values | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, words=wording.words(language), **kwargs)
        self.content = content
        add_questions(self, content, language=language, values=values or {})

    @property
    def values(self) -> dict[str, Any]:
        """Return the answers as they are kept."""
        return values_of(self, self.content)


def add_questions(form: forms.Form, content: Content, *, language: str, values: Values) -> None:
    """Give a form a field for each question, holding what was answered before."""
    for question in content.questions:
        name = field_name(question)
        form.fields[name] = _field(question, language)
        if question.key in values:
            form.initial[name] = _typed(question, values[question.key])


def values_of(form: forms.Form, content: Content) -> dict[str, Any]:
    """Return the answers of a valid form as they are kept: by key of question, those left empty aside."""
    found = {}
    for question in content.questions:
        value = form.cleaned_data.get(field_name(question))
        if value in (None, "", [], False):
            continue
        found[question.key] = _kept(question, value)
    return found


def field_name(question: Question) -> str:
    """Return the name of the field of a question."""
    return f"q-{question.key}"


def told(question: Question, value: Any, *, language: str = FRENCH) -> str:
    """Return an answer in words; empty when there is none."""
    words = wording.words(language)
    if value in (None, "", []):
        return ""
    if question.kind in (QuestionKind.ONE, QuestionKind.SEVERAL):
        keys = value if isinstance(value, list) else [value]
        chosen = [question.choice(key) for key in keys]
        return ", ".join(said(one.label, language) for one in chosen if one is not None)
    if question.kind in (QuestionKind.YES_NO, QuestionKind.AGREEMENT):
        return words["yes"] if value else words["no"]
    if question.kind == QuestionKind.DATE and language == FRENCH:
        return typography.day(dt.date.fromisoformat(value))
    if question.kind == QuestionKind.NUMBER and language == FRENCH:
        return typography.number(Decimal(value))
    return str(value)


def cell(question: Question, value: Any) -> Any:
    """Return an answer as a spreadsheet sorts it: a number, a day, else words."""
    if value in (None, "", []):
        return ""
    if question.kind == QuestionKind.NUMBER:
        return Decimal(value)
    if question.kind == QuestionKind.DATE:
        return dt.date.fromisoformat(value)
    return told(question, value)


def _kept(question: Question, value: Any) -> Any:
    if question.kind == QuestionKind.YES_NO:
        return value == _YES
    if question.kind == QuestionKind.NUMBER:
        return format(value.normalize(), "f")
    if question.kind == QuestionKind.DATE:
        return value.isoformat()
    return value


def _typed(question: Question, value: Any) -> Any:
    """Return an answer kept as its field shows it."""
    if question.kind == QuestionKind.YES_NO:
        return _YES if value else _NO
    if question.kind == QuestionKind.NUMBER:
        return Decimal(value)
    if question.kind == QuestionKind.DATE:
        return dt.date.fromisoformat(value)
    return value


def _field(question: Question, language: str) -> forms.Field:
    words = wording.words(language)
    options: dict[str, Any] = {
        "label": said(question.label, language),
        "help_text": said(question.help, language),
        "required": question.required,
        "error_messages": {"required": words["required"]},
    }
    return _MAKERS[QuestionKind(question.kind)](question, language, words, options)


def _length(question: Question, words: Words, ceiling: int) -> tuple[int, Callable[[str], None]]:
    most = min(int(question.most), ceiling) if question.most.isdigit() and int(question.most) else ceiling

    def refuse(value: str) -> None:
        if len(value) > most:
            raise ValidationError(words["too_long"].format(most=most))

    return most, refuse


def _short(question: Question, _language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    most, refuse = _length(question, words, SHORTEST)
    widget = forms.TextInput(attrs={"maxlength": most, "autocomplete": "off"})
    return forms.CharField(widget=widget, validators=[refuse], **options)


def _long(question: Question, _language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    most, refuse = _length(question, words, LONGEST)
    widget = forms.Textarea(attrs={"rows": 5, "maxlength": most})
    return forms.CharField(widget=widget, validators=[refuse], **options)


def _one(question: Question, language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    choices = [(one.key, said(one.label, language)) for one in question.choices]
    options["error_messages"]["invalid_choice"] = words["wrong"]
    if len(choices) > _IN_RADIOS:
        return forms.ChoiceField(choices=[("", words["choose"]), *choices], **options)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


def _several(question: Question, language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    least = int(question.least) if question.least.isdigit() else 0
    most = int(question.most) if question.most.isdigit() else 0
    choices = [(one.key, said(one.label, language)) for one in question.choices]
    options["error_messages"] |= {"invalid_choice": words["wrong"], "invalid_list": words["wrong"]}

    def refuse(value: list[str]) -> None:
        if len(value) < least:
            raise ValidationError(words["too_few"].format(least=least))
        if most and len(value) > most:
            raise ValidationError(words["too_many_choices"].format(most=most))

    return forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple, validators=[refuse], **options
    )


class _Email(forms.EmailField):
    """An electronic address, whatever is wrong with it said in the words of the page."""

    def __init__(self, *, words: Words, **options: Any) -> None:
        super().__init__(**options)
        self.words = words

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise ValidationError(self.words["email"]) from error


class _Number(forms.DecimalField):
    """A number, written with a point or a comma, spaces between thousands or not."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)


def _number(question: Question, _language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    least = Decimal(question.least) if question.least else None
    most = Decimal(question.most) if question.most else None
    options["error_messages"] |= dict.fromkeys(
        ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), words["number"]
    )

    def refuse(value: Decimal) -> None:
        if least is not None and value < least:
            raise ValidationError(words["too_small"].format(least=question.least))
        if most is not None and value > most:
            raise ValidationError(words["too_big"].format(most=question.most))

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return _Number(max_digits=15, decimal_places=4, widget=widget, validators=[refuse], **options)


def _date(_question: Question, _language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    options["error_messages"]["invalid"] = words["date"]
    return forms.DateField(**options)


def _yes_no(_question: Question, _language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    options["error_messages"]["invalid_choice"] = words["wrong"]
    choices = [(_YES, words["yes"]), (_NO, words["no"])]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


def _email(_question: Question, _language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    options["error_messages"]["invalid"] = words["email"]
    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    return _Email(max_length=254, widget=widget, words=words, **options)


def _agreement(_question: Question, _language: str, words: Words, options: dict[str, Any]) -> forms.Field:
    options["error_messages"]["required"] = words["agree"]
    return forms.BooleanField(**options)


_MAKERS: Mapping[QuestionKind, Callable[[Question, str, Words, dict[str, Any]], forms.Field]] = {
    QuestionKind.SHORT: _short,
    QuestionKind.LONG: _long,
    QuestionKind.ONE: _one,
    QuestionKind.SEVERAL: _several,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.EMAIL: _email,
    QuestionKind.AGREEMENT: _agreement,
}
