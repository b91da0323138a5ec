"""Tokens: who makes one, what it opens, when it stops."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from conftest import ClientFor
from copil.api import rules
from copil.api.enums import Scope
from copil.api.models import ApiToken
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.journal.models import JournalEntry
from tests.api.conftest import Program, read
from tests.factories.api import token_of
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory
from tests.factories.identity import MembershipFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/organisations"


def screen(name: str, workspace: Workspace, **arguments: object) -> str:
    return reverse(f"api:{name}", kwargs={"workspace": workspace.slug, **arguments})


def test_a_token_is_shown_once_kept_hashed_and_journaled(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    client = client_for(pilote)
    sent = {"name": "Site internet", "scopes": ["organisations:read"], "days": "90"}
    asked = client.post(screen("token_create", workspace), sent)
    assert asked.status_code == 302, "the password first"
    assert "/compte/confirmer" in asked.headers["Location"]
    pilote.set_password("une phrase de passe assez longue")
    pilote.save()
    client.force_login(pilote)
    client.post(asked.headers["Location"], {"password": "une phrase de passe assez longue"})
    made = client.post(screen("token_create", workspace), sent)
    secret = re.findall(r"copil_[A-Za-z0-9_-]{43}", made.content.decode())[0]
    token = ApiToken.objects.get()
    assert token.digest == rules.digest_of(secret)
    assert token.scopes == ["organisations:read"]
    assert secret not in client.get(screen("tokens", workspace)).content.decode()
    line = JournalEntry.objects.get(verb="create", object_kind="api.apitoken")
    assert line.label == "Site internet"
    assert secret not in str(line.payload)
    assert Program(secret).get(LIST).status_code == 200
    client.post(screen("token_revoke", workspace, pk=token.pk))
    assert Program(secret).get(LIST).status_code == 401


def test_who_makes_and_takes_back(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, workspace: Workspace
) -> None:
    token_of(pilote, workspace)
    token = ApiToken.objects.get()
    assert client_for(membre).get(screen("tokens", workspace)).status_code == 403
    assert client_for(visiteur).get(screen("tokens", workspace)).status_code == 404
    other = MembershipFactory.create(workspace=workspace, role=Role.COORDINATOR).user
    revoke = screen("token_revoke", workspace, pk=token.pk)
    assert client_for(other).post(revoke).status_code == 404, "one sees one's own only"
    admin = MembershipFactory.create(workspace=workspace, role=Role.ADMIN).user
    assert client_for(admin).post(revoke).status_code == 302
    token.refresh_from_db()
    assert token.revoked_by == admin


@pytest.mark.parametrize("end", ["revoked", "expired", "suspended", "closed", "archived"])
def test_it_stops_at_once(end: str, pilote: User, workspace: Workspace) -> None:
    program, now = Program(token_of(pilote, workspace)), timezone.now()
    assert program.get(LIST).status_code == 200
    match end:
        case "revoked":
            ApiToken.objects.update(revoked_at=now)
        case "expired":
            ApiToken.objects.update(expires_at=now)
        case "suspended":
            Membership.objects.filter(user=pilote).update(suspended_at=now)
        case "closed":
            User.objects.filter(pk=pilote.pk).update(is_active=False)
        case _:
            Workspace.objects.filter(pk=workspace.pk).update(archived_at=now)
    answer = program.get(LIST)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


def test_only_the_header_opens(pilote: User, workspace: Workspace, client_for: ClientFor) -> None:
    secret = token_of(pilote, workspace)
    for query in ("access_token", "token", "jeton"):
        assert Client().get(LIST, {query: secret}).status_code == 401
    assert Client().get(LIST, headers={"Authorization": f"Basic {secret}"}).status_code == 401
    assert Client().get(LIST, headers={"Authorization": f"Bearer {secret}x"}).status_code == 401
    assert client_for(pilote).get(LIST).status_code == 401, "a session is no token"
    answer = Program(secret).get(LIST)
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store"


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^api/v1/"])
def test_http_is_refused_and_not_led_to_https(pilote: User, workspace: Workspace) -> None:
    answer = Program(token_of(pilote, workspace)).get(LIST)
    assert (answer.status_code, "https" in read(answer)["detail"]) == (403, True)


def test_a_scope_that_lacks_and_a_role_that_shrank(pilote: User, workspace: Workspace) -> None:
    reader = Program(token_of(pilote, workspace, Scope.ORGANISATIONS_READ))
    refused = reader.ask("POST", LIST, {"nom": "X"}, Idempotency_Key="a")
    assert refused.status_code == 403
    assert 'scope="organisations:write"' in refused.headers["WWW-Authenticate"]
    assert reader.get("/api/v1/personnes").status_code == 403
    writer = Program(token_of(pilote, workspace))
    Membership.objects.filter(user=pilote).update(role=Role.OBSERVER)
    OrganisationFactory.create(workspace=workspace, internal_note="Entre nous")
    assert read(writer.get(LIST))["donnees"][0]["note_interne"] is None
    assert writer.ask("POST", LIST, {"nom": "X"}, Idempotency_Key="a").status_code == 403


def test_how_to_reach_people_is_a_right_of_its_own(pilote: User, workspace: Workspace) -> None:
    person = PersonFactory.create(workspace=workspace, email="mireille@marne.example", phone="0325010203")
    FunctionFactory.create(workspace=workspace, person=person, organisation__workspace=workspace)
    plain = read(Program(token_of(pilote, workspace, Scope.PEOPLE_READ)).get("/api/v1/personnes"))
    assert plain["donnees"][0]["courriel"] is None
    assert plain["donnees"][0]["fonctions"][0]["titre"] == "Présidente"
    reach = token_of(pilote, workspace, Scope.PEOPLE_READ, Scope.PEOPLE_CONTACT)
    told = read(Program(reach).get(f"/api/v1/personnes/{person.pk}"))
    assert (told["courriel"], told["telephone"]) == ("mireille@marne.example", "0325010203")


@override_settings(API_PER_MINUTE=3)
def test_the_rate_holds_for_a_token_and_is_given_back_the_next_minute(
    pilote: User, workspace: Workspace, now: dt.datetime
) -> None:
    with time_machine.travel(now + dt.timedelta(seconds=20), tick=False) as clock:
        program = Program(token_of(pilote, workspace))
        assert [program.get(LIST).status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = program.get(LIST)
        assert refused.headers["Retry-After"] == "40"
        assert Program(token_of(pilote, workspace)).get(LIST).status_code == 200, "another token"
        clock.shift(40)
        assert program.get(LIST).status_code == 200
