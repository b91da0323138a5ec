"""What the API gives: a sheet with its entity tag, a page of sheets with its links."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse

from copil.api import rules
from copil.api.problems import Problem
from copil.api.schemas import Asked
from copil.identity.http import Request
from copil.identity.models import Owned

Shown = Callable[[Any], dict[str, Any]]


def said(content: Any, *, status: int = 200) -> HttpResponse:
    """Return content as JSON, its accents as they are."""
    return JsonResponse(
        content, status=status, encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False}
    )


def common(obj: Owned) -> dict[str, Any]:
    """Return what every sheet carries."""
    return {
        "id": obj.pk,
        "version": obj.version,
        "cree_le": obj.created_at,
        "archive_le": obj.archived_at,
    }


def linked(obj: Any) -> dict[str, Any] | None:
    """Return another sheet as it is named; None when there is none."""
    return {"id": obj.pk, "nom": str(obj)} if obj is not None else None


def sheet(request: Request, obj: Owned, shown: Shown, *, status: int = 200) -> HttpResponse:
    """Give one sheet; nothing but 304 to whoever has this version already."""
    etag = rules.etag_of(obj.version)
    if request.method == "GET" and request.headers.get("If-None-Match") == etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = said(shown(obj), status=status)
    answer["ETag"] = etag
    return answer


def listed(
    request: Request,
    rows: "QuerySet[Any]",
    asked: Asked,
    shown: Shown,
    *,
    fetched: Callable[[Iterable[Any]], Iterable[Any]] = list,
) -> HttpResponse:
    """Give a page of rows in their order; a page beyond the last one is empty, not refused.

    ``fetched`` may add to the rows of the page what they show, all at once.
    """
    only_known(request, type(asked))
    paginator = Paginator(rows, asked.par_page)
    pages = max(1, paginator.num_pages)
    held = paginator.page(asked.page).object_list if asked.page <= pages else []
    answer = said(
        {
            "total": paginator.count,
            "page": asked.page,
            "pages": pages,
            "donnees": [shown(one) for one in fetched(held)],
        }
    )
    answer["Link"] = ", ".join(
        f'<{_address(request, page)}>; rel="{name}"' for name, page in _around(asked.page, pages)
    )
    return answer


def only_known(request: Request, asked: type[Asked]) -> None:
    """Refuse a filter that does not exist: passed over, it would give more than was asked."""
    unknown = sorted(set(request.GET) - set(asked.model_fields))
    if unknown:
        errors = [{"field": name[:100], "message": "Ce filtre n’existe pas ici."} for name in unknown[:20]]
        raise Problem(422, "Un filtre de l’adresse n’existe pas.", errors=errors)


def _around(page: int, pages: int) -> list[tuple[str, int]]:
    links = [("first", 1), ("last", pages)]
    if page > 1:
        links.append(("prev", min(page - 1, pages)))
    if page < pages:
        links.append(("next", page + 1))
    return links


def _address(request: Request, page: int) -> str:
    query = [(name, value) for name, value in request.GET.items() if name != "page"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*query, ('page', page)])}")
