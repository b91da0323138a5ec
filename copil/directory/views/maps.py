"""The organisations of a list on a map."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.directory import mapping
from copil.directory.forms.organisations import OrganisationFilter
from copil.directory.views import common
from copil.identity.http import Request
from copil.territories.enums import Kind


@require_GET
def organisations_map(request: Request) -> HttpResponse:
    """Show where the organisations of the list are, filtered as the list is."""
    form = OrganisationFilter(request.GET, workspace=request.workspace)
    asked = request.GET.get("niveau", "")
    level = Kind(asked) if asked in mapping.LEVELS else None
    spread = mapping.spread(form.filter(common.organisations(request)), level=level)
    context = {
        "form": form,
        "spread": spread,
        "levels": [(str(kind), label, kind == spread.level) for kind, (_, label) in mapping.LEVELS.items()],
        "total": sum(place.number for place in spread.places) + spread.nowhere,
    }
    return render(request, "directory/organisations_map.html", context)
