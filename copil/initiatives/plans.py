"""Initiatives write themselves into the accompaniment plan of each structure they aim at."""

from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.initiatives.enums import InitiativeState
from copil.initiatives.models import Initiative, TargetStructure
from copil.needs.enums import PlanKind, PlanState
from copil.needs.plans import Line


def lines_of(*, organisation: Organisation, user: User, workspace: Workspace) -> list[Line]:
    """Return a line for each initiative of the workspace that aims at a structure (one query)."""
    aimed = TargetStructure.objects.current().filter(organisation=organisation).values("initiative")
    rows = Initiative.objects.visible_to(user).carried_by(workspace).current().filter(pk__in=aimed)
    return [
        Line(
            kind=PlanKind.COLLECTIVE,
            title=one.title,
            state=PlanState.DONE if one.state == InitiativeState.FINISHED else PlanState.RUNNING,
            led_by=one.workspace.name,
            starts_on=one.opened_on,
            ends_on=one.ended_on,
            screen="pages:initiative",
            object_id=one.pk,
        )
        for one in rows.select_related("workspace").in_order()
    ]
