"""An organisation that takes another name: what is found of its needs says the new one."""

import pytest
from django.utils import timezone

from copil.directory.actions import organisations
from copil.directory.models import Organisation
from copil.identity.models import User
from copil.needs import actions
from copil.needs.actions.needs import Heard
from copil.notifications import worker
from copil.search.models import SearchEntry
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
