"""Mission letters: written from what is known, sent in versions, withdrawn with a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.documents import writers
from copil.governance import letters_evidence as evidence
from copil.governance import mission_letters
from copil.governance.actions import letter_links, roles
from copil.governance.actions import letters as actions
from copil.governance.actions.mandates import give_mandate
from copil.governance.enums import Voice
from copil.governance.models import LetterVersion, MissionLetter
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.notifications.models import OutboxMessage
from tests.factories.directory import PersonFactory
from tests.factories.governance import body_of
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
UNTIL = dt.date(2026, 12, 11)


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    return InitiativeFactory.create(workspace=workspace, title="Relève")


@pytest.fixture
def ines(workspace: Workspace) -> Person:
    return PersonFactory.create(
        workspace=workspace, given_name="Inès", family_name="Morel", email="ines@ville.example"
    )


@pytest.fixture
def letter(initiative: Initiative, ines: Person, pilote: User) -> MissionLetter:
    roles.name_holder(
        initiative=initiative, workspace=initiative.workspace, role="technical", person=ines,
        starts_on=dt.date(2026, 9, 1), days=Decimal("1.5"), by=pilote, at=AT,
    )  # fmt: skip  # a table reads by its lines
    body = body_of(initiative.workspace, initiative=initiative, frequency="monthly")
    values = {"person": ines, "voice": Voice.DELIBERATIVE, "position": "Secrétariat", "starts_on": AT.date()}
    give_mandate(body=body, workspace=initiative.workspace, values=values, by=pilote, at=AT)
    return actions.prepare_letter(
        initiative=initiative, workspace=initiative.workspace, person=ines, role="technical", by=pilote, at=AT
    )


def sent(letter: MissionLetter, by: User) -> LetterVersion:
    return letter_links.send_letter(
        letter=letter, expected=actions.latest(letter).version, email="ines@ville.example", until=UNTIL,
        by=by, at=AT,
    )  # fmt: skip  # a table reads by its lines


def test_a_letter_begins_with_what_is_known(letter: MissionLetter) -> None:
    draft = LetterVersion.objects.get()
    assert "Comité de pilotage" in draft.mandate
    assert "secrétariat" in draft.mandate
    assert "Conduit" in draft.purpose or "conduit" in draft.purpose
    assert "septembre 2026" in draft.time
    assert "1,5" in draft.time
    assert "Comité de pilotage" in draft.limits
    assert "chaque mois" in draft.reports_to
    assert (letter.state, draft.number) == ("draft", 1)


def test_a_sent_version_never_changes_and_a_revision_keeps_history(
    letter: MissionLetter, pilote: User
) -> None:
    first = sent(letter, pilote)
    values = dict.fromkeys(mission_letters.FIELDS, "Autre chose")
    with pytest.raises(ActionRefused, match="ne change plus"):
        actions.change_draft(version=first, values=values, expected=first.version, by=pilote, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE governance_letterversion SET limits = 'Autre'")
    second = actions.revise_letter(letter=letter, by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="en préparation"):
        actions.revise_letter(letter=letter, by=pilote, at=AT)
    second.letter = letter
    actions.change_draft(version=second, values=values, expected=1, by=pilote, at=AT)
    sent(letter, pilote)
    first.refresh_from_db()
    assert first.purpose != "Autre chose"
    assert first.closed_at is not None
    assert [one.number for one in LetterVersion.objects.order_by("number")] == [1, 2]


def test_a_letter_is_withdrawn_with_a_reason_told_to_its_addressee(
    letter: MissionLetter, pilote: User
) -> None:
    with pytest.raises(ActionRefused, match="mettez-la de côté"):
        actions.withdraw_letter(letter=letter, reason="Erreur", by=pilote, at=AT)
    sent(letter, pilote)
    with pytest.raises(ActionRefused, match="Dites pourquoi"):
        actions.withdraw_letter(letter=letter, reason=" ", by=pilote, at=AT)
    actions.withdraw_letter(letter=letter, reason="Le rôle change de main", by=pilote, at=AT)
    for verb in (actions.revise_letter, actions.discard_draft):
        with pytest.raises(ActionRefused):
            verb(letter=letter, by=pilote, at=AT)
    with pytest.raises(ActionRefused):
        sent(letter, pilote)
    message = OutboxMessage.objects.get(kind="governance.letter_withdrawn")
    assert "Le rôle change de main" in message.body
    assert "Relève" not in message.subject
    again = actions.prepare_letter(
        initiative=letter.initiative, workspace=letter.workspace, person=letter.person, role="technical",
        by=pilote, at=AT,
    )  # fmt: skip  # a table reads by its lines
    assert again.pk != letter.pk


def test_the_screens_from_preparation_to_sending(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, initiative: Initiative, ines: Person
) -> None:
    client, root = client_for(pilote), f"/e/reseau-marne/demarches/{initiative.pk}/lettres/"
    assert "Aucune lettre de mission" in client.get(root).content.decode()
    assert client_for(membre).post(f"{root}nouvelle/").status_code == 403
    assert client_for(visiteur).get(root).status_code == 404
    made = client.post(f"{root}nouvelle/", {"role": "technical", "person": "Inès Morel"})
    letter = MissionLetter.objects.get()
    page = f"/e/reseau-marne/lettres-de-mission/{letter.pk}/"
    assert made["Location"] == page
    twice = client.post(f"{root}nouvelle/", {"role": "technical", "person": "Inès Morel"})
    assert "déjà une lettre" in twice.content.decode()
    edit = {"purpose": "Conduire la méthode", "version": 1}
    assert client.post(f"{page}modifier/", edit).status_code == 302
    assert client.post(f"{page}modifier/", {**edit, "purpose": "Autre"}).status_code == 409
    sending = {"email": "ines@ville.example", "until": "2026-12-20", "version": 1}
    assert "relisez-la" in client.post(f"{page}envoyer/", sending).content.decode()
    assert client.post(f"{page}envoyer/", {**sending, "version": 2}).status_code == 302
    assert client.post(f"{page}envoyer/", {**sending, "version": 3}).status_code == 404
    shown = client_for(membre).get(page).content.decode()
    assert "En attente de réponse" in shown
    assert "Conduire la méthode" in shown
    assert client_for(membre).post(f"{page}retirer/", {"reason": "Non"}).status_code == 403
    assert "Retirée" not in client.get(root).content.decode().split("<tbody>")[1]
    for name in writers.FORMATS:
        answer = client.get(f"{page}versions/1/{name}/")
        assert answer.status_code == 200
        assert "lettre-de-mission-ines-morel" in answer["Content-Disposition"]
    assert client.get(f"{page}versions/2/pdf/").status_code == 404


def test_the_evidence_asks_that_each_letter_sent_is_accepted(letter: MissionLetter, pilote: User) -> None:
    key = letter.initiative_id
    assert evidence.provide([key]) == {}
    sent(letter, pilote)
    assert evidence.provide([key]) == {}
    MissionLetter.objects.filter(pk=letter.pk).update(state="accepted")
    other = actions.prepare_letter(
        initiative=letter.initiative, workspace=letter.workspace,
        person=PersonFactory.create(workspace=letter.workspace), role="sponsor", by=pilote, at=AT,
    )  # fmt: skip  # a table reads by its lines
    assert evidence.provide([key])[key][evidence.ACCEPTED].complete
    sent(other, pilote)
    fact = evidence.provide([key])[key][evidence.ACCEPTED]
    assert (fact.complete, "1 lettre" in fact.text.replace("\u00a0", " ")) == (False, True)
