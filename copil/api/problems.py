"""Refusals as programs read them: ``application/problem+json`` (RFC 9457), in French, without a stack."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse

CONTENT_TYPE = "application/problem+json"

TITLES: Mapping[int, str] = {
    400: "Requête mal formée",
    401: "Jeton absent ou refusé",
    403: "Droit insuffisant",
    404: "Rien à cette adresse",
    405: "Méthode non acceptée",
    409: "Refusé par une règle",
    412: "La fiche a changé depuis votre lecture",
    413: "Requête trop longue",
    415: "Type de contenu non accepté",
    422: "Valeurs à corriger",
    428: "Version à préciser",
    429: "Trop de requêtes",
    500: "Erreur de notre côté",
    503: "Momentanément indisponible",
}


class Problem(Exception):
    """A refusal: its status, what is said of it, the fields at fault, what else the answer holds."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors
        self.headers, self.more = headers or {}, more or {}

    def answer(self) -> HttpResponse:
        """Return what is sent."""
        said: dict[str, Any] = {"title": TITLES[self.status], "status": self.status, "detail": self.detail}
        if self.errors:
            said["errors"] = list(self.errors)
        body = JsonResponse(
            {**said, **self.more},
            status=self.status,
            encoder=DjangoJSONEncoder,
            json_dumps_params={"ensure_ascii": False},
            content_type=CONTENT_TYPE,
        )
        for name, value in self.headers.items():
            body[name] = value
        return body


def not_found() -> Problem:
    """Say the same of what is not there and of what is somebody else's."""
    return Problem(HTTPStatus.NOT_FOUND, "Cette adresse ne mène à rien que ce jeton puisse lire.")


def wrong_fields(errors: Sequence[Mapping[str, str]]) -> Problem:
    """Name the fields at fault."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Corrigez les champs nommés, puis renvoyez la requête.",
        errors=errors,
    )
