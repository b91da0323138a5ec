"""The verbs between the national registers and the organisations of a workspace."""

import datetime as dt
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.directory.actions import organisations
from copil.directory.actions.common import record
from copil.directory.enums import SourceChoice
from copil.directory.models import Organisation, RegisterEntry, ValueSource
from copil.directory.registers import facts
from copil.directory.registers.facts import Said
from copil.directory.rules import registers as rules
from copil.identity.models import User, Workspace

CHANGED = "Cette fiche a changé pendant votre lecture. Relisez-la, puis choisissez de nouveau."
_NUMBERS = {"rna": "numéro RNA", "siren": "SIREN", "siret": "SIRET"}


@transaction.atomic
def adopt(*, by: User, at: dt.datetime, workspace: Workspace, entry: RegisterEntry) -> Organisation:
    """Create the organisation of an entry, completed by the entries with the same numbers.

    Each value keeps where it comes from. Refuses an entry without a name, or already in the directory.
    """
    there = facts.in_directory(Organisation.objects.in_workspace(workspace), [entry])
    if entry.pk in there:
        raise ActionRefused(f"« {there[entry.pk]} » est déjà dans votre annuaire.")
    said = facts.combined([entry, *facts.related(entry)])
    values: dict[str, Any] = {field: one.value for field, one in said.items()}
    values.setdefault("name", entry.name)
    if not values["name"]:
        raise ActionRefused(
            "Le registre ne donne pas le nom de cet établissement : créez sa fiche à la main."
        )
    kind = rules.kind_of_category(entry.legal_category, register=entry.register)
    organisation = organisations.create(
        by=by, at=at, workspace=workspace, values={**values, "kind": kind.value}
    )
    if entry.created_on is not None:
        organisations.save_profile(
            by=by,
            at=at,
            organisation=organisation,
            values={"founded_year": entry.created_on.year},
            expected=0,
        )
    for one in said.values():
        _note(organisation, one, choice=SourceChoice.TAKEN, by=by, at=at)
    record(organisation, verb="adopt", by=by, at=at, changes={"entry": entry.identifier})
    return organisation


@transaction.atomic
def link(*, by: User, at: dt.datetime, organisation: Organisation, entry: RegisterEntry) -> None:
    """Say that an organisation is that of an entry: it gets the numbers it lacks, and nothing else.

    Refuses an organisation that carries other numbers.
    """
    stored = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    numbers = [said for said in facts.values_of(entry) if said.field in _NUMBERS]
    for said in numbers:
        ours = getattr(stored, said.field)
        if ours and ours != said.value:
            raise ActionRefused(
                f"« {stored} » porte un autre {_NUMBERS[said.field]} ({ours}) : ce n’est pas la même."
            )
    missing = [said for said in numbers if not getattr(stored, said.field)]
    if not numbers:
        raise ActionRefused("Cette fiche du registre n’a pas de numéro à donner : rien ne peut les relier.")
    if not missing:
        raise ActionRefused(f"« {stored} » porte déjà ce numéro.")
    organisations.update(
        by=by,
        at=at,
        organisation=stored,
        values={said.field: said.value for said in missing},
        expected=stored.version,
    )
    for said in missing:
        _note(stored, said, choice=SourceChoice.TAKEN, by=by, at=at)
    record(stored, verb="link_register", by=by, at=at, changes={"entry": entry.identifier})


@transaction.atomic
def take(*, by: User, at: dt.datetime, organisation: Organisation, said: Said, expected: int) -> None:
    """Write the value of a register in place of ours; the postal code follows the commune."""
    values = {said.field: said.value}
    if said.field == "commune" and said.entry.postal_code:
        values["postal_code"] = said.entry.postal_code
    try:
        organisations.update(by=by, at=at, organisation=organisation, values=values, expected=expected)
    except Conflict as conflict:
        raise ActionRefused(CHANGED) from conflict
    _note(organisation, said, choice=SourceChoice.TAKEN, by=by, at=at)


@transaction.atomic
def keep(*, by: User, at: dt.datetime, organisation: Organisation, said: Said) -> None:
    """Keep our value: the same one of the register is not proposed again."""
    _note(organisation, said, choice=SourceChoice.KEPT, by=by, at=at)
    record(organisation, verb="keep_value", by=by, at=at, changes={said.field: said.text[:200]})


@transaction.atomic
def ask_again(*, by: User, at: dt.datetime, organisation: Organisation, said: Said) -> None:
    """Have a value that was set aside proposed again."""
    rows = ValueSource.objects.filter(organisation=organisation, entry=said.entry, field=said.field)
    if not rows.filter(choice=SourceChoice.KEPT, archived_at=None).update(archived_at=at):
        raise ActionRefused("Cette valeur n’était pas écartée.")
    record(organisation, verb="ask_again", by=by, at=at, changes={said.field: said.text[:200]})


def _note(organisation: Organisation, said: Said, *, choice: str, by: User, at: dt.datetime) -> None:
    """Remember what was made of a value, in place of what was remembered of it."""
    ValueSource.objects.update_or_create(
        organisation=organisation,
        entry=said.entry,
        field=said.field,
        archived_at=None,
        defaults={
            "choice": choice,
            "value": said.text,
            "source_date": said.entry.source_date,
            "decided_by": by,
            "decided_at": at,
        },
        create_defaults={
            "workspace": organisation.workspace,
            "choice": choice,
            "value": said.text,
            "source_date": said.entry.source_date,
            "decided_by": by,
            "decided_at": at,
            "created_at": at,
        },
    )
