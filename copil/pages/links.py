"""Where the object of a soft reference is seen."""

import uuid

from django.urls import NoReverseMatch, reverse

from copil.identity.models import Workspace

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
    "library.experiencesheet": "library:sheet",
    "library.experience": "library:experience",
    "initiatives.carrierinvitation": "initiatives:invitation",
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
