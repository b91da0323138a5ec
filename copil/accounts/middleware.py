"""The life of a session: its last visit noted, its end when the login is too old."""

from collections.abc import Callable
from typing import Any

from django.contrib import auth
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from copil.accounts import second_factor
from copil.accounts.sessions import SessionStore

_READING = ("GET", "HEAD")
PUT_OFF = "second_factor_put_off"


class LenientSessionMiddleware(SessionMiddleware):
    """Sessions as Django keeps them; a page that was only read is shown even where nothing can be written."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except OperationalError:
            if request.method in _READING:
                return response
            raise


class SessionLifeMiddleware:
    """End a session thirty days after its login; note its visits, an hour apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if not isinstance(session, SessionStore) or session.session_key is None:
            return self.get_response(request)
        if session.is_too_old():
            auth.logout(request)
            return self.get_response(request)
        response = self.get_response(request)
        if not session.modified:
            session.visited()
        return response


class SecondFactorMiddleware:
    """Lead whoever has a role that asks for a second factor to the page that explains it.

    Until the deadline it can be put off, for one session; after it, the workspace waits for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        membership = getattr(request, "membership", None)
        if membership is None or not second_factor.is_asked_of(membership):
            return None
        put_off = request.session.get(PUT_OFF) and timezone.now() < second_factor.deadline_of(membership)
        if put_off:
            return None
        address = reverse("accounts:second_factor")
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)
