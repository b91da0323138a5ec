"""One way to page a list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 25


def paginate(
    request: HttpRequest, rows: "QuerySet[Any] | list[Any]", *, per_page: int = PER_PAGE
) -> "Page[Any]":
    """Return the page asked for by ``?page=``; the nearest one when that number makes no sense."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
