"""Where values come from, once two sheets are one: it goes with the value kept, and comes back."""

import datetime as dt

import pytest
from django.utils import timezone

from copil.directory.actions import merging, unmerging
from copil.directory.enums import SourceChoice
from copil.directory.models import Organisation, RegisterEntry, RegisterLoad, ValueSource
from copil.identity.models import User, Workspace
from tests.factories.directory import OrganisationFactory

TAKEN, KEPT = SourceChoice.TAKEN, SourceChoice.KEPT


@pytest.fixture
def entries(db: None) -> list[RegisterEntry]:
    load = RegisterLoad.objects.create(
        register="rna",
        file_name="x.csv",
        sha256="0",
        file_date=dt.date(2026, 1, 1),
        started_at=timezone.now(),
    )
    return [
        RegisterEntry.objects.create(
            register="rna", identifier=f"W94100000{number}", load=load, source_date=dt.date(2026, 1, 1)
        )
        for number in (1, 2)
    ]


def source(
    organisation: Organisation, entry: RegisterEntry, field: str, choice: str = TAKEN, value: str = ""
) -> ValueSource:
    return ValueSource.objects.create(
        workspace=organisation.workspace, organisation=organisation, entry=entry, field=field, choice=choice,
        value=value, source_date=entry.source_date, decided_at=timezone.now(),
    )  # fmt: skip  # a table reads by its lines


def told(organisation: Organisation) -> set[tuple[str, str, str]]:
    rows = ValueSource.objects.of(organisation)
    return {(row.field, row.choice, row.entry.identifier[-1]) for row in rows}


def two(workspace: Workspace) -> tuple[Organisation, Organisation]:
    kept = OrganisationFactory.create(
        workspace=workspace, name="Le Moulin", purpose="Moudre", address="1 quai"
    )
    merged = OrganisationFactory.create(
        workspace=workspace, name="Les Amis du moulin", purpose="Visiter", address="1 quai"
    )
    return kept, merged


def test_what_told_of_a_value_goes_with_it_and_comes_back(
    workspace: Workspace, pilote: User, entries: list[RegisterEntry]
) -> None:
    kept, merged = two(workspace)
    for field in ("name", "purpose", "address"):
        source(kept, entries[0], field)
        source(merged, entries[1], field)
    before = (told(kept), told(merged))
    done = merging.merge(
        kept=kept, merged=merged, values={"name": "Le Moulin", "purpose": "Visiter"}, expected=(1, 1),
        by=pilote, at=timezone.now(),
    )  # fmt: skip  # a table reads by its lines
    assert told(kept) == {
        ("name", TAKEN, "1"), ("purpose", TAKEN, "2"), ("address", TAKEN, "1"), ("address", TAKEN, "2"),
    }  # fmt: skip  # a table reads by its lines
    assert done.notes == []
    unmerging.undo(merge=done, by=pilote, at=timezone.now())
    assert (told(kept), told(merged)) == before


def test_the_same_entry_told_both_and_only_what_was_chosen_stays(
    workspace: Workspace, pilote: User, entries: list[RegisterEntry]
) -> None:
    kept, merged = two(workspace)
    source(kept, entries[0], "purpose", KEPT, "Visiter")
    source(merged, entries[0], "purpose", TAKEN, "Visiter")
    before = (told(kept), told(merged))
    done = merging.merge(
        kept=kept, merged=merged, values={"purpose": "Visiter"}, expected=(1, 1), by=pilote, at=timezone.now()
    )
    assert told(kept) == {("purpose", TAKEN, "1")}
    unmerging.undo(merge=done, by=pilote, at=timezone.now())
    assert (told(kept), told(merged)) == before


def test_what_was_said_again_since_is_not_doubled_by_the_undoing(
    workspace: Workspace, pilote: User, entries: list[RegisterEntry]
) -> None:
    kept, merged = two(workspace)
    source(kept, entries[0], "purpose", KEPT, "Visiter")
    done = merging.merge(
        kept=kept, merged=merged, values={"purpose": "Visiter"}, expected=(1, 1), by=pilote, at=timezone.now()
    )
    assert told(kept) == set()
    source(kept, entries[0], "purpose", KEPT, "Autre chose")
    unmerging.undo(merge=done, by=pilote, at=timezone.now())
    assert ValueSource.objects.of(kept).count() == 1
