"""Organisations, people, functions and imports."""

import datetime as dt
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from copil.directory.actions import organisations as actions
from copil.directory.enums import SheetKind
from copil.directory.models import Availability, BulkEdit, KeptApart, Merge, RegisterEntry, SavedFilter
from tests.access.world import World
from tests.factories import exchange, registers
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory, ProfileFactory

ORDER = 30
HEADER = ["nom", "code postal"]
Values = Callable[[World], dict[str, object]]


def populate(world: World) -> None:
    workspace, admin = world.workspace, world.users["admin"]
    at = timezone.now()
    organisation = OrganisationFactory.create(
        workspace=workspace, name=world.text("La Fabrique"), purpose=world.text("Réparer")
    )
    ProfileFactory.create(organisation=organisation, history=world.text("Un atelier"))
    archived = OrganisationFactory.create(workspace=workspace, name=world.text("L’Ancienne"))
    actions.archive(by=admin, at=at, organisation=archived)
    person = PersonFactory.create(workspace=workspace, family_name=world.text("Castan"))
    archived_person = PersonFactory.create(
        workspace=workspace, family_name=world.text("Partie"), archived_at=at
    )
    function = FunctionFactory.create(
        organisation=organisation, person=person, title=world.text("Présidente")
    )
    apart = KeptApart.objects.create(
        workspace=workspace,
        kind=SheetKind.ORGANISATION,
        one_id=min(organisation.pk, archived.pk, key=str),
        other_id=max(organisation.pk, archived.pk, key=str),
        reason=world.text("Deux associations"),
    )
    joined = OrganisationFactory.create(
        workspace=workspace, name=world.text("La Fabrique, section"), archived_at=at, merged_into=organisation
    )
    twin = OrganisationFactory.create(workspace=workspace, name=world.text("Fabrique"))
    entry, numbered = registers.entry_and_organisation(workspace, purpose=world.text("Coudre"))
    world.objects |= {
        "register_entry": entry,
        "numbered_organisation": numbered,
        "organisation": organisation,
        "archived_organisation": archived,
        "twin": twin,
        "merge": Merge.objects.create(
            workspace=workspace,
            kind=SheetKind.ORGANISATION,
            kept_id=organisation.pk,
            merged_id=joined.pk,
            kept_label=world.text("La Fabrique"),
            merged_label=world.text("La Fabrique, section"),
        ),
        "apart": apart,
        "other_person": PersonFactory.create(workspace=workspace, family_name=world.text("Lacombe")),
        "person": person,
        "archived_person": archived_person,
        "function": function,
        "availability": Availability.objects.create(
            workspace=workspace, person=person, weekdays="14", note=world.text("En visio")
        ),
        "bulk": BulkEdit.objects.create(
            workspace=workspace,
            by=admin,
            rows=[{"pk": str(organisation.pk), "name": organisation.name, "version": 1, "profile": 1}],
        ),
    }
    _populate_of_admin(world)


def _populate_of_admin(world: World) -> None:
    """Keep a filter of the administrator, and put an import in each of its states."""
    workspace, admin = world.workspace, world.users["admin"]
    content = exchange.table([HEADER, [world.text("Un nouveau"), ""], ["", ""], ["", "94220"]])
    world.objects |= {
        "saved_filter": SavedFilter.objects.create(
            workspace=workspace,
            owner=admin,
            list_kind="organisations",
            name=world.text("Les nôtres"),
            query="nature=association",
        ),
        "uploaded_run": exchange.uploaded(workspace, admin, content),
        "known_run": exchange.uploaded_again(workspace, admin, content),
        "verified_run": exchange.verified(workspace, admin, content),
        "written_run": exchange.written(
            workspace, admin, exchange.table([HEADER, [world.text("Écrite"), ""]])
        ),
        "confirmed_run": exchange.confirmed(workspace, admin, content),
    }


def _pk(name: str) -> Values:
    return lambda world: {"pk": world.objects[name].pk}


def _version(which: str, /, **values: object) -> Values:
    return lambda world: {"version": world.objects[which].version, **values}


def _pair(world: World) -> dict[str, object]:
    return {
        "kind": "organisations",
        "one": world.objects["organisation"].pk,
        "other": world.objects["twin"].pk,
    }


