"""A form field to name a territory: suggestions while typing, plain text without JavaScript."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from copil.identity.models import Workspace
from copil.territories import rules
from copil.territories.enums import Kind
from copil.territories.models import KIND_LABELS, Territory

# (what was typed, the key that the suggestion chosen by the script put in the hidden control)
Typed = tuple[str, str]

_SHOWN = 5


class TerritoryInput(forms.TextInput):
    """A text control, and a hidden one that the script fills when a suggestion is chosen."""

    template_name = "territories/territory_input.html"
    address = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        text, key = value if isinstance(value, tuple) else (value or "", "")
        context = super().get_context(name, text, attrs)
        own = context["widget"]["attrs"]
        hidden_id = f"{own.get('id', f'id_{name}')}_key"
        if self.address:
            own |= {"data-typeahead": self.address, "data-typeahead-value": hidden_id, "autocomplete": "off"}
        context["hidden"] = {"name": f"{name}_key", "id": hidden_id, "value": key}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return str(data.get(name) or ""), str(data.get(f"{name}_key") or "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class TerritoryField(forms.Field):
    """A territory of the current vintage, by its name, its postal or official code, or a suggestion.

    ``connect`` gives the address of the suggestions; without it, or without JavaScript, what was typed is
    looked up, and refused with the possible answers when it may mean several territories.
    """

    widget = TerritoryInput

    def __init__(self, *, kinds: Collection[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self.kinds = tuple(str(kind) for kind in kinds)

    def label_of(self, territory: Territory) -> str:
        """Return what the control shows: with the kind when several kinds may be named."""
        return territory.label if len(self.kinds) == 1 else territory.full_label

    def prepare_value(self, value: Any) -> Any:
        """Return what the widget shows: a territory or its key becomes its label and its key."""
        if isinstance(value, str) and rules.is_key(value):
            value = Territory.objects.with_parents().filter(key=value).first() or value
        return (self.label_of(value), value.key) if isinstance(value, Territory) else value

    def to_python(self, value: Any) -> Territory | None:
        """Return the territory named; refuse what names none or several."""
        if value is None or isinstance(value, Territory):
            return value
        typed, key = value if isinstance(value, tuple) else (str(value), "")
        typed = " ".join(typed.split())
        if not typed:
            return None
        return self._chosen(typed, key) or self._looked_up(typed)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another territory is named; what cannot be understood counts as a change."""
        try:
            named = self.to_python(data)
        except ValidationError:
            return True
        before = initial.key if isinstance(initial, Territory) else initial or None
        return (named.key if named else None) != before

    def _chosen(self, typed: str, key: str) -> Territory | None:
        """The suggestion that was chosen, if the text is still its label."""
        if not rules.is_key(key):
            return None
        # Of any vintage: a form that nobody touches keeps the territory it was opened with.
        chosen = Territory.objects.of_kinds(self.kinds).with_parents().filter(key=key).first()
        return chosen if chosen and typed in (chosen.label, chosen.full_label) else None

    def _looked_up(self, typed: str) -> Territory:
        named = Territory.objects.named(typed, kinds=self.kinds)
        found = named or Territory.objects.search(typed, kinds=self.kinds, limit=_SHOWN + 1)
        if len(found) == 1:
            return found[0]
        raise ValidationError(self._refusal(typed, found, same_name=bool(named)), code="invalid")

    def _refusal(self, typed: str, found: list[Territory], *, same_name: bool) -> str:
        communes = self.kinds == (Kind.COMMUNE,)
        if not found:
            none = "Aucune commune" if communes else "Aucun territoire"
            return f"{none} ne correspond à « {typed} ». Vérifiez l’orthographe, ou donnez le code postal."
        several = "Plusieurs communes" if communes else "Plusieurs territoires"
        listed = ", ".join(self.label_of(territory) for territory in found[:_SHOWN])
        listed += ", etc." if len(found) > _SHOWN else "."
        if same_name:
            clearer = "le code postal" if communes else "le code ou le niveau"
            return f"{several} s’appellent {found[0].name} : précisez {clearer}. Il y a {listed}"
        return f"{several} correspondent à « {typed} » : écrivez le nom en entier ou le code. Il y a {listed}"


class CommuneField(TerritoryField):
    """A commune."""

    def __init__(self, **options: Any) -> None:
        super().__init__(kinds=[Kind.COMMUNE], **options)


def connect(form: forms.BaseForm, *, workspace: Workspace) -> None:
    """Give every territory field of a form the address of its suggestions."""
    for field in form.fields.values():
        if isinstance(field, TerritoryField):
            address = reverse("territories:typeahead", kwargs={"workspace": workspace.slug})
            levels = "&".join(f"niveau={kind}" for kind in field.kinds if kind in KIND_LABELS)
            field.widget.address = f"{address}?{levels}" if levels else address
