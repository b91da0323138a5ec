"""Forms of internal services and of what the carrier stands for."""

from typing import Any

from django import forms

from copil.directory.fields import PersonField
from copil.governance.enums.services import OutsideHelp, ServiceKind, ServiceState
from copil.governance.forms.bodies import DATE
from copil.identity.models import Workspace

_TEXT: dict[str, Any] = {"max_length": 2000, "required": False, "widget": forms.Textarea(attrs={"rows": 3})}


class ServiceForm(forms.Form):
    """A service of the carrier."""

    name = forms.CharField(label="Nom du service", max_length=160)
    kind = forms.ChoiceField(label="Ce qu’il apporte", choices=ServiceKind.choices)
    state = forms.ChoiceField(label="État", choices=ServiceState.choices)
    reason = forms.CharField(
        label="Pourquoi il n’est pas associé",
        max_length=300,
        required=False,
        help_text="Nécessaire s’il ne l’est pas.",
    )
    asked = forms.CharField(label="Ce qui lui est demandé", **_TEXT)
    joins_groups = forms.BooleanField(label="Ses agents rejoignent les groupes de travail", required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"] = PersonField(workspace, label="Contact", required=False)
        self.order_fields(["name", "kind", "state", "reason", "contact", "asked", "joins_groups"])


class BackingForm(forms.Form):
    """Hierarchy told, sponsor committed, outside help decided."""

    briefed_on = forms.DateField(label="Hiérarchie informée le", widget=DATE, required=False)
    briefed_note = forms.CharField(label="Qui a été informé, et comment", max_length=300, required=False)
    committed_on = forms.DateField(label="Engagement pris le", widget=DATE, required=False)
    commitment = forms.CharField(
        label="À quoi la personne s’engage", help_text="Présence, arbitrages, moyens, durée.", **_TEXT
    )
    outside_help = forms.ChoiceField(
        label="Recours à une assistance à maîtrise d’ouvrage",
        choices=[("", "Pas encore décidé"), *OutsideHelp.choices],
        required=False,
    )
    outside_help_reason = forms.CharField(
        label="Pourquoi", help_text="Ce qui manque, ou non, dans vos services.", **_TEXT
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sponsor"] = PersonField(
            workspace, label="Qui s’engage", required=False, help_text="Élue, élu ou direction."
        )
        self.order_fields(
            ["briefed_on", "briefed_note", "sponsor", "committed_on", "commitment", "outside_help"]
        )