ARGUMENTS: dict[str, Values] = {
    "directory:organisations_export": lambda _: {"file_format": "csv"},
    "directory:people_export": lambda _: {"file_format": "ods"},
    "directory:organisation": _pk("organisation"),
    "directory:saved_filter_edit": _pk("saved_filter"),
    "directory:saved_filter_remove": _pk("saved_filter"),
    "directory:availability_add": _pk("person"),
    "directory:availability_edit": _pk("availability"),
    "directory:availability_remove": _pk("availability"),
    "directory:bulk": _pk("bulk"),
    "directory:bulk_undo": _pk("bulk"),
    "directory:organisation_edit": _pk("organisation"),
    "directory:profile_edit": _pk("organisation"),
    "directory:organisation_archive": _pk("organisation"),
    "directory:organisation_restore": _pk("archived_organisation"),
    "directory:person": _pk("person"),
    "directory:person_edit": _pk("person"),
    "directory:person_archive": _pk("person"),
    "directory:person_restore": _pk("archived_person"),
    "directory:function_edit": _pk("function"),
    "directory:function_end": _pk("function"),
    "directory:register_entry": _pk("register_entry"),
    "directory:register_adopt": _pk("register_entry"),
    "directory:register_link": _pk("register_entry"),
    "directory:organisation_registers": _pk("numbered_organisation"),
    "directory:register_decide": _pk("numbered_organisation"),
    "directory:keep_apart": _pair,
    "directory:compare": _pair,
    "directory:organisation_merge": _pk("organisation"),
    "directory:person_merge": _pk("person"),
    "directory:merge": _pk("merge"),
    "directory:merge_undo": _pk("merge"),
    "directory:apart_restore": _pk("apart"),
    "directory:import_mapping": _pk("uploaded_run"),
    "directory:import_forget": _pk("known_run"),
    "directory:import_preview": _pk("verified_run"),
    "directory:import_confirm": _pk("verified_run"),
    "directory:import_correct": _pk("verified_run"),
    "directory:import_row": lambda world: {"pk": world.objects["verified_run"].pk, "number": 2},
    "directory:import_verify": _pk("verified_run"),
    "directory:import_progress": _pk("confirmed_run"),
    "directory:import_report": lambda world: {"pk": world.objects["verified_run"].pk, "file_format": "xlsx"},
    "directory:import_account": lambda world: {"pk": world.objects["written_run"].pk, "file_format": "xlsx"},
    "directory:import_undo": _pk("written_run"),
    "directory:import_cancel": _pk("uploaded_run"),
}
DATA: dict[str, Values] = {
    "directory:register_link": lambda _: {"organisation": "La Fabrique"},
    "directory:register_decide": lambda world: {
        "field": "purpose",
        "choice": "keep",
        "entry": RegisterEntry.objects.get(identifier=world.objects["numbered_organisation"].rna).pk,
    },
    "directory:bulk_start": lambda world: {"choisies": [world.objects["organisation"].pk]},
    "directory:availability_add": lambda _: {"part": "soir"},
    "directory:availability_edit": _version("availability", part="soir"),
    "directory:bulk": lambda _: {"version": 1, "operation": "branche", "text": "Réemploi"},
    "directory:saved_filter_edit": lambda _: {"version": 1, "name": "Les nôtres"},
    "directory:organisation_create": lambda _: {"name": "Une autre", "kind": "association"},
    "directory:organisation_edit": _version("organisation", name="La Fabrique", kind="association"),
    "directory:profile_edit": lambda _: {"version": 1, "sector": "Réemploi"},
    "directory:person_create": lambda _: {"family_name": "Lacombe"},
    "directory:person_edit": _version("person", family_name="Castan"),
    "directory:function_add": lambda world: {
        "person": "Yves Lacombe",
        "organisation": world.objects["organisation"].name,
        "title": "Trésorier",
    },
    "directory:function_edit": _version("function", title="Trésorière"),
    "directory:function_end": _version("function", ends_on=dt.date(2026, 11, 30).isoformat()),
    "directory:compare": lambda world: {
        "kept": "one",
        "one_version": world.objects["organisation"].version,
        "other_version": world.objects["twin"].version,
        "v_name": "one",
        "v_purpose": "one",
    },
    "directory:organisation_merge": lambda world: {"other": world.objects["twin"].name},
    "directory:person_merge": lambda world: {"other": world.objects["other_person"].family_name},
    "directory:import_start": lambda _: {
        "file": SimpleUploadedFile("adhérents.csv", exchange.table([HEADER, ["Encore un", "94220"]]))
    },
    "directory:import_correct": _version("verified_run", ecarter="2"),
    "directory:import_row": _version("verified_run", name="Une correction"),
    "directory:import_mapping": lambda _: {"colonne_0": "name", "colonne_1": "postal_code"},
}
