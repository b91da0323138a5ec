"""An organisation that takes another name: what is found of its needs says the new one."""

import datetime as dt

import pytest
from django.utils import timezone

from copil.directory.actions import merging, organisations
from copil.directory.models import Organisation
from copil.identity.models import User
from copil.needs import actions, search_entries
from copil.needs.actions.needs import Heard
from copil.notifications import worker
from copil.search import actions as search
from copil.search.models import SearchEntry
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import OfferFactory

pytestmark = pytest.mark.django_db


def test_what_is_found_says_the_new_name(fabrique: Organisation, pilote: User) -> None:
    now = timezone.now()
    actions.create_need(
        workspace=fabrique.workspace,
        organisation=fabrique,
        text="Un four",
        origins=[Heard(kind="structure")],
        by=pilote,
        at=now,
    )
    OfferFactory.create(operator=fabrique)
    values = {name: getattr(fabrique, name) for name in organisations.FIELDS}
    organisations.update(
        by=pilote, at=now, organisation=fabrique, values={**values, "name": "Le Pont"}, expected=1
    )
    worker.run_all()
    found = SearchEntry.objects.filter(kind__startswith="needs.").order_by("kind")
    assert [(one.kind, "Le Pont" in one.excerpt) for one in found] == [
        ("needs.need", True),
        ("needs.offer", True),
    ]


def test_after_a_merge_only_what_names_the_two_is_written_again(fabrique: Organisation, pilote: User) -> None:
    now = timezone.now()
    before = now - dt.timedelta(hours=1)
    twin = OrganisationFactory.create(workspace=fabrique.workspace, name="Fabrique (la)")
    for organisation in (fabrique, twin):
        actions.create_need(
            workspace=fabrique.workspace,
            organisation=organisation,
            text=f"Un four pour {organisation.name}",
            origins=[Heard(kind="structure")],
            by=pilote,
            at=now,
        )
    other = OfferFactory.create(
        operator=OrganisationFactory.create(workspace=fabrique.workspace, name="Une autre")
    )
    search.index_many(workspace=fabrique.workspace, entries=[search_entries.of_offer(other)], at=before)
    merging.merge(kept=fabrique, merged=twin, values={}, expected=(1, 1), by=pilote, at=now)
    worker.run_all()
    needs = SearchEntry.objects.filter(kind="needs.need")
    assert {one.excerpt for one in needs} == {fabrique.name}
    assert SearchEntry.objects.get(kind="needs.offer").at == before
