"""What writes: once for a key, over the version that was read, with the forms and the verbs of the pages."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone

from copil.api import answers, rules
from copil.api.models import ApiToken, KeptAnswer
from copil.api.problems import Problem, wrong_fields
from copil.api.wording import of_form
from copil.core.errors import Conflict
from copil.identity.http import Request
from copil.identity.models import Owned

KEPT = dt.timedelta(days=2)
"""How long a key is remembered: a program that sends again does so within hours."""

Find = Callable[[uuid.UUID], Owned]


def created(
    request: Request, *, make: Callable[[], Owned], find: Find, shown: answers.Shown, at: Callable[[Any], str]
) -> HttpResponse:
    """Make a sheet and give it; the same request sent again with the same key gives it without making it.

    ``at`` returns the address of the sheet. Raises a problem when the key has served for another request.
    """
    key, digest, token = _key(request), _digest(request), _token(request)
    with transaction.atomic():
        KeptAnswer.objects.filter(token=token, created_at__lt=timezone.now() - KEPT).delete()
        kept, is_new = _claimed(token, key, digest)
        if is_new:
            kept.object_id = make().pk
            kept.save(update_fields=["object_id"])
    if kept.digest != digest:
        raise Problem(422, "Cette clé d’idempotence a servi pour une autre requête : donnez-en une nouvelle.")
    if kept.object_id is None:  # pragma: no cover  # the claim and the sheet are written together
        raise Problem(409, "La première requête de cette clé n’est pas finie.")
    found = find(kept.object_id)
    answer = answers.sheet(request, found, shown, status=201)
    answer["Location"] = request.build_absolute_uri(at(found))
    if not is_new:
        answer["Idempotency-Replayed"] = "true"
    return answer


def changed(
    request: Request, pk: uuid.UUID, *, write: Callable[[Any, int], object], find: Find, shown: answers.Shown
) -> HttpResponse:
    """Change a sheet whose version is still the one named in ``If-Match``, and give it."""
    stored = find(pk)
    expected = _expected(request)
    try:
        if stored.version != expected:
            raise Conflict
        write(stored, expected)
    except Conflict:
        raise _stale(find(pk), shown) from None
    return answers.sheet(request, find(pk), shown)


def archived(
    request: Request, pk: uuid.UUID, *, archive: Callable[[Any], object], find: Find, shown: answers.Shown
) -> HttpResponse:
    """Put a sheet aside; asked again, there is nothing more to do. ``If-Match`` holds when it is given."""
    stored = find(pk)
    if "If-Match" in request.headers and _expected(request) != stored.version:
        raise _stale(stored, shown)
    if not stored.is_archived:
        archive(stored)
    return HttpResponse(status=204)


def checked(form: forms.BaseForm, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form understood, or refuse with its fields under their names of the API."""
    if not form.is_valid():
        raise wrong_fields(of_form(form, names))
    understood: dict[str, Any] = form.cleaned_data
    return understood


def _claimed(token: ApiToken, key: str, digest: str) -> tuple[KeptAnswer, bool]:
    """Take a key, or return what was kept of it; a request at the same instant waits for the first one."""
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(
                token=token, key=key, digest=digest, created_at=timezone.now()
            ), True
    except IntegrityError:
        return KeptAnswer.objects.get(token=token, key=key), False


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not rules.is_key(key):
        raise Problem(
            400,
            "Donnez dans l’en-tête « Idempotency-Key » une valeur propre à cette création, par exemple un "
            "UUID : renvoyée à l’identique, la requête ne créera rien de plus.",
        )
    return key


def _digest(request: Request) -> str:
    return rules.digest_of_request(method=request.method or "", path=request.path, body=request.body)


def _token(request: Any) -> ApiToken:
    token: ApiToken = request.auth
    return token


def _expected(request: Request) -> int:
    given = request.headers.get("If-Match")
    if given is None:
        raise Problem(428, "Donnez dans l’en-tête « If-Match » l’ETag de la version que vous avez lue.")
    version = rules.version_in(given)
    return -1 if version is None else version


def _stale(stored: Owned, shown: answers.Shown) -> Problem:
    return Problem(
        412,
        "Une autre personne ou un autre programme l’a modifiée. Voici son état ; reprenez vos changements "
        "à partir de lui.",
        headers={"ETag": rules.etag_of(stored.version)},
        more={"current": shown(stored)},
    )
