"""Organisations, profiles, people and functions for tests."""

import factory
from factory.django import DjangoModelFactory

from copil.core.text import name_key
from copil.directory.models import Function, Organisation, Person, Profile
from tests.factories.identity import WorkspaceFactory


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An association of which only the name is known; ``numbered=True`` gives it its public numbers."""

    class Meta:
        model = Organisation

    class Params:
        numbered = factory.Trait(siren="812345676", siret="81234567600017", rna="W941009876")

    workspace = factory.SubFactory(WorkspaceFactory)
    name = factory.Sequence(lambda n: f"Atelier {n}")
    name_key = factory.LazyAttribute(lambda one: name_key(one.name))


class ProfileFactory(DjangoModelFactory[Profile]):
    """A profile without any answer."""

    class Meta:
        model = Profile

    organisation = factory.SubFactory(OrganisationFactory)
    workspace = factory.SelfAttribute("organisation.workspace")


class PersonFactory(DjangoModelFactory[Person]):
    """Somebody with a name."""

    class Meta:
        model = Person

    workspace = factory.SubFactory(WorkspaceFactory)
    given_name = "Mireille"
    family_name = factory.Sequence(lambda n: f"Castan {n}")
    name_key = factory.LazyAttribute(lambda one: name_key(f"{one.family_name} {one.given_name}"))


class FunctionFactory(DjangoModelFactory[Function]):
    """A presidency."""

    class Meta:
        model = Function

    organisation = factory.SubFactory(OrganisationFactory)
    workspace = factory.SelfAttribute("organisation.workspace")
    person = factory.SubFactory(PersonFactory, workspace=factory.SelfAttribute("..workspace"))
    title = "Présidente"
