"""Keep the facts of the initiatives that a request has just moved."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from copil.initiatives import kept
from copil.journal.moved import watched

logger = logging.getLogger("copil.initiatives")


class KeepFactsMiddleware:
    """Once an act is written, keep what it proves: the page that follows finds it in one query.

    The act itself is done by then: where the facts cannot be kept, the worker keeps them a second later.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with watched() as moved:
            response = self.get_response(request)
        if moved:
            try:
                kept.keep_few(at=timezone.now(), workspaces=moved)
            except DatabaseError as error:
                logger.warning("facts not kept: %s", type(error).__name__)
        return response
