"""Give a mandate, change it, end it, renew it; name the colleges and their seats."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.governance.actions.bodies import record
from copil.governance.models import Body, College, Mandate
from copil.governance.rules.bodies import overlap
from copil.identity.models import User, Workspace


@transaction.atomic
def give_mandate(
    *, body: Body, workspace: Workspace, values: dict[str, Any], by: User | None, at: dt.datetime
) -> Mandate:
    """Have a person sit in a body, once at a time."""
    if body.is_closed:
        raise ActionRefused("Cette instance est close : rouvrez-la avant d’y faire entrer quelqu’un.")
    mandate = Mandate(body=body, workspace=workspace, created_at=at, **values)
    _guard(mandate)
    mandate.save(force_insert=True)
    changes = {"person": str(mandate.person), "voice": mandate.get_voice_display()}
    record(body, verb="give_mandate", by=by, at=at, changes=changes)
    return mandate


@transaction.atomic
def change_mandate(
    *, mandate: Mandate, values: dict[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a mandate; raise ``Conflict`` when somebody saved since ``expected``."""
    for name, value in values.items():
        setattr(mandate, name, value)
    _guard(mandate)
    save_versioned(mandate, fields=list(values), expected=expected)
    changes = {"person": str(mandate.person), **{name: _told(value) for name, value in values.items()}}
    record(mandate.body, verb="change_mandate", by=by, at=at, changes=changes)


@transaction.atomic
def end_mandate(
    *, mandate: Mandate, ends_on: dt.date, reason: str, expected: int, by: User | None, at: dt.datetime
) -> None:
    """End a mandate on a day, its last; proxies given to it fall."""
    if ends_on < mandate.starts_on:
        raise ActionRefused("Un mandat ne peut pas finir avant d’avoir commencé.")
    mandate.ends_on, mandate.ending_reason = ends_on, reason.strip()
    save_versioned(mandate, fields=["ends_on", "ending_reason"], expected=expected)
    Mandate.objects.filter(proxy=mandate).update(proxy=None)
    changes = {"person": str(mandate.person), "ends_on": ends_on, "reason": reason.strip()}
    record(mandate.body, verb="end_mandate", by=by, at=at, changes=changes)


@transaction.atomic
def renew_mandate(*, mandate: Mandate, ends_on: dt.date | None, by: User, at: dt.datetime) -> Mandate:
    """Renew a mandate that has an end: another one begins on the next day."""
    if mandate.ends_on is None:
        raise ActionRefused("Ce mandat n’a pas de fin : il n’y a rien à renouveler.")
    if Mandate.objects.filter(renews=mandate, archived_at=None).exists():
        raise ActionRefused("Ce mandat est déjà renouvelé.")
    starts_on = mandate.ends_on + dt.timedelta(days=1)
    if ends_on is not None and ends_on < starts_on:
        raise ActionRefused("Le nouveau mandat finirait avant de commencer.")
    kept = (
        "person",
        "organisation",
        "college",
        "position",
        "voice",
        "is_outsider",
        "is_elected",
        "substitute",
    )
    values = {name: getattr(mandate, name) for name in kept}
    renewed = Mandate(
        body=mandate.body, workspace=mandate.workspace, created_at=at,
        starts_on=starts_on, ends_on=ends_on, renews=mandate, **values,
    )  # fmt: skip  # a table reads by its lines
    _guard(renewed)
    renewed.save(force_insert=True)
    changes = {"person": str(mandate.person), "starts_on": starts_on, "ends_on": ends_on}
    record(mandate.body, verb="renew_mandate", by=by, at=at, changes=changes)
    return renewed


@transaction.atomic
def add_college(*, body: Body, name: str, seats: int, by: User | None, at: dt.datetime) -> College:
    """Add a college with its seats, after the others."""
    place = College.objects.filter(body=body).count()
    try:
        with transaction.atomic():
            college: College = College.objects.create(
                body=body, workspace=body.workspace, name=name, seats=seats, position=place, created_at=at
            )
    except IntegrityError as already:
        raise ActionRefused(f"Le collège « {name} » existe déjà dans cette instance.") from already
    record(body, verb="add_college", by=by, at=at, changes={"college": name, "seats": seats})
    return college


@transaction.atomic
def change_college(
    *, college: College, name: str, seats: int, expected: int, by: User, at: dt.datetime
) -> None:
    """Rename a college, or change its seats."""
    twin = College.objects.current().filter(body=college.body, name=name).exclude(pk=college.pk)
    if twin.exists():
        raise ActionRefused(f"Le collège « {name} » existe déjà dans cette instance.")
    changes = {"college": name, "seats": [college.seats, seats]}
    college.name, college.seats = name, seats
    save_versioned(college, fields=["name", "seats"], expected=expected)
    record(college.body, verb="change_college", by=by, at=at, changes=changes)


@transaction.atomic
def remove_college(*, college: College, by: User, at: dt.datetime) -> None:
    """Remove a college; those who sat there stay in the body, without a college."""
    Mandate.objects.filter(college=college).update(college=None)
    College.objects.filter(pk=college.pk).update(archived_at=at)
    record(college.body, verb="remove_college", by=by, at=at, changes={"college": college.name})


def _guard(mandate: Mandate) -> None:
    """Refuse what no form can see alone: two mandates at once, a proxy to oneself or to another body."""
    Body.objects.select_for_update().get(pk=mandate.body_id)
    asked = (mandate.starts_on, mandate.ends_on)
    if mandate.ends_on is not None and mandate.ends_on < mandate.starts_on:
        raise ActionRefused("Un mandat ne peut pas finir avant d’avoir commencé.")
    others = Mandate.objects.current().filter(body=mandate.body_id, person=mandate.person_id)
    spans = others.exclude(pk=mandate.pk).values_list("starts_on", "ends_on")
    if any(overlap(asked, span) for span in spans):
        raise ActionRefused(f"{mandate.person} siège déjà dans cette instance à ces dates.")
    if mandate.substitute_id and mandate.substitute_id == mandate.person_id:
        raise ActionRefused("La suppléance revient à une autre personne que la titulaire.")
    proxy = mandate.proxy
    if proxy is not None and (proxy.pk == mandate.pk or proxy.body_id != mandate.body_id):
        raise ActionRefused("Un pouvoir se donne à une autre personne de la même instance.")


def _told(value: Any) -> Any:
    return str(value) if hasattr(value, "pk") else value
