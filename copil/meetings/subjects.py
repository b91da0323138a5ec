"""What may be put on an agenda from its own page: objects of the floors below, as they are seen here."""

import uuid
from collections.abc import Callable, Mapping

from copil.documents.models import ArchivedDocument
from copil.governance.models import Decision, GateReview, LightSheet, MissionLetter
from copil.identity.models import Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.models import Initiative
from copil.needs.models import Need, ProblemSheet, SharedNeed
from copil.tasks.models import Task

_SEEN: Mapping[str, Callable[[User, Workspace], OwnedQuerySet]] = {
    # A document of an initiative as it was archived: the methodological frame that a committee saw.
    "documents.archiveddocument": lambda user, here: ArchivedDocument.objects.filter(
        subject_kind="initiatives.initiative",
        subject_id__in=Initiative.objects.visible_to(user).carried_by(here).values("pk"),
    ),
    "governance.decision": lambda user, here: Decision.objects.visible_to(user).shown_in(here),
    "governance.gatereview": lambda user, here: GateReview.objects.visible_to(user).in_workspace(here),
    "governance.lightsheet": lambda user, here: LightSheet.objects.visible_to(user).in_workspace(here),
    "governance.missionletter": lambda user, here: MissionLetter.objects.visible_to(user).in_workspace(here),
    "needs.need": lambda user, here: Need.objects.visible_to(user).in_workspace(here),
    "needs.problemsheet": lambda user, here: ProblemSheet.objects.visible_to(user).in_workspace(here),
    "needs.sharedneed": lambda user, here: SharedNeed.objects.visible_to(user).in_workspace(here),
    "tasks.task": lambda user, here: Task.objects.visible_to(user).reachable_in(here),
}


def found(kind: str, pk: uuid.UUID, *, user: User, workspace: Workspace) -> Owned | None:
    """Return an object that somebody sees in a workspace and may put on an agenda; None otherwise."""
    seen = _SEEN.get(kind)
    row: Owned | None = seen(user, workspace).current().filter(pk=pk).first() if seen else None
    return row
