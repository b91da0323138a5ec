"""What a form field needs to be shown: the control with its ARIA wiring, its choices, its errors."""

import dataclasses
import datetime as dt
from html import escape
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from copil.core.error_sentences import sentences

_CLASSES = {"select": "form-select", "check": "form-check-input"}


@dataclasses.dataclass(frozen=True)
class Choice:
    """One radio button or box of a group."""

    id: str
    label: str
    html: SafeString


@dataclasses.dataclass(frozen=True)
class Control:
    """A field ready to be laid out. ``kind``: hidden, check, group, file, select, text."""

    kind: str
    id: str
    label: str
    hint: str
    errors: list[str]
    required: bool
    html: SafeString
    choices: list[Choice]
    hint_id: str
    error_id: str


def control_of(field: BoundField, *, hint: str = "") -> Control:
    """Return the parts of a bound field; ``hint`` replaces its help text."""
    widget = _widget_of(field)
    kind = kind_of(widget)
    hint = hint or str(field.help_text)
    errors = sentences(field)
    hint_id, error_id = f"{field.auto_id}-aide", f"{field.auto_id}-erreur"
    described = " ".join(
        part for part in (hint_id if hint else "", error_id if errors else "") if part
    ) or field.field.widget.attrs.get("aria-describedby", "")
    attrs: dict[str, Any] = {}
    if kind != "group" and described:
        attrs["aria-describedby"] = described
    if errors and kind not in {"hidden", "group"}:
        attrs["aria-invalid"] = "true"
    if kind != "hidden":
        attrs["class"] = _classes(widget, "check" if kind == "group" else kind, invalid=bool(errors))
    return Control(
        kind=kind,
        id=field.id_for_label or field.auto_id,
        label=str(field.label),
        hint=hint,
        errors=errors,
        required=field.field.required,
        html=_html_of(field, widget, kind, attrs),
        choices=_choices(field, widget, attrs) if kind == "group" else [],
        hint_id=hint_id,
        error_id=error_id,
    )


def _html_of(field: BoundField, widget: forms.Widget, kind: str, attrs: dict[str, Any]) -> SafeString:
    """Return the control itself; the boxes of a group are drawn one by one.

    A plain list of choices is written here: Django renders two templates a choice, and a list of
    départements has a hundred.
    """
    if kind == "group":
        return SafeString("")
    if type(widget) is not forms.Select:
        return field.as_widget(widget=widget, attrs=attrs)
    own = {} if "id" in widget.attrs or not field.auto_id else {"id": field.auto_id}
    built = field.build_widget_attrs({**attrs, **own}, widget)
    context = widget.get_context(field.html_name, field.value(), built)["widget"]
    rows = format_html_join("", "{}", ((_group(*one),) for one in context["optgroups"]))
    return format_html(
        '<select name="{}"{}>{}</select>', context["name"], _attributes(context["attrs"]), rows
    )


def _group(label: str | None, options: list[dict[str, Any]], _: int) -> SafeString:
    written = (
        f'<option value="{escape(_value(one["value"]))}"{_attributes(one["attrs"]) if one["attrs"] else ""}>'
        f"{conditional_escape(one['label'])}</option>"
        for one in options
    )
    rows = mark_safe("".join(written))  # noqa: S308  # values and labels are escaped
    return format_html('<optgroup label="{}">{}</optgroup>', label, rows) if label else rows


def _value(value: Any) -> str:
    return "" if value is None else str(value)


def _attributes(attrs: dict[str, Any]) -> SafeString:
    """Return attributes as Django writes them: a true one is its name alone, a false one is left out."""
    given = {name: value for name, value in attrs.items() if value is not False and value is not None}
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in given.items()
        ),
    )


def kind_of(widget: forms.Widget) -> str:
    """Return the family of layout a widget belongs to."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select):
        return "select"
    return "file" if isinstance(widget, forms.FileInput) else "text"


class _Calendar(forms.DateInput):
    """A date field shown by the browser's own calendar, which only reads ISO days."""

    input_type = "date"

    def __init__(self, day: dt.date | None, attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.day = day

    def format_value(self, value: Any) -> str | None:
        return self.day.isoformat() if self.day else None


def _widget_of(field: BoundField) -> forms.Widget:
    """Return the widget to draw: a plain date field gets a calendar, unless what was typed is not a date."""
    widget: forms.Widget = field.field.widget
    if type(widget) is not forms.DateInput or widget.input_type != "text":
        return widget
    value = field.value()
    try:
        day = field.field.to_python(value)
    except forms.ValidationError:
        return widget
    return _Calendar(day, widget.attrs)


def _classes(widget: forms.Widget, kind: str, *, invalid: bool) -> str:
    own = widget.attrs.get("class", "")
    base = _CLASSES.get(kind, "form-control")
    return " ".join(part for part in (base, "is-invalid" if invalid else "", own) if part)


def _choices(field: BoundField, widget: forms.Widget, attrs: dict[str, Any]) -> list[Choice]:
    built = field.build_widget_attrs({**attrs, "id": field.auto_id}, widget)
    built.pop("aria-describedby", None)
    rows = []
    for data in widget.subwidgets(field.html_name, field.value(), attrs=built):
        tag = _render_choice(field, data)
        rows.append(Choice(id=data["attrs"].get("id", ""), label=str(data["label"]), html=tag))
    return rows


def _render_choice(field: BoundField, data: dict[str, Any]) -> SafeString:
    context = {"widget": {**data, "wrap_label": False}}
    html: str = field.form.renderer.render(data["template_name"], context)
    return SafeString(html)  # Django's own template, which escapes


def error_links(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """Return every error of a form as (anchor, label, message); the first two are empty for its own."""
    rows = [("", "", strip_tags(str(error))) for error in form.non_field_errors()]
    for field in form:
        group = kind_of(field.field.widget) == "group"
        anchor = f"{field.auto_id}_0" if group else field.id_for_label or field.auto_id
        rows += [(anchor, str(field.label), error) for error in sentences(field)]
    return rows
