"""The networks that a method is shared with."""

from typing import Any, cast

from django import forms

from copil.identity.models import NetworkMembership, Workspace


class NetworksField(forms.ModelMultipleChoiceField[NetworkMembership]):
    """Networks, named as people know them."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.network.name)


class ShareMethodForm(forms.Form):
    """The networks of the workspace, those chosen ticked."""

    stays = NetworksField(
        queryset=NetworkMembership.objects.none(),
        label="Réseaux qui peuvent la lire et la copier",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = NetworkMembership.objects.in_force().filter(workspace=workspace)
        field = cast("NetworksField", self.fields["stays"])
        field.queryset = rows.select_related("network").order_by("network__name", "pk")
