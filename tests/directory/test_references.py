"""Everything that may point to an organisation or to a person is known, and moves when two become one.

A new foreign key moves by itself; it is listed here so that somebody has thought of what becomes of it when
both sheets already had one.
"""

from django.apps import apps
from django.db import models

from copil.directory import references
from copil.directory.models import Organisation, Person

TO_ORGANISATIONS = {
    "directory.formervalue.organisation",
    "directory.function.organisation",
    "directory.organisation.merged_into",
    "directory.profile.organisation",
    "initiatives.activitymark.carried_by",
    "initiatives.targetstructure.organisation",
    "needs.diagnostic.organisation",
    "needs.need.organisation",
}
TO_PEOPLE = {
    "directory.function.person",
    "directory.person.merged_into",
    "initiatives.plannedactivity.person",
    "initiatives.teammember.person",
    "needs.diagnostic.led_by",
    "needs.need.confirmed_by",
    "needs.needorigin.person",
}
TO_ANYTHING = {"exchange.importrow.object_id", "files.storedfile.owner_id", "identity.signedlink.object_id"}


def named(model: type[models.Model]) -> set[str]:
    return {f"{pointer.label}.{pointer.field}" for pointer in references.pointers_to(model)}


def by_foreign_key(target: type[models.Model]) -> set[str]:
    """Return every foreign key to a model, many to many included, asked from the model itself."""
    relations = [
        field
        for field in target._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ManyToOneRel)
    ]
    return {f"{relation.related_model._meta.label_lower}.{relation.field.name}" for relation in relations}


def test_every_foreign_key_to_a_sheet_moves() -> None:
    assert by_foreign_key(Organisation) <= named(Organisation)
    assert by_foreign_key(Person) <= named(Person)


def test_what_points_to_a_sheet_is_known_by_name() -> None:
    assert named(Organisation) >= TO_ORGANISATIONS | TO_ANYTHING
    assert named(Person) >= TO_PEOPLE | TO_ANYTHING


def test_history_stays_where_it_was() -> None:
    assert not {name.rpartition(".")[0] for name in named(Organisation)} & references.STAYS


def test_a_row_that_names_a_sheet_twice_over_has_a_version_or_is_known() -> None:
    """A row without a version cannot tell whether somebody changed it since: few may be like that."""
    without = {
        pointer.label
        for target in (Organisation, Person)
        for pointer in references.pointers_to(target)
        if not any(field.name == "version" for field in pointer.model._meta.local_concrete_fields)
    }
    assert without == {"exchange.importrow", "identity.signedlink", "notifications.notification"}
    assert all(apps.get_model(label) for label in without)
