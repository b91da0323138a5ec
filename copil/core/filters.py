"""The filters above a list, sent by GET."""

from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict


class ListFilter(forms.Form):
    """What people ask of a list; a filter that was not understood is left out and says so itself."""

    # What orders the list or shows another one: it narrows nothing.
    NEUTRAL: ClassVar[frozenset[str]] = frozenset({"tri", "etat"})

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood of the filters."""
        self.is_valid()
        return self.cleaned_data

    @property
    def narrows(self) -> bool:
        """Whether something is asked that leaves rows out."""
        return any(self.asked.get(name) for name in self.fields if name not in self.NEUTRAL)

    @property
    def lifted(self) -> list[tuple[str, str]]:
        """Return, for each filter in force, its name and the query of the list without it."""
        rows = []
        for name in self.fields:
            if name in self.NEUTRAL or not self.asked.get(name):
                continue
            data = cast(QueryDict, self.data).copy()
            for key in (name, f"{name}_key", "page"):
                data.pop(key, None)
            rows.append((f"sans « {self.fields[name].label} »", f"?{data.urlencode()}"))
        return rows
