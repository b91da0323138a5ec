"""The rows of a person: erased, emptied or kept, as their fate says."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from copil.api.models import ApiToken, KeptAnswer, TokenUse
from copil.core.fields import SortKeyField
from copil.core.privacy import Family
from copil.core.text import name_key
from copil.directory.models import KeptApart, Merge, Person, SavedFilter
from copil.identity.models import SignedLink, User
from copil.notifications.models import Notification, OutboxMessage
from copil.pages.erasing import fates
from copil.pages.erasing.fates import Fate
from copil.pages.erasing.traces import MENTION
from copil.search.models import SearchEntry
from copil.surveys.actions import purging
from copil.surveys.models import Answer

# What is written instead of an address that a row must have: it leads nowhere (RFC 2606).
NOWHERE = "efface.invalid"
# A row that names somebody by one of these is theirs: the links to it were theirs too.
_THEIRS = frozenset({"person", "user"})


def pointing(targets: Mapping[str, Fate], pks: Collection[uuid.UUID]) -> Iterator[tuple[str, Fate, Any]]:
    """Yield each column that may name one of some people, its fate and the rows that do."""
    for name, fate in targets.items():
        label, field = name.rsplit(".", 1)
        model = apps.get_model(label)
        yield name, fate, model._base_manager.filter(**{f"{field}__in": pks})


def erase_sheets(people: Sequence[Person], *, at: dt.datetime) -> Counter[Fate]:
    """Erase sheets of one person and what is theirs, in the caller's transaction; tell what became of it."""
    pks = [one.pk for one in people]
    theirs = _their_rows(fates.PEOPLE, pks)
    done = _apply(fates.PEOPLE, pks)
    for label, (path, names) in fates.FURTHER.items():
        rows = apps.get_model(label)._base_manager.filter(**{f"{path}__in": pks})
        theirs |= set(rows.values_list("pk", flat=True))
        if names:
            done[Fate.EMPTIED] += sum(_empty(row, names) for row in rows)
        else:
            done[Fate.DELETED] += rows.delete()[0]
    answers = Answer.objects.filter(holder_id__in=theirs).values_list("pk", flat=True)
    done[Fate.DELETED] += purging.erase(list(answers), at=at)
    close_links(theirs | set(pks), at=at)
    Merge.objects.filter(Q(kept_id__in=pks) | Q(merged_id__in=pks)).delete()
    KeptApart.objects.filter(Q(one_id__in=pks) | Q(other_id__in=pks)).delete()
    Notification.objects.filter(source_id__in=pks).delete()
    SearchEntry.objects.filter(kind=Person._meta.label_lower, object_id__in=pks).delete()
    Person.objects.filter(pk__in=pks).update(
        given_name="", family_name=MENTION, name_key=name_key(MENTION), email="", phone="", availability="",
        internal_note="", user=None, archived_at=at, version=F("version") + 1,
    )  # fmt: skip  # a table reads by its lines
    return done


def erase_account(user: User, *, at: dt.datetime) -> Counter[Fate]:
    """Erase an account and what is its own; what it did goes on naming it, without its name."""
    memberships = set(user.memberships.values_list("pk", flat=True))
    messages = OutboxMessage.objects.filter(Q(user=user) | Q(recipient__iexact=user.email))
    empty_mails(messages)
    tokens = ApiToken.objects.filter(membership__in=memberships)
    for rows in (
        KeptAnswer.objects.filter(token__in=tokens),
        TokenUse.objects.filter(token__in=tokens),
        tokens,
    ):
        rows.delete()
    done = _apply(fates.ACCOUNTS, [user.pk])
    SavedFilter.objects.filter(owner=user, is_shared=False).delete()
    sessions = apps.get_model("accounts.OpenSession")._base_manager.filter(account_id=user.pk)
    done[Fate.DELETED] += sessions.delete()[0]
    close_links(memberships | {user.pk}, at=at)
    given, family = MENTION.split()
    user.set_unusable_password()
    User.objects.filter(pk=user.pk).update(
        email=f"compte-{user.pk.hex}@{NOWHERE}", given_name=given, family_name=family, last_login=None,
        password=user.password, is_active=False, is_operator=False,
    )  # fmt: skip  # as above
    return done


def empty_mails(rows: "models.QuerySet[OutboxMessage]") -> int:
    """Empty mails of their address and words; one that waits does not leave."""
    gone = {
        "recipient": "",
        "subject": "",
        "body": "",
        "html": "",
        "calendar": "",
        "last_error": "",
        "reason": "",
    }
    rows.filter(state="queued").update(state="withdrawn")
    return rows.update(**gone)


def close_links(pks: Collection[uuid.UUID], *, at: dt.datetime) -> int:
    """Close every open link on some objects, whatever they grant."""
    return SignedLink.objects.filter(object_id__in=pks, revoked_at=None).update(revoked_at=at)


def write(model: type[models.Model], key: Any, values: Mapping[str, Any]) -> None:
    """Write other texts in a row; where a constraint refuses them, texts that are this row's only."""
    stored = dict(values)
    if any(field.name == "version" for field in model._meta.local_concrete_fields):
        stored["version"] = F("version") + 1
    rows = model._base_manager.filter(pk=key)
    try:
        with transaction.atomic():
            rows.update(**stored)
    except IntegrityError:
        rows.update(**{**stored, **{name: _only(model, key, name, values[name]) for name in values}})


def _apply(targets: Mapping[str, Fate], pks: Collection[uuid.UUID]) -> Counter[Fate]:
    done: Counter[Fate] = Counter()
    for _name, fate, rows in pointing(targets, pks):
        if fate is Fate.DELETED:
            done[fate] += rows.delete()[0]
        elif fate is Fate.EMPTIED:
            done[fate] += sum(_empty(row, _tagged(rows.model)) for row in rows)
        else:
            done[fate] += rows.count()
    return done


def _their_rows(targets: Mapping[str, Fate], pks: Collection[uuid.UUID]) -> set[Any]:
    return {
        pk
        for name, _, rows in pointing(targets, pks)
        if name.rsplit(".", 1)[1] in _THEIRS
        for pk in rows.values_list("pk", flat=True)
    }


def _tagged(model: type[models.Model]) -> tuple[str, ...]:
    tags = import_module(f"copil.{model._meta.app_label}.privacy").TAGS[model.__name__]
    return tuple(name for name, family in tags.items() if family is not Family.NONE)


def _empty(row: models.Model, names: Collection[str]) -> int:
    """Empty columns of a row that somebody filled with words; what was chosen from a list stays, nameless."""
    values = {}
    for name in names:
        field = row._meta.get_field(name)
        if isinstance(field, models.Field) and _is_text(field) and getattr(row, name):
            values[name] = "" if field.blank else _only(type(row), row.pk, name, MENTION)
    if values:
        write(type(row), row.pk, values)
    return 1


def _is_text(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def _only(model: type[models.Model], key: Any, name: str, value: Any) -> Any:
    """Return a neutral text that no other row has."""
    field = model._meta.get_field(name)
    mark = str(key).replace("-", "")[-12:]
    if isinstance(field, models.EmailField):
        return f"personne-{mark}@{NOWHERE}"
    if not isinstance(value, str) or not isinstance(field, models.CharField | models.TextField):
        return value
    text = f"{(value or MENTION)[: (field.max_length or 10_000) - 13]} {mark}"
    return name_key(text) if isinstance(field, SortKeyField) else text
