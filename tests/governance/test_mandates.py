"""Who sits in a body: given, ended, renewed, read at a past date."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.governance import actions, composition
from copil.governance.models import Body, Mandate
from copil.identity.models import User, Workspace
from tests.factories.directory import PersonFactory
from tests.factories.governance import AT, body_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 1, 1)


def sit(body: Body, **values: object) -> Mandate:
    person = PersonFactory.create(workspace=body.workspace)
    given = {"person": person, "starts_on": FIRST, **values}
    return actions.give_mandate(body=body, workspace=body.workspace, values=given, by=None, at=AT)


def test_a_composition_is_read_at_any_past_date(workspace: Workspace, pilote: User) -> None:
    body = body_of(workspace, quorum_kind="share", quorum_value=50)
    college = actions.add_college(body=body, name="Habitants", seats=3, by=None, at=AT)
    first = sit(body, college=college)
    actions.end_mandate(
        mandate=first, ends_on=dt.date(2026, 6, 30), reason="Départ", expected=1, by=pilote, at=AT
    )
    sit(body, college=college, starts_on=dt.date(2026, 7, 1))
    spring = composition.of_body(body, day=dt.date(2026, 5, 1))
    assert spring.mandates == [first]
    assert (spring.vacant, spring.seats, spring.needed) == (2, 3, 2)
    assert composition.of_body(body, day=dt.date(2026, 8, 1)).mandates != [first]


def test_nobody_sits_twice_at_once_and_a_renewal_follows(workspace: Workspace, pilote: User) -> None:
    body = body_of(workspace)
    held = sit(body, ends_on=dt.date(2026, 12, 31))
    with pytest.raises(ActionRefused, match="siège déjà"):
        sit(body, person=held.person, starts_on=dt.date(2026, 12, 31))
    renewed = actions.renew_mandate(mandate=held, ends_on=None, by=pilote, at=AT)
    assert (renewed.starts_on, renewed.renews) == (dt.date(2027, 1, 1), held)
    with pytest.raises(ActionRefused, match="déjà renouvelé"):
        actions.renew_mandate(mandate=held, ends_on=None, by=pilote, at=AT)


def test_a_closed_body_takes_nobody_in_and_opens_again(workspace: Workspace, pilote: User) -> None:
    body = body_of(workspace)
    actions.close(body=body, closed_on=AT.date(), reason="Mission accomplie", by=pilote, at=AT)
    body.refresh_from_db()
    with pytest.raises(ActionRefused, match="close"):
        sit(body)
    actions.reopen(body=body, by=pilote, at=AT)
    body.refresh_from_db()
    assert not body.is_closed


def test_the_page_counts_those_present(client_for: ClientFor, membre: User, workspace: Workspace) -> None:
    body = body_of(workspace, quorum_kind="number", quorum_value=2)
    here, _ = sit(body), sit(body)
    url = reverse("governance:body", kwargs={"workspace": workspace.slug, "pk": body.pk})
    page = client_for(membre).get(url, {"present": [str(here.pk), "x"], "compter": "1"}).content.decode()
    assert "Le quorum n’est pas atteint" in page
    assert "Faire entrer" not in page


def test_a_refusal_keeps_what_was_typed(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    body = body_of(workspace)
    held = sit(body)
    url = reverse("governance:mandate_create", kwargs={"workspace": workspace.slug, "pk": body.pk})
    data = {
        "person": str(held.person),
        "voice": "deliberative",
        "starts_on": "2026-02-01",
        "position": "Vigie",
    }
    page = client_for(pilote).post(url, data).content.decode()
    assert "siège déjà dans cette instance" in page
    assert "Vigie" in page
