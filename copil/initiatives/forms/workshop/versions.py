"""Two versions to compare; the version an initiative goes to."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from copil.initiatives import method_file
from copil.initiatives.models import Method


class CompareForm(forms.Form):
    """Two versions of one method."""

    de = forms.ChoiceField(label="De")
    a = forms.ChoiceField(label="À")

    def __init__(self, *args: Any, versions: Sequence[Method], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The number first: on a phone, the end of a long title is not seen.
        choices = [(str(one.pk), f"Version {one.number}, {one.title}") for one in versions]
        for name in ("de", "a"):
            cast("forms.ChoiceField", self.fields[name]).choices = choices


class MoveForm(forms.Form):
    """The stage an initiative is in, once under the new version."""

    stage = forms.ChoiceField(
        label="Étape en cours, dans la nouvelle version",
        help_text="Copil propose celle qui prolonge l’étape d’aujourd’hui.",
    )

    def __init__(self, *args: Any, method: method_file.Method, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [(one.key, one.title) for one in method.stages]
        cast("forms.ChoiceField", self.fields["stage"]).choices = stages
