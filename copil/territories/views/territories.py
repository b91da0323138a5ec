"""Screens of territories: the search, a territory, and the suggestions of every form that names one.

The same for every member of every workspace: nothing here belongs to anybody.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from copil.core.paging import paginate
from copil.identity.http import Request
from copil.territories import maps, presentation, rules
from copil.territories.enums import Kind
from copil.territories.forms import TerritoryFilter
from copil.territories.models import Territory

_SUGGESTIONS = 10
_LONGEST_QUERY = 100
_ANSWERS = 50
_BROWSER_KEEPS_SECONDS = 300


@require_GET
def typeahead(request: Request) -> HttpResponse:
    """Answer what is being typed with at most ten territories, of the levels asked for (`niveau`)."""
    kinds = [kind for kind in request.GET.getlist("niveau") if kind in Kind.values]
    typed = request.GET.get("q", "")[:_LONGEST_QUERY]
    found = Territory.objects.search(typed, kinds=kinds, limit=_SUGGESTIONS)
    response = JsonResponse({"results": [presentation.suggestion(one, kinds=kinds) for one in found]})
    patch_cache_control(response, private=True, max_age=_BROWSER_KEEPS_SECONDS)
    return response


@require_GET
def territories(request: Request) -> HttpResponse:
    """Search among territories, or list a level; the régions to begin with."""
    form = TerritoryFilter(request.GET or {"niveau": Kind.REGION})
    asked = form.cleaned_data if form.is_valid() else {}
    kind = asked.get("niveau", "")
    kinds = [kind] if kind else []
    context = {
        "form": form,
        "attribution": rules.ATTRIBUTION,
        "heading": presentation.heading(kind),
        "columns": presentation.columns(inside=None, kind=kind),
    }
    if asked.get("q"):
        rows = Territory.objects.search(asked["q"], kinds=kinds, limit=_ANSWERS)
        return render(
            request,
            "territories/territories.html",
            context | {"rows": rows, "cut": len(rows) == _ANSWERS, "page": None},
        )
    listed = Territory.objects.current().listed().of_kinds(kinds).with_parents().by_name()
    page = paginate(request, listed)
    return render(
        request, "territories/territories.html", context | {"rows": page, "page": page, "cut": False}
    )


@require_GET
def territory(request: Request, key: str) -> HttpResponse:
    """Show a territory: its figures with their year, where it is, what it belongs to and what it holds."""
    shown = get_object_or_404(Territory.objects.with_parents(), key=key)
    tabs = presentation.tabs(shown, wanted=request.GET.get("liste", ""))
    context = presentation.facts(shown) | {"tabs": tabs, "map": maps.territory_map(shown)}
    current = next((tab for tab in tabs if tab.current), None)
    if current is not None:
        members = shown.members(current.kind).with_parents().by_name()
        context |= {
            "page": paginate(request, members),
            "heading": current.label,
            "columns": presentation.columns(inside=shown, kind=current.kind),
        }
    return render(request, "territories/territory.html", context)
