"""Addresses of the directory."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.directory.views import (
    availability,
    bulk,
    corrections,
    counting,
    doubles,
    imports,
    maps,
    merging,
    organisations,
    people,
    registers,
    saved_filters,
    undoing,
)

app_name = "directory"

_ORGANISATIONS = IN_WORKSPACE + "organisations/"
_IMPORTS = _ORGANISATIONS + "imports/"
_REGISTERS = _ORGANISATIONS + "registres/"
_FILTERS = _ORGANISATIONS + "filtres/"
_DOUBLES = _ORGANISATIONS + "doublons/"
_MERGES = _ORGANISATIONS + "fusions/"
_PEOPLE = _ORGANISATIONS + "personnes/"
_FUNCTIONS = _ORGANISATIONS + "fonctions/"

urlpatterns = [
    path(_ORGANISATIONS, organisations.organisations, name="organisations"),
    path(
        _ORGANISATIONS + "export.<slug:file_format>",
        organisations.organisations_export,
        name="organisations_export",
    ),
    path(_ORGANISATIONS + "comptage/", counting.counting, name="counting"),
    path(_ORGANISATIONS + "carte/", maps.organisations_map, name="organisations_map"),
    path(_ORGANISATIONS + "lot/", bulk.bulk_start, name="bulk_start"),
    path(_ORGANISATIONS + "lot/<uuid:pk>/", bulk.bulk, name="bulk"),
    path(_ORGANISATIONS + "lot/<uuid:pk>/defaire/", bulk.bulk_undo, name="bulk_undo"),
    path(_FILTERS, saved_filters.saved_filters, name="saved_filters"),
    path(_FILTERS + "nouveau/", saved_filters.saved_filter_create, name="saved_filter_create"),
    path(_FILTERS + "<uuid:pk>/modifier/", saved_filters.saved_filter_edit, name="saved_filter_edit"),
    path(_FILTERS + "<uuid:pk>/retirer/", saved_filters.saved_filter_remove, name="saved_filter_remove"),
    path(_ORGANISATIONS + "suggestions/", organisations.organisation_options, name="organisation_options"),
    path(_ORGANISATIONS + "nouvelle/", organisations.organisation_create, name="organisation_create"),
    path(_ORGANISATIONS + "<uuid:pk>/", organisations.organisation, name="organisation"),
    path(_ORGANISATIONS + "<uuid:pk>/modifier/", organisations.organisation_edit, name="organisation_edit"),
    path(_ORGANISATIONS + "<uuid:pk>/profil/", organisations.profile_edit, name="profile_edit"),
    path(
        _ORGANISATIONS + "<uuid:pk>/archiver/",
        organisations.organisation_archive,
        name="organisation_archive",
    ),
    path(
        _ORGANISATIONS + "<uuid:pk>/restaurer/",
        organisations.organisation_restore,
        name="organisation_restore",
    ),
    path(
        _ORGANISATIONS + "<uuid:pk>/registres/",
        registers.organisation_registers,
        name="organisation_registers",
    ),
    path(_ORGANISATIONS + "<uuid:pk>/registres/decider/", registers.register_decide, name="register_decide"),
    path(_REGISTERS, registers.registers, name="registers"),
    path(_REGISTERS + "interroger/", registers.registers_ask, name="registers_ask"),
    path(_REGISTERS + "<int:pk>/", registers.register_entry, name="register_entry"),
    path(_REGISTERS + "<int:pk>/adopter/", registers.register_adopt, name="register_adopt"),
    path(_REGISTERS + "<int:pk>/rattacher/", registers.register_link, name="register_link"),
    path(_DOUBLES, doubles.doubles, name="doubles"),
    path(_DOUBLES + "comparer/", doubles.doubles_look, name="doubles_look"),
    path(_DOUBLES + "comparaison/", doubles.doubles_progress, name="doubles_progress"),
    path(_DOUBLES + "ecartes/", doubles.kept_apart, name="kept_apart"),
    path(_DOUBLES + "ecartes/<uuid:pk>/reprendre/", doubles.apart_restore, name="apart_restore"),
    path(_DOUBLES + "<str:kind>/<uuid:one>/<uuid:other>/distinctes/", doubles.keep_apart, name="keep_apart"),
    path(_DOUBLES + "<str:kind>/<uuid:one>/<uuid:other>/", merging.compare, name="compare"),
    path(_ORGANISATIONS + "<uuid:pk>/fusionner/", merging.organisation_merge, name="organisation_merge"),
    path(_PEOPLE + "<uuid:pk>/fusionner/", merging.person_merge, name="person_merge"),
    path(_MERGES + "<uuid:pk>/", merging.merge, name="merge"),
    path(_MERGES + "<uuid:pk>/annuler/", merging.merge_undo, name="merge_undo"),
    path(_IMPORTS, imports.imports, name="imports"),
    path(_IMPORTS + "nouveau/", imports.import_start, name="import_start"),
    path(_IMPORTS + "<uuid:pk>/colonnes/", imports.import_mapping, name="import_mapping"),
    path(_IMPORTS + "<uuid:pk>/oublier/", imports.import_forget, name="import_forget"),
    path(_IMPORTS + "<uuid:pk>/verification/", imports.import_preview, name="import_preview"),
    path(_IMPORTS + "<uuid:pk>/corriger/", corrections.import_correct, name="import_correct"),
    path(_IMPORTS + "<uuid:pk>/lignes/<int:number>/", corrections.import_row, name="import_row"),
    path(_IMPORTS + "<uuid:pk>/verifier/", corrections.import_verify, name="import_verify"),
    path(_IMPORTS + "<uuid:pk>/confirmer/", imports.import_confirm, name="import_confirm"),
    path(_IMPORTS + "<uuid:pk>/suivi/", imports.import_progress, name="import_progress"),
    path(_IMPORTS + "<uuid:pk>/refus.<slug:file_format>", imports.import_report, name="import_report"),
    path(_IMPORTS + "<uuid:pk>/bilan.<slug:file_format>", imports.import_account, name="import_account"),
    path(_IMPORTS + "<uuid:pk>/abandonner/", imports.import_cancel, name="import_cancel"),
    path(_IMPORTS + "<uuid:pk>/annuler/", undoing.import_undo, name="import_undo"),
    path(_PEOPLE, people.people, name="people"),
    path(_PEOPLE + "export.<slug:file_format>", people.people_export, name="people_export"),
    path(_PEOPLE + "suggestions/", people.person_options, name="person_options"),
    path(_PEOPLE + "nouvelle/", people.person_create, name="person_create"),
    path(_PEOPLE + "<uuid:pk>/", people.person, name="person"),
    path(_PEOPLE + "<uuid:pk>/modifier/", people.person_edit, name="person_edit"),
    path(_PEOPLE + "<uuid:pk>/disponibilites/", availability.availability_add, name="availability_add"),
    path(_PEOPLE + "disponibilites/<uuid:pk>/", availability.availability_edit, name="availability_edit"),
    path(
        _PEOPLE + "disponibilites/<uuid:pk>/retirer/",
        availability.availability_remove,
        name="availability_remove",
    ),
    path(_PEOPLE + "<uuid:pk>/archiver/", people.person_archive, name="person_archive"),
    path(_PEOPLE + "<uuid:pk>/restaurer/", people.person_restore, name="person_restore"),
    path(_FUNCTIONS + "nouvelle/", people.function_add, name="function_add"),
    path(_FUNCTIONS + "<uuid:pk>/modifier/", people.function_edit, name="function_edit"),
    path(_FUNCTIONS + "<uuid:pk>/terminer/", people.function_end, name="function_end"),
]
