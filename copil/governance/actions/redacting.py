"""Take a person out of a sealed act: the only change that a seal allows, and one that shows.

The guard of the database is lifted for the time of the statement, inside the transaction: nobody else ever
sees the table without it. For a decision, a line of the journal then binds the seal of before to the one of
after, which :mod:`copil.governance.sealing` follows when it checks.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F

from copil.governance import sealing
from copil.governance.models import Decision, LetterVersion
from copil.identity.models import User, reference
from copil.journal import actions as journal

_GUARDS: Mapping[type[models.Model], str] = {
    Decision: "governance_decision_sealed",
    LetterVersion: "governance_letter_sealed",
}


@transaction.atomic
def redact_decision(
    *, decision: Decision, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> None:
    """Write other texts in an adopted decision, and say so in the journal without saying which words went."""
    before = sealing.seal_now(decision)
    with _unguarded(Decision):
        Decision.objects.filter(pk=decision.pk).update(**values, version=F("version") + 1)
    after = sealing.seal_now(Decision.objects.get(pk=decision.pk))
    journal.record(
        by=by,
        at=at,
        workspace=decision.workspace,
        verb=sealing.REDACT,
        obj=reference(decision),
        label=decision.reference,
        changes={"seal": [before, after], "fields": ", ".join(sorted(values))},
        initiative_id=decision.initiative_id,
    )


@transaction.atomic
def redact_letter(*, version: LetterVersion, values: Mapping[str, Any]) -> None:
    """Write other texts in a mission letter, sent or not."""
    with _unguarded(LetterVersion):
        LetterVersion.objects.filter(pk=version.pk).update(**values, version=F("version") + 1)


@contextmanager
def _unguarded(model: type[models.Model]) -> Iterator[None]:
    """Lift the trigger that guards a table, and put the very same one back."""
    name, table = _GUARDS[model], model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
            definition = cursor.fetchone()[0]
            cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(
                "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s AND tgrelid = %s::regclass",
                [name, table],
            )
            definition = cursor.fetchone()[0]
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
        yield
        cursor.execute(definition)
