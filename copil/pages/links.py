"""Where the object of a soft reference is seen."""

import uuid

from django.urls import NoReverseMatch, reverse

from copil.identity.models import Workspace
from copil.initiatives import method_entries

SCREENS = {
    "identity.network": "accounts:network",
    "directory.organisation": "directory:organisation",
    "directory.person": "directory:person",
    "needs.need": "needs:need",
    "needs.sharedneed": "needs:shared_need",
    "needs.diagnostic": "needs:diagnostic",
    "needs.problemsheet": "needs:problem_sheet",
    "needs.offer": "needs:offer",
    "initiatives.initiative": "pages:initiative",
    "governance.body": "governance:body",
    "tasks.task": "tasks:task",
    "ballots.ballot": "ballots:ballot",
    "surveys.survey": "surveys:survey",
    "governance.decision": "governance:decision",
    "meetings.meeting": "meetings:meeting",
    "meetings.place": "meetings:place",
    "meetings.room": "meetings:room",
    "governance.gatereview": "governance:review",
    "governance.condition": "governance:condition",
    "governance.missionletter": "governance:letter",
    "workshops.workinggroup": "workshops:group",
    "workshops.board": "workshops:board",
    "workshops.bilan": "workshops:bilan",
    "workshops.actionsheet": "workshops:sheet",
    "workshops.commonplan": "workshops:plan",
    "workshops.planaction": "workshops:plan_action_go",
    "library.experiencesheet": "library:sheet",
    "library.experience": "library:experience",
    "initiatives.carrierinvitation": "initiatives:invitation",
    "initiatives.method": "initiatives:method",
}


def url_of(reference: tuple[str, uuid.UUID], *, workspace: Workspace) -> str:
    """Return the address of an object in a workspace; empty when it has no screen of its own."""
    kind, pk = reference
    if kind not in SCREENS:
        return ""
    try:
        return reverse(SCREENS[kind], kwargs={"workspace": workspace.slug, "pk": pk})
    except NoReverseMatch:
        return ""


def of_parts(workspace: Workspace) -> dict[uuid.UUID, str]:
    """Return the address of each part of the methods that a workspace uses."""
    found = {}
    for identifier, part in method_entries.places(workspace).items():
        url = reverse(part.url_name, kwargs={"workspace": workspace.slug, **part.arguments})
        found[identifier] = f"{url}#{part.fragment}" if part.fragment else url
    return found
