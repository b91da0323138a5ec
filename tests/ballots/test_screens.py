"""Screens of votes, asked by who may do, who may see, a stranger and somebody with a link."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.ballots import actions
from copil.ballots.enums import BallotState, Method
from copil.ballots.models import Ballot, Urn
from copil.ballots.outcome import papers_of
from copil.identity.models import User, Workspace
from copil.notifications.models import OutboxMessage
from tests.factories.ballots import AT, LABELS, moved, opened, roll_of
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory, TeamMemberFactory
from tools import recount

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/"


def links_sent() -> list[str]:
    found = [
        re.search(r"/vote/[\w-]+/", one.body) for one in OutboxMessage.objects.filter(kind="ballots.link")
    ]
    return [one.group(0) for one in found if one]


def test_a_vote_from_its_first_click_to_its_published_result(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    client, root = client_for(pilote), f"{ROOT}demarches/{initiative.pk}/votes/"
    person = PersonFactory.create(workspace=workspace, user=pilote, family_name="Benhaddou")
    TeamMemberFactory.create(initiative=initiative, person=person)
    assert "Aucun vote" in client.get(root).content.decode()
    assert client.post(f"{root}preparer/?methode=dots", {"title": "", "options": "Seul"}).status_code == 200
    sent = {"title": "Par où commencer", "options": "\n".join(LABELS), "dots": "3", "secret": "oui"}
    assert client.post(f"{root}preparer/?methode=dots", sent).status_code == 302
    ballot = Ballot.objects.get()
    page = f"{ROOT}votes/{ballot.pk}/"
    assert client.post(f"{page}liste/equipe/").status_code == 302
    others = [PersonFactory.create(workspace=workspace, email=f"p{n}@asso.example") for n in range(2)]
    client.post(f"{page}liste/", {"person": [str(one.pk) for one in others]})
    assert len(roll_of(ballot)) == 3
    client.post(f"{page}avancer/", {"to": "open", "version": ballot.version})
    assert len(links_sent()) == 2
    keys = [choice.key for choice in ballot.asked.choices]
    over = client.post(f"{page}voter/", {keys[0]: "3", keys[1]: "1"})
    assert "retirez-en 1" in over.content.decode()
    assert 'value="3"' in over.content.decode(), "nothing typed is lost"
    assert client.post(f"{page}voter/", {keys[0]: "3"}).status_code == 302
    assert "Le résultat est caché" in client.get(page).content.decode()
    for address in links_sent():
        guest = Client()
        assert guest.get(address).status_code == 200
        assert guest.post(address, {keys[1]: "2"}).status_code == 302
        assert "ni vous demander de le montrer" in guest.get(address).content.decode()
    stored = Ballot.objects.get()
    client.post(f"{page}avancer/", {"to": "closed", "version": stored.version})
    shown = client.get(page).content.decode()
    assert f"«\xa0{LABELS[1]}\xa0» reçoit le plus de points" in shown
    assert "Le résultat dépend-il de la règle" in shown
    assert "Le vote est clos" in Client().get(links_sent()[0]).content.decode()
    client.post(f"{page}avancer/", {"to": "published", "version": stored.version + 1})
    assert LABELS[1] in Client().get(links_sent()[0]).content.decode()


def test_who_may_see_reads_the_result_once_published_only(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, workspace: Workspace
) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote)
    page = f"{ROOT}votes/{ballot.pk}/"
    key = ballot.asked.choices[0].key
    for voter in roll_of(ballot):
        actions.vote(voter=voter, paper={key: 2}, at=AT)
    export = f"{page}bulletins.csv"
    assert client_for(pilote).get(export).status_code == 404, "not before the end, whoever asks"
    moved(ballot, BallotState.CLOSED, by=pilote)
    assert "le plus de points" in client_for(pilote).get(page).content.decode()
    assert client_for(visiteur).get(page).status_code == 404
    moved(ballot, BallotState.PUBLISHED, by=pilote)
    assert "le plus de points" in client_for(membre).get(page).content.decode()


def test_three_papers_are_not_told_from_fewer(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    """Two papers of a secret vote would say who chose what."""
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote)
    key = ballot.asked.choices[0].key
    for voter in roll_of(ballot)[:2]:
        actions.vote(voter=voter, paper={key: 2}, at=AT)
    moved(ballot, BallotState.CLOSED, by=pilote)
    page = f"{ROOT}votes/{ballot.pk}/"
    assert "Trop peu de bulletins" in client_for(pilote).get(page).content.decode()
    assert client_for(pilote).get(f"{page}bulletins.csv").status_code == 404


@pytest.mark.parametrize("method", list(Method))
def test_each_method_is_voted_counted_and_counted_again_from_its_export(
    client_for: ClientFor, pilote: User, workspace: Workspace, method: Method, tmp_path: Path
) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, method=method, budget=3000)
    asked = ballot.asked
    one, two, three = (choice.key for choice in asked.choices)
    said = {
        Method.DOTS: {one: "2", two: "3"},
        Method.GRID: {
            f"{c.key}.{m.key}": "4" if c.key == two else "1" for c in asked.choices for m in asked.marks
        },
        Method.JUDGMENT: {one: "2", two: "5", three: "0"},
        Method.APPROVAL: {two: "on"},
        Method.RANKING: {two: "1", one: "2"},
        Method.BUDGET: {two: "on"},
    }[method]
    for address in links_sent():
        assert Client().get(address).status_code == 200
        assert Client().post(address, said).status_code == 302
    for to in (BallotState.CLOSED, BallotState.PUBLISHED):
        moved(ballot, to, by=pilote)
    page = f"{ROOT}votes/{ballot.pk}/"
    shown = client_for(pilote).get(page)
    assert shown.context["result"].first == (LABELS[1],)
    assert shown.content.decode().count('<svg class="fig small"') == 1
    answer = client_for(pilote).get(f"{page}bulletins.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 4
    assert papers_of(ballot) == Urn.objects.get().papers
    kept = tmp_path / "vote.json"
    kept.write_bytes(client_for(pilote).get(f"{page}bulletins.json").content)
    assert recount.main([str(kept)]) == 0
    recounted = {
        label: sum(int(row[name] or 0) for row in rows for name in row if name.startswith(label))
        for label in LABELS
    }
    if method is not Method.RANKING:  # a rank: the smallest is the best
        assert max(recounted, key=recounted.__getitem__) == LABELS[1]


def test_the_list_costs_the_same_whatever_its_length(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    client, root = client_for(pilote), f"{ROOT}demarches/{initiative.pk}/votes/"
    numbers = []
    for more in (2, 30):
        for number in range(more):
            Ballot.objects.create(
                workspace=workspace,
                initiative=initiative,
                title=f"Vote {number}",
                method="dots",
                title_key="v",
            )
        client.get(root)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(root).status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 15
