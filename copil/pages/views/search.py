"""Search across the workspace."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.algorithms.text import normalise
from copil.core.paging import paginate
from copil.identity.http import Request
from copil.identity.models import Workspace
from copil.pages import links
from copil.search import queries
from copil.search.models import SearchEntry

KINDS = {
    "initiatives.initiative": "Démarches",
    "directory.organisation": "Organisations",
    "directory.person": "Personnes",
    "needs.need": "Besoins",
    "needs.sharedneed": "Besoins partagés",
    "needs.problemsheet": "Problématiques",
    "needs.diagnostic": "Diagnostics",
    "needs.offer": "Offres existantes",
}
_LONGEST = 200


@dataclass(frozen=True)
class Result:
    """A result as shown: the words found are told apart from the others."""

    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]
    kind: str
    url: str


@require_GET
def search(request: Request) -> HttpResponse:
    """Show what holds every word of the question, by kind."""
    question = request.GET.get("q", "").strip()[:_LONGEST]
    kind = request.GET.get("kind", "")
    counts = queries.count_by_kind(workspace=request.workspace, question=question) if question else {}
    found = queries.find(workspace=request.workspace, question=question, kind=kind if kind in KINDS else "")
    page = paginate(request, found, per_page=20)
    context = {
        "question": question,
        "kind": kind,
        "page": page,
        "results": [_result(entry, question, request.workspace) for entry in page],
        "facets": [(key, label, counts[key]) for key, label in KINDS.items() if key in counts],
        "total": sum(counts.values()),
    }
    return render(request, "pages/search.html", context)


def _result(entry: SearchEntry, question: str, workspace: Workspace) -> Result:
    return Result(
        title=normalise.highlight(entry.title, question),
        excerpt=normalise.highlight(entry.excerpt, question),
        kind=KINDS.get(entry.kind, ""),
        url=links.url_of((entry.kind, entry.object_id), workspace=workspace),
    )
