"""The API put together: the routers of the apps, what a request must be, what becomes of a fault."""

import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from copil.api.problems import Problem, not_found, wrong_fields
from copil.api.wording import of_shape
from copil.core.errors import ActionRefused, Conflict
from copil.core.outages import is_outage

logger = logging.getLogger("copil.api")

MOST_BYTES = 256 * 1024
_WRITING = ("POST", "PATCH", "PUT")


class _Json(Parser):
    """JSON of a size and a depth that make sense; nothing that a database cannot keep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        try:
            content = json.loads(request.body, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise Problem(400, "Le corps de la requête n’est pas du JSON valable.") from None
        if not isinstance(content, dict):
            raise wrong_fields([{"field": "corps", "message": "Donnez un objet JSON."}])
        if "\\u0000" in request.body.decode(errors="replace"):
            raise Problem(400, "Le caractère nul n’est pas accepté.")
        return content


def _no_constant(name: str) -> None:
    raise ValueError(name)


_SAID: tuple[tuple[type[Exception], int, str], ...] = (
    (PermissionDenied, 403, "Votre rôle dans l’espace ne permet pas cet acte."),
    (Conflict, 412, "La fiche vient de changer : relisez-la avant de recommencer."),
    (RequestDataTooBig, 413, "Le corps de la requête est trop long."),
    (HttpError, 400, "Cette requête n’est pas comprise."),
    (SuspiciousOperation, 400, "Cette requête n’est pas comprise."),
)


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    """Answer whatever an operation raises: a problem says what is wrong, never how we are made."""
    if isinstance(error, HttpError) and isinstance(error.__cause__, Problem):
        error = error.__cause__  # what our parser said of the body
    return _problem_of(error).answer()


def _problem_of(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case ValidationError():
            return wrong_fields(of_shape(error.errors))
        case Http404():
            return not_found()
        case ActionRefused():
            return Problem(409, error.message)
    for kind, status, detail in _SAID:
        if isinstance(error, kind):
            return Problem(status, detail)
    if is_outage(error):
        return Problem(503, "Réessayez dans un instant.", headers={"Retry-After": "30"})
    logger.error("api fault: %s", type(error).__name__, exc_info=error)
    return Problem(500, "L’incident est noté. Réessayez plus tard.")


def _make() -> NinjaAPI:
    api = NinjaAPI(
        title="API de Copil",
        version="1",
        docs_url=None,
        openapi_url=None,
        parser=_Json(),
        urls_namespace="v1",
    )
    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, _refused)
    for name in settings.API_ROUTERS:
        api.add_router("", import_string(f"copil.{name}"))
    return api


API = _make()


def addresses() -> list[URLPattern]:
    """Return the addresses of the API, and the one that says there is nothing anywhere else under it."""
    patterns = [one for one in API.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    kept = [path(str(one.pattern), _dressed(one.callback), name=one.name) for one in patterns]
    # Whatever the address holds, ends of lines too: a program is never answered by a page.
    return [*kept, re_path(r"^(?P<rest>[\s\S]+)$", _dressed(_nowhere), name="nowhere")]


def _nowhere(_request: HttpRequest, rest: str) -> HttpResponse:
    return not_found().answer()


def _dressed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view in without session nor form token: the token of the header is what identifies."""

    def dressed(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        wrong = _wrong(request)
        if wrong is not None:
            return wrong.answer()
        if request.method == "HEAD":
            request.method = "GET"
        answer = view(request, **arguments)
        if answer.status_code == 405:
            allowed = {"Allow": answer.headers.get("Allow", "")}
            answer = Problem(405, "Cette adresse n’accepte pas cette méthode.", headers=allowed).answer()
        answer.headers["Vary"] = "Authorization"
        return answer

    return csrf_exempt(login_not_required(dressed))


def _wrong(request: HttpRequest) -> Problem | None:
    """Return what makes a request unreadable, whatever it asks."""
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return Problem(403, "Cette adresse ne répond qu’en https. Un jeton envoyé en clair est à retirer.")
    if "\x00" in unquote(request.get_full_path()):
        return Problem(400, "Le caractère nul n’est pas accepté.")
    if request.method not in _WRITING:
        return None
    if _length(request) > MOST_BYTES:
        return Problem(413, f"Gardez le corps de la requête sous {MOST_BYTES // 1024} Kio.")
    if request.content_type != "application/json":
        return Problem(415, "Envoyez du JSON, avec l’en-tête « Content-Type: application/json ».")
    return None


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
