"""The link of a mission letter: without account, used as often as one likes: one row, one state."""

import datetime as dt
import re

import pytest
from django.test import Client

from copil.core.errors import ActionRefused
from copil.governance.actions import letter_links
from copil.governance.actions import letters as actions
from copil.governance.models import LetterVersion, MissionLetter
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, Workspace
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.notifications.models import Notification, OutboxMessage
from tests.at_once import at_once
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory

PURPOSE = LinkPurpose.MISSION_LETTER


@pytest.fixture
def letter(workspace: Workspace, pilote: User, now: dt.datetime) -> MissionLetter:
    initiative = InitiativeFactory.create(workspace=workspace, title="Relève")
    person = PersonFactory.create(workspace=workspace, email="")
    return actions.prepare_letter(
        initiative=initiative, workspace=workspace, person=person, role="technical", by=pilote, at=now
    )


def sent(letter: MissionLetter, by: User, at: dt.datetime) -> str:
    """Send the version in preparation, and return the token that left."""
    until, version = (at + dt.timedelta(days=10)).date(), actions.latest(letter).version
    letter_links.send_letter(
        letter=letter, expected=version, email="ines@ville.example", until=until, by=by, at=at
    )
    return token_of()


def token_of() -> str:
    body = OutboxMessage.objects.filter(kind="governance.letter_sent").latest("pk").body
    found = re.search(r"/lettre-de-mission/([\w-]+)/", body)
    assert found
    return found.group(1)


@pytest.mark.django_db
def test_a_person_without_account_comments_then_accepts(
    letter: MissionLetter, pilote: User, now: dt.datetime
) -> None:
    address = f"/lettre-de-mission/{sent(letter, pilote, now)}/"
    letter.person.refresh_from_db()
    assert letter.person.email == "ines@ville.example"
    guest, before = Client(), list(LetterVersion.objects.values())
    shown = guest.get(address)
    assert "Relève" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert list(LetterVersion.objects.values()) == before
    assert SignedLink.objects.get().used_at is None
    assert "Écrivez ce que" in guest.post(address, {"answer": "commented"}).content.decode()
    told = {"answer": "commented", "comment": "Un jour de trop par semaine."}
    assert guest.post(address, told).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "commented"
    assert guest.post(address, {"answer": "accepted"}).status_code == 302
    assert "accepté cette lettre" in guest.post(address, told).content.decode()
    version = LetterVersion.objects.get()
    assert (version.answer, version.comment) == ("accepted", "Un jour de trop par semaine.")
    titles = list(Notification.objects.filter(user=pilote).values_list("title", flat=True))
    assert len(titles) == 2
    assert journal.verify(letter.workspace) == []


@pytest.mark.django_db
def test_a_link_dies_with_its_day_its_purpose_a_new_one_a_new_version_or_the_letter(
    letter: MissionLetter, pilote: User, now: dt.datetime
) -> None:
    first = sent(letter, pilote, now)
    assert links.find(first, purpose=LinkPurpose.STATUS, at=now) is None
    assert links.find(first, purpose=PURPOSE, at=now + dt.timedelta(days=12)) is None
    until = (now + dt.timedelta(days=5)).date()
    letter_links.send_again(letter=letter, email="ines@ville.example", until=until, by=pilote, at=now)
    assert links.find(first, purpose=PURPOSE, at=now) is None
    second = token_of()
    held = links.find(second, purpose=PURPOSE, at=now)
    assert held is not None
    actions.revise_letter(letter=letter, by=pilote, at=now)
    assert links.find(second, purpose=PURPOSE, at=now) is not None
    third = sent(letter, pilote, now)
    with pytest.raises(ActionRefused):
        letter_links.answer_letter(link=held, answer="accepted", comment="", at=now)
    assert Client().get(f"/lettre-de-mission/{second}/").status_code == 404
    actions.withdraw_letter(letter=letter, reason="Le rôle change", by=pilote, at=now)
    assert Client().get(f"/lettre-de-mission/{third}/").status_code == 404
    assert Client().post(f"/lettre-de-mission/{third}/", {"answer": "accepted"}).status_code == 404
    assert not LetterVersion.objects.exclude(answer="").exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_concurrent_uses_of_one_link_end_in_one_row_and_one_state(
    letter: MissionLetter, pilote: User, now: dt.datetime
) -> None:
    link = links.find(sent(letter, pilote, now), purpose=PURPOSE, at=now)
    assert link is not None

    def use(number: int) -> None:
        answer = "accepted" if number % 2 else "commented"
        try:
            letter_links.answer_letter(link=link, answer=answer, comment="Un mot.", at=now)
        except ActionRefused as refusal:  # a comment that comes after the acceptance
            if "accepté" not in refusal.message:
                raise

    at_once(use)
    version, stored = LetterVersion.objects.get(), MissionLetter.objects.get()
    assert (version.answer, stored.state) == ("accepted", "accepted")
    said = JournalEntry.objects.filter(verb__in=("accept", "comment"))
    assert said.filter(verb="accept").count() == 1
    assert version.version == 2 + said.count()
    assert journal.verify(letter.workspace) == []
