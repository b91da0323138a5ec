"""Forms of arrivals: the window of personal codes, somebody who came without being expected."""

from django import forms

from copil.meetings.models import ArrivalWindow
from copil.meetings.rules.arrivals import MOST_AFTER, MOST_BEFORE

_OFF = {"autocomplete": "off"}


class WindowForm(forms.ModelForm[ArrivalWindow]):
    """Whether people may note their own arrival, from when to when."""

    before = forms.IntegerField(
        label="Minutes avant le début", min_value=0, max_value=MOST_BEFORE, initial=30
    )
    after = forms.IntegerField(label="Minutes après le début", min_value=0, max_value=MOST_AFTER, initial=60)

    class Meta:
        model = ArrivalWindow
        fields = ["is_on", "before", "after"]
        help_texts = {
            "is_on": "Le code figure dans les invitations envoyées ensuite, sur leur page et sur les badges.",
        }


class VisitorForm(forms.Form):
    """The name of somebody, and their structure."""

    name = forms.CharField(label="Nom et prénom", max_length=160, widget=forms.TextInput(attrs=_OFF))
    structure = forms.CharField(
        label="Structure",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
        help_text="Son nom exact la relie à sa fiche ; sinon, ce que vous écrivez est gardé tel quel.",
    )
