"""The life of a session: its last visit noted, its end when the login is too old."""

from collections.abc import Callable

from django.contrib import auth
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from copil.accounts.sessions import SessionStore

_READING = ("GET", "HEAD")


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
