"""Search across the workspace: the page, the palette, what the person looked for lately."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.paging import paginate
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.library.search_entries import readable_experiences
from copil.pages import destinations, found
from copil.pages.forms import SearchForm
from copil.search import queries, recent, synonyms, vocabulary
from copil.search.models import SearchEntryQuerySet

PER_PAGE = 20
IN_PALETTE = 8
DOORS = 6
DOORS_FIRST = 12


@require_GET
def search(request: Request) -> HttpResponse:
    """Show what holds every word of the question, narrowed as asked."""
    form = SearchForm(request.GET)
    question, chosen, today = form.question, form.narrowing, timezone.localdate()
    asked = synonyms.asked(request.workspace, question)
    also = readable_experiences(request.workspace)
    facets = queries.facets(
        workspace=request.workspace, question=asked, chosen=chosen, today=today, also=also
    )
    rows = queries.find(workspace=request.workspace, question=asked, narrowing=chosen, today=today, also=also)
    page = paginate(request, _light(rows), per_page=PER_PAGE, count=facets.total)
    form.count(facets, places=found.departements(facets.places))
    context = {
        "form": form,
        "question": question,
        "page": page,
        "results": found.results_of(page, asked, workspace=request.workspace),
        "facets": [
            (key, label, facets.kinds[key]) for key, label in found.KINDS.items() if key in facets.kinds
        ],
        "anything": sum(facets.kinds.values()),
        "kind": chosen.kind,
        "suggestion": _suggestion(request, question, nothing=not facets.total),
        "recent": recent.searches(user=request.user, workspace=request.workspace),
    }
    return render(request, "pages/search.html", context)


@require_GET
def palette(request: Request) -> HttpResponse:
    """Answer what is typed in the palette: pages to go to, what was looked for lately, what is found."""
    question = SearchForm(request.GET).question
    context: dict[str, Any] = {"question": question, "suggestion": ""}
    if question:
        asked = synonyms.asked(request.workspace, question)
        also = readable_experiences(request.workspace)
        rows = queries.find(workspace=request.workspace, question=asked, also=also)
        rows = _light(rows)[:IN_PALETTE]
        context["results"] = found.results_of(rows, asked, workspace=request.workspace, passages=False)
        context["doors"] = destinations.doors(request, question, most=DOORS)
        nothing = not context["results"] and not context["doors"]
        context["suggestion"] = _suggestion(request, question, nothing=nothing)
    else:
        context["recent"] = recent.searches(user=request.user, workspace=request.workspace)
        context["doors"] = destinations.doors(request, "", most=DOORS_FIRST)
    return render(request, "pages/palette.html", context)


@require_POST
def recent_add(request: Request) -> HttpResponse:
    """Keep what the person has just looked for."""
    question = request.POST.get("q", "").replace("\0", "")
    recent.remember(user=request.user, workspace=request.workspace, question=question, at=timezone.now())
    return HttpResponse(status=204)


@require_POST
def recent_forget(request: Request) -> HttpResponse:
    """Erase what the person looked for: one question, or all."""
    question = request.POST.get("q", "").replace("\0", "")
    recent.forget(user=request.user, workspace=request.workspace, question=question)
    return redirect(to(request, "pages:search"))


def _light(rows: SearchEntryQuerySet) -> SearchEntryQuerySet:
    """Return the rows without the texts that are not shown.

    Whoever asks is a member of the workspace; the entries of others were chosen by what it may read.
    """
    return rows.defer("title_words", "words", "body")


def _suggestion(request: Request, question: str, *, nothing: bool) -> str:
    if not question or not nothing:
        return ""
    return vocabulary.suggestion(workspace=request.workspace, question=question)
