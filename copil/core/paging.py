"""One way to page a list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 25


class _Counted(Paginator[Any]):
    """A list whose length is known without asking the database again."""

    def __init__(self, rows: "QuerySet[Any] | list[Any]", per_page: int, *, known: int) -> None:
        super().__init__(rows, per_page)
        self.known = known

    @property
    def count(self) -> int:
        return self.known


def paginate(
    request: HttpRequest,
    rows: "QuerySet[Any] | list[Any]",
    *,
    per_page: int = PER_PAGE,
    count: int | None = None,
) -> "Page[Any]":
    """Return the page asked for by ``?page=``; the nearest one when that number makes no sense.

    ``count`` spares counting the rows when it is already known.
    """
    pages = Paginator(rows, per_page) if count is None else _Counted(rows, per_page, known=count)
    return pages.get_page(request.GET.get("page"))
