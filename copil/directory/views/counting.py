"""How an organisation will be counted, by its nature and its role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.directory.counting import counted
from copil.directory.enums import Kind, OrganisationRole
from copil.identity.http import Request


@require_GET
def counting(request: Request) -> HttpResponse:
    """Show, for a nature, what each role is counted as in each method."""
    asked = request.GET.get("nature", "")
    kind = Kind(asked) if asked in Kind.values else Kind.ASSOCIATION
    context = {
        "kind": kind,
        "kinds": Kind.choices,
        "rows": [(role.label, counted(kind=kind, role=role)) for role in OrganisationRole],
    }
    return render(request, "directory/counting.html", context)
