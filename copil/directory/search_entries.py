"""What is found of organisations and people."""

from collections.abc import Iterator

from copil.directory.models import Organisation, Person
from copil.directory.rules import contact
from copil.identity.models import Workspace, reference
from copil.search.actions import Entry

_LOT = 2_000


def of_organisation(organisation: Organisation, *, commune: str | None = None) -> Entry:
    """Return the entry of an organisation; ``commune`` spares reading its name when it is already known."""
    if commune is None:
        commune = organisation.commune.name if organisation.commune else ""
    kind, identifier = reference(organisation)
    facts = (organisation.get_kind_display(), commune)
    words = (
        organisation.acronym,
        commune,
        organisation.postal_code,
        organisation.purpose,
        organisation.siren,
        organisation.siret,
        organisation.rna,
        organisation.external_ref,
    )
    return Entry(
        kind=kind,
        object_id=identifier,
        title=organisation.name,
        excerpt=" · ".join(fact for fact in facts if fact),
        text=" ".join(word for word in words if word),
    )


def of_person(person: Person, *, functions: list[str] | None = None) -> Entry:
    """Return the entry of a person: the name, and what they do where."""
    if functions is None:
        current = person.functions.filter(ends_on=None, archived_at=None).select_related("organisation")
        functions = [f"{one.title}, {one.organisation.name}" for one in current.order_by("pk")]
    kind, identifier = reference(person)
    return Entry(
        kind=kind,
        object_id=identifier,
        title=str(person),
        excerpt=" · ".join(functions),
        text=" ".join([*functions, person.email, person.phone, contact.compact_phone(person.phone)]),
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Yield every entry of the directory of a workspace, to build the index again."""
    organisations = Organisation.objects.in_workspace(workspace).current().select_related("commune")
    for organisation in organisations.order_by("pk").iterator(_LOT):
        yield of_organisation(organisation)
    people = Person.objects.in_workspace(workspace).current().prefetch_related("functions__organisation")
    for person in people.order_by("pk").iterator(_LOT):
        current = [one for one in person.functions.all() if one.ends_on is None and one.archived_at is None]
        yield of_person(person, functions=[f"{one.title}, {one.organisation.name}" for one in current])
