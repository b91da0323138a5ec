"""Entries of the national registers for tests."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from copil.core.text import name_key
from copil.directory.enums import Register
from copil.directory.models import Organisation, RegisterEntry, RegisterLoad
from copil.directory.registers import words
from copil.identity.models import Workspace
from tests.factories.directory import OrganisationFactory


class LoadFactory(DjangoModelFactory[RegisterLoad]):
    """A finished reading of a file of the register of associations."""

    class Meta:
        model = RegisterLoad

    register = Register.RNA.value
    file_name = "rna_waldec_20261101.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064d}")
    file_date = dt.date(2026, 11, 1)
    created = 1
    started_at = factory.LazyFunction(timezone.now)
    ended_at = factory.LazyFunction(timezone.now)


class EntryFactory(DjangoModelFactory[RegisterEntry]):
    """An association of the RNA, without an address."""

    class Meta:
        model = RegisterEntry

    register = Register.RNA.value
    identifier = factory.Sequence(lambda n: f"W94{n:07d}")
    rna = factory.LazyAttribute(lambda one: one.identifier if one.register == Register.RNA else "")
    name = factory.Sequence(lambda n: f"CHORALE {n}")
    name_key = factory.LazyAttribute(lambda one: name_key(one.name))
    words = factory.LazyAttribute(lambda one: words.column(words.name_words(one.name, one.acronym), ()))
    source_date = dt.date(2026, 10, 15)
    load = factory.SubFactory(LoadFactory)
    acronym = ""


def entry_and_organisation(workspace: Workspace, *, purpose: str) -> tuple[RegisterEntry, Organisation]:
    """Return an entry that nobody has, and an organisation of which the register says something else."""
    entry = EntryFactory.create()
    named = EntryFactory.create(name="COUTURE", purpose="coudre ensemble")
    organisation = OrganisationFactory.create(
        workspace=workspace, name="Couture", rna=named.identifier, purpose=purpose
    )
    return entry, organisation
