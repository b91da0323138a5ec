"""Partners answer about a problem through links of their own."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.models import SignedLink, User, Workspace
from copil.journal.models import JournalEntry
from copil.needs import actions, opinions, rules
from copil.needs.models import PartnerOpinion, ProblemSheet
from copil.notifications.models import OutboxMessage
from tests.factories.directory import PersonFactory
from tests.factories.needs import PartnerOpinionFactory, ProblemSheetFactory, SharedNeedFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"
YES = {"shared": "yes", "complementary": "yes", "interesting": "partly", "interesting_comment": "Le soir."}


@pytest.fixture
def sheet(workspace: Workspace) -> ProblemSheet:
    shared = SharedNeedFactory.create(workspace=workspace)
    return ProblemSheetFactory.create(shared_need=shared, context="Trois assemblées sans candidature.")


@pytest.fixture
def claire(workspace: Workspace) -> Person:
    return PersonFactory.create(
        workspace=workspace, given_name="Claire", family_name="Vasseur", email="claire@ville.example"
    )


def ask(client: Client, sheet: ProblemSheet, **data: str) -> int:
    until = (timezone.localdate() + dt.timedelta(days=10)).isoformat()
    response = client.post(f"{ROOT}problematiques/{sheet.pk}/avis/", {"until": until, **data})
    return response.status_code


def link_in(message: OutboxMessage) -> str:
    found = re.search(r"/avis/[\w-]+/", message.body)
    assert found
    return found.group()


def test_a_partner_reads_answers_and_changes_their_mind(
    client_for: ClientFor, pilote: User, sheet: ProblemSheet, claire: Person
) -> None:
    client = client_for(pilote)
    assert ask(client, sheet, person="Claire Vasseur", word="Vous le disiez en juin.") == 302
    message = OutboxMessage.objects.get()
    assert message.recipient == "claire@ville.example"
    assert "Vous le disiez en juin." in message.body
    assert sheet.title not in message.subject
    guest, address = Client(), link_in(message)
    before = PartnerOpinion.objects.values().get()
    page = guest.get(address)
    assert "Trois assemblées sans candidature." in page.content.decode()
    assert page["Cache-Control"].count("no-store")
    assert PartnerOpinion.objects.values().get() == before
    assert SignedLink.objects.get().used_at is None
    half = guest.post(address, {"shared": "yes", "shared_comment": "Bien vu."})
    assert half.status_code == 200
    assert "Bien vu." in half.content.decode()
    assert guest.post(address, YES).status_code == 302
    assert PartnerOpinion.objects.get().verdict == "confirmed"
    contested = {**YES, "complementary": "no", "complementary_comment": "Doublon."}
    assert guest.post(address, contested).status_code == 302
    changed = PartnerOpinion.objects.get()
    assert changed.verdict == "contested"
    shown = client.get(f"{ROOT}problematiques/{sheet.pk}/").content.decode()
    assert "Contestée" in shown
    assert "Doublon." in shown
    verbs = list(JournalEntry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs[-3:] == ["ask_opinion", "give_opinion", "change_opinion"]


def test_the_same_answer_twice_is_no_news(
    client_for: ClientFor, pilote: User, sheet: ProblemSheet, claire: Person
) -> None:
    ask(client_for(pilote), sheet, person="Claire Vasseur")
    address = link_in(OutboxMessage.objects.get())
    for _ in range(2):
        assert Client().post(address, YES).status_code == 302
    assert JournalEntry.objects.filter(verb__endswith="_opinion").count() == 2


def test_a_reminder_replaces_the_link_and_closing_keeps_the_answer(
    client_for: ClientFor, pilote: User, sheet: ProblemSheet, claire: Person
) -> None:
    client = client_for(pilote)
    ask(client, sheet, person="Claire Vasseur")
    first = link_in(OutboxMessage.objects.get())
    until = (timezone.localdate() + dt.timedelta(days=20)).isoformat()
    for where in (
        f"problematiques/{sheet.pk}/avis/relancer/",
        f"avis/{PartnerOpinion.objects.get().pk}/relancer/",
    ):
        assert client.get(f"{ROOT}{where}").status_code == 200
        assert client.post(f"{ROOT}{where}", {"until": until}).status_code == 302
    last = link_in(OutboxMessage.objects.latest("created_at"))
    assert Client().get(first).status_code == 404
    assert Client().post(last, YES).status_code == 302
    opinion = PartnerOpinion.objects.get()
    assert client.post(f"{ROOT}avis/{opinion.pk}/fermer/").status_code == 302
    assert Client().get(last).status_code == 404
    kept = PartnerOpinion.objects.get()
    assert (kept.verdict, kept.archived_at) == ("confirmed", None)
    again = client.post(f"{ROOT}avis/{opinion.pk}/relancer/", {"until": until})
    assert again.status_code == 302
    assert "Votre réponse y est" in OutboxMessage.objects.latest("created_at").body


def test_a_request_without_answer_is_withdrawn_and_may_be_made_again(
    client_for: ClientFor, pilote: User, sheet: ProblemSheet, claire: Person
) -> None:
    client = client_for(pilote)
    ask(client, sheet, person="Claire Vasseur")
    refused = client.post(
        f"{ROOT}problematiques/{sheet.pk}/avis/", {"until": "2099-01-01", "person": "Claire Vasseur"}
    )
    assert "déjà demandé" in refused.content.decode()
    assert "jour à venir, dans l’année" in refused.content.decode()
    client.post(f"{ROOT}avis/{PartnerOpinion.objects.get().pk}/fermer/")
    assert ask(client, sheet, person="Claire Vasseur") == 302
    assert PartnerOpinion.objects.current().count() == 1


def test_somebody_new_enters_the_directory_with_their_address(
    client_for: ClientFor, pilote: User, sheet: ProblemSheet
) -> None:
    client = client_for(pilote)
    assert ask(client, sheet, person="Ines Morel") == 200
    assert ask(client, sheet) == 200
    assert ask(client, sheet, person="Ines Morel", email="ines@asso.example") == 302
    assert Person.objects.get(family_name="Morel").email == "ines@asso.example"


def test_a_link_stops_after_its_day(
    pilote: User, sheet: ProblemSheet, claire: Person, now: dt.datetime
) -> None:
    actions.ask_opinion(
        sheet=sheet, person=claire, email=claire.email, until=dt.date(2026, 11, 25), by=pilote, at=now
    )
    link = SignedLink.objects.get()
    assert link.is_open(at=dt.datetime(2026, 11, 25, 22, 59, tzinfo=dt.UTC))
    late = dt.datetime(2026, 11, 25, 23, 1, tzinfo=dt.UTC)
    assert not link.is_open(at=late)
    with pytest.raises(ActionRefused, match="n’est plus ouvert"):
        actions.answer(link=link, values=YES, at=late)
    with pytest.raises(ActionRefused, match="à venir"):
        actions.remind(opinion=PartnerOpinion.objects.get(), until=dt.date(2026, 11, 20), by=pilote, at=now)


def test_who_may_ask(client_for: ClientFor, membre: User, visiteur: User, sheet: ProblemSheet) -> None:
    assert ask(client_for(membre), sheet, person="X Y", email="x@y.example") == 403
    assert ask(client_for(visiteur), sheet, person="X Y", email="x@y.example") == 404


def test_where_a_problem_stands() -> None:
    assert rules.verdict(["yes", "partly", ""]) == ""
    assert rules.standing([]) == "unasked"
    assert rules.standing(["", ""]) == "waiting"
    assert rules.standing(["confirmed", ""]) == "confirmed"
    assert rules.standing(["confirmed", "contested"]) == "contested"


def test_half_an_answer_is_no_answer(sheet: ProblemSheet, now: dt.datetime) -> None:
    opinion = PartnerOpinionFactory.build(sheet=sheet, answered_at=now)
    with pytest.raises(ValidationError, match="opinion_answers_whole"):
        opinion.validate_constraints(exclude={"workspace", "person"})


def test_as_many_queries_with_one_partner_as_with_thirty(
    client_for: ClientFor, membre: User, sheet: ProblemSheet
) -> None:
    client, counts = client_for(membre), []
    client.get(f"{ROOT}problematiques/{sheet.pk}/")
    for number in (1, 29):
        PartnerOpinionFactory.create_batch(number, sheet=sheet)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ROOT}problematiques/{sheet.pk}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
    assert opinions.panel(opinions.of_sheet(sheet)).waiting == 30
