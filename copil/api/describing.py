"""The published description: what the routers know, and what they cannot say by themselves."""

import copy
import json
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

from copil.api import site
from copil.api.enums import Scope
from copil.api.problems import CONTENT_TYPE, TITLES
from copil.api.schemas import Refusal

PREFIX = "/api/v1/"
SECURITY = "jeton"
_ALWAYS = (400, 401, 403, 422, 429, 503)
_ALSO: Mapping[str, tuple[int, ...]] = {
    "list": (),
    "show": (404,),
    "create": (404, 409, 413, 415),
    "change": (404, 409, 412, 413, 415, 428),
    "archive": (404, 409, 412),
}
_ETAG = {"ETag": {"description": "La version de la fiche.", "schema": {"type": "string"}}}
_HEADERS: Mapping[str, Mapping[str, Any]] = {
    "list": {"Link": {"description": "Les autres pages (RFC 8288).", "schema": {"type": "string"}}},
    "show": _ETAG,
    "create": {
        **_ETAG,
        "Location": {"description": "L’adresse de la fiche créée.", "schema": {"type": "string"}},
        "Idempotency-Replayed": {
            "description": "« true » quand la fiche venait d’une première requête identique.",
            "schema": {"type": "string"},
        },
    },
    "change": _ETAG,
    "archive": {},
}
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "Une valeur propre à cette création, par exemple un UUID.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[\\x21-\\x7e]+$"},
}
_MATCH = {
    "in": "header",
    "name": "If-Match",
    "description": "L’ETag de la version lue.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "example": '"1"',
}
_UNCHANGED = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "L’ETag déjà connu : la réponse est alors vide, avec le code 304, s’il n’a pas changé.",
    "schema": {"type": "string"},
}


@lru_cache(maxsize=1)
def _built() -> str:
    made = json.loads(json.dumps(site.API.get_openapi_schema(path_prefix=PREFIX), default=str))
    for path in made["paths"].values():
        for method, operation in path.items():
            path[method] = _completed(operation)
    made["info"]["description"] = (
        "Lire et écrire dans un espace de Copil avec un jeton d’accès, dans la limite de ses droits et de "
        "ceux de la personne qui l’a créé."
    )
    made["info"]["license"] = {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}
    made["components"]["schemas"]["Refusal"] = Refusal.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    made["components"]["schemas"].update(made["components"]["schemas"]["Refusal"].pop("$defs"))
    made["components"]["responses"] = {f"Refus{status}": _refusal(status) for status in TITLES}
    made["components"]["securitySchemes"] = {
        SECURITY: {
            "type": "http",
            "scheme": "bearer",
            "description": "Un jeton d’accès. Droits : "
            + " ; ".join(f"{scope.value} ({scope.label.lower()})" for scope in Scope),
        }
    }
    return json.dumps(made)


def description() -> dict[str, Any]:
    """Return the OpenAPI description of the API of this installation."""
    made: dict[str, Any] = json.loads(_built())
    made["servers"] = [{"url": settings.BASE_URL}]
    return made


def _completed(operation: dict[str, Any]) -> dict[str, Any]:
    """Return an operation with its scope, its headers, its refusals and its example."""
    made = copy.deepcopy(operation)
    own = made.pop("x-copil")
    kind: str = own["kind"]
    made["x-kind"] = kind
    made["security"] = [{SECURITY: [own["scope"]]}]
    made["parameters"] = [*made.get("parameters", []), *_header_parameters(kind, made["operationId"])]
    for answer in made["responses"].values():
        answer["description"] = "Fait."
        if _HEADERS[kind]:
            answer["headers"] = dict(_HEADERS[kind])
    if kind == "show":
        made["responses"]["304"] = {"description": "La fiche n’a pas changé."}
    for status in sorted((*_ALWAYS, *_ALSO[kind])):
        made["responses"][str(status)] = {"$ref": f"#/components/responses/Refus{status}"}
    if own["example"] is not None:
        made["requestBody"]["content"]["application/json"]["example"] = own["example"]
    return made


def _header_parameters(kind: str, operation: str) -> list[dict[str, Any]]:
    return {
        "show": [_UNCHANGED],
        "create": [{**_KEY, "example": str(uuid.uuid5(uuid.NAMESPACE_OID, operation))}],
        "change": [{**_MATCH, "required": True}],
        "archive": [{**_MATCH, "required": False}],
    }.get(kind, [])


def _refusal(status: int) -> dict[str, Any]:
    example = {"title": TITLES[status], "status": status, "detail": "Ce qui ne va pas, en une phrase."}
    schema = {"$ref": "#/components/schemas/Refusal"}
    made: dict[str, Any] = {
        "description": f"{TITLES[status]}.",
        "content": {CONTENT_TYPE: {"schema": schema, "example": example}},
    }
    if status in (429, 503):
        made["headers"] = {
            "Retry-After": {"description": "Les secondes à attendre.", "schema": {"type": "string"}}
        }
    return made
