"""Date polls: proposed, asked, answered by link or from an account, ranked, chosen."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from conftest import ClientFor
from copil.core.errors import ActionRefused, Conflict
from copil.directory.models import Person
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, Workspace, reference
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.meetings import poll_wording, polling
from copil.meetings.actions import poll_answers, poll_choice, poll_letters, polls
from copil.meetings.enums import MeetingState
from copil.meetings.models import DatePoll, Meeting, Participant, PollAnswer, PollSlot, PollVoter
from copil.meetings.poll_enums import PollState
from copil.meetings.rules import polls as rules
from copil.notifications.models import OutboxMessage
from tests.at_once import at_once
from tests.factories.meetings import AT, meeting_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
DAYS = (dt.date(2026, 12, 8), dt.date(2026, 12, 22))
HOURS = (dt.time(9, 30), dt.time(18))
DATES = rules.instants(days=DAYS, hours=HOURS, zone="Europe/Paris")


def drafted(workspace: Workspace, number: int = 3) -> Meeting:
    meeting = meeting_of(workspace, starts_at=None)
    people = Person.objects.bulk_create(
        Person(
            workspace=workspace,
            given_name="Ana",
            family_name=f"Nom{n:03d}",
            name_key=f"nom{n:03d} ana",
            email=f"ana{n}@ville.example",
        )
        for n in range(number)
    )
    Participant.objects.bulk_create(
        Participant(workspace=workspace, meeting=meeting, person=one) for one in people
    )
    return meeting


def opened(workspace: Workspace, by: User, number: int = 3) -> DatePoll:
    meeting = drafted(workspace, number)
    poll = polls.propose(meeting=meeting, instants=DATES, by=by, at=AT)
    polls.change(
        poll=poll,
        values={**{name: getattr(poll, name) for name in polls.FIELDS}, "zone": "C"},
        expected=poll.version,
        by=by,
        at=AT,
    )
    poll.refresh_from_db()
    polls.open_poll(poll=poll, expected=poll.version, by=by, at=AT)
    poll.refresh_from_db()
    return poll


def slots(poll: DatePoll) -> list[PollSlot]:
    return list(PollSlot.objects.of_poll(poll).order_by("starts_at"))


def voters(poll: DatePoll) -> list[PollVoter]:
    return list(PollVoter.objects.asked(poll).in_order())


def say(poll: DatePoll, voter: PollVoter, *said: str, by: User) -> None:
    named = {str(slot.pk): reply for slot, reply in zip(slots(poll), said, strict=False) if reply}
    poll_answers.answer(voter=voter, said=named, word="", by=by, at=AT)


def token_of(voter: PollVoter) -> str:
    address = voter.participant.person.email
    body = OutboxMessage.objects.filter(recipient=address).latest("pk").body
    found = re.search(r"/dates-reunion/([\w-]+)/", body)
    assert found
    return found.group(1)


def link_of(voter: PollVoter) -> SignedLink:
    token = links.issue(
        workspace=voter.workspace,
        purpose=LinkPurpose.DATES,
        target=reference(voter),
        at=AT,
        lifetime=DAY,
        single_use=False,
    )
    found = links.find(token, purpose=LinkPurpose.DATES, at=AT)
    assert found is not None
    return found


def address(name: str, poll: DatePoll, **more: Any) -> str:
    where = {"workspace": poll.workspace.slug, "pk": poll.meeting_id, **more}
    return reverse(f"meetings:{name}", kwargs=where)


def test_nothing_leaves_before_it_opens_and_each_is_written_to_once(
    workspace: Workspace, pilote: User
) -> None:
    poll = polls.propose(meeting=drafted(workspace), instants=DATES, by=pilote, at=AT)
    assert OutboxMessage.objects.count() == 0
    assert (poll.closes_at - AT) < 11 * DAY
    polls.open_poll(poll=poll, expected=poll.version, by=pilote, at=AT)
    assert [poll_letters.tell(poll=poll, at=AT) for _ in range(2)] == [3, 0]
    with pytest.raises(ActionRefused, match="déjà passée"):
        polls.propose(meeting=poll.meeting, instants=[AT - DAY], by=pilote, at=AT)
    polls.propose(meeting=poll.meeting, instants=[DATES[0] + DAY], by=pilote, at=AT)
    assert poll_letters.tell(poll=poll, at=AT) == 3
    assert "nouvelles dates" in OutboxMessage.objects.latest("pk").body
    with pytest.raises(ActionRefused, match="40 dates"):
        polls.propose(
            meeting=poll.meeting, instants=[DATES[0] + n * DAY for n in range(50)], by=pilote, at=AT
        )


@time_machine.travel(AT, tick=False)
def test_answered_by_link_without_an_account_until_it_closes(
    client: Client, workspace: Workspace, pilote: User
) -> None:
    poll = opened(workspace, pilote)
    poll_letters.tell(poll=poll, at=AT)
    voter = voters(poll)[0]
    url = reverse("meetings:poll_answer", args=[token_of(voter)])
    page = client.get(url).content.decode()
    assert page.count("<fieldset") == len(DATES)
    assert "Nom001" not in page
    assert PollAnswer.objects.count() == 0
    first, second, *_ = slots(poll)
    assert "Répondez pour une date" in client.post(url, {}).content.decode()
    said = {f"date_{first.pk}": "yes", f"date_{second.pk}": "if_need_be", "date_x": "yes"}
    assert client.post(url, said).status_code == 302
    assert client.post(url, {f"date_{first.pk}": "remote", "word": "Avant 20 h"}).status_code == 302
    stored = PollVoter.objects.get(pk=voter.pk)
    assert (poll_answers.answers_of(stored), stored.word) == ({first.pk: "remote"}, "Avant 20 h")
    assert "If need be" in client.get(url + "?langue=en").content.decode()
    line = JournalEntry.objects.filter(verb="answer_poll").latest("seq")
    assert "Nom000" not in str(line.payload)
    polls.close(poll=poll, expected=poll.version, by=pilote, at=AT)
    assert client.get(url).status_code == 404
    assert "déjà donnée est gardée" in client.post(url, said).content.decode()


@pytest.mark.django_db(transaction=True)
def test_fifty_answers_at_once_lose_nothing(workspace: Workspace, pilote: User) -> None:
    poll = opened(workspace, pilote, 50)
    people = voters(poll)
    found = [link_of(one) for one in people]
    said = {str(one.pk): "yes" for one in slots(poll)}

    def answer(number: int) -> None:
        poll_answers.answer_by_link(link=found[number], said=said, word="", language="fr", at=AT)

    at_once(answer)
    assert PollAnswer.objects.count() == 50 * len(DATES)
    assert PollVoter.objects.exclude(answered_at=None).count() == 50
    assert journal.verify(workspace) == []


def test_the_best_dates_are_explained(workspace: Workspace, pilote: User) -> None:
    poll = opened(workspace, pilote)
    needed, other, silent = voters(poll)
    polls.weigh(poll=poll, said={needed.pk: (True, 2)}, by=pilote, at=AT)
    DatePoll.objects.filter(pk=poll.pk).update(quorum=2)
    poll.refresh_from_db()
    say(poll, needed, "no", "if_need_be", "yes", "yes", by=pilote)
    say(poll, other, "yes", "remote", "yes", "no", by=pilote)
    counted = polling.count(poll)
    assert (counted.answered, counted.silent) == (2, 1)
    best, second, third, last = counted.verdicts
    assert [slots(poll).index(one.slot) for one in (best, second, third, last)] == [2, 1, 3, 0]
    assert "2 personnes sur 3 peuvent venir ; 1 n’a rien dit." in best.sentences[0].replace("\u00a0", " ")
    assert "atteint : 2 pour 2" in best.sentences[1]
    assert "vacances de Noël, zone C" in best.sentences[-1]
    assert second.behind == "plus de personnes ne viendraient qu’au besoin"
    assert "à distance" in second.sentences[0]
    assert "Ana Nom000" in last.sentences[1]
    assert last.behind == "une personne nécessaire de plus n’y serait pas"
    assert not last.is_possible
    assert silent.answered_at is None


def test_the_date_chosen_closes_the_poll_and_others_begin_a_series(
    workspace: Workspace, pilote: User
) -> None:
    poll = opened(workspace, pilote)
    stale, chosen = poll.version, [one.pk for one in slots(poll)[1:3]]
    DatePoll.objects.filter(pk=poll.pk).update(version=stale + 1)
    with pytest.raises(Conflict):
        poll_choice.choose(poll=poll, slots=chosen, expected=stale, by=pilote, at=AT)
    moved = poll_choice.choose(poll=poll, slots=chosen, expected=stale + 1, by=pilote, at=AT)
    assert (moved.starts_at, moved.state) == (DATES[1], MeetingState.DRAFT)
    other = Meeting.objects.get(series=moved.series, starts_at=DATES[2])
    assert other.pk != moved.pk
    poll.refresh_from_db()
    assert poll.state == PollState.CLOSED
    assert [one.kept_for_id for one in slots(poll)] == [None, moved.pk, other.pk, None]
    assert OutboxMessage.objects.count() == 0
    later = AT + 5 * DAY
    polls.reopen(poll=poll, closes_at=later, expected=poll.version, by=pilote, at=AT)
    poll.refresh_from_db()
    assert poll.takes_answers(at=AT)
    copied = polls.copy(poll=poll, meeting=drafted(workspace), by=pilote, at=AT)
    assert [one.starts_at for one in slots(copied)] == list(DATES)
    polls.cancel(poll=poll, reason="Trop tôt", expected=poll.version, by=pilote, at=AT)
    assert polls.current(poll.meeting) is None
    assert journal.verify(workspace) == []


@time_machine.travel(AT, tick=False)
def test_the_screens_show_answers_to_those_who_prepare_only(
    workspace: Workspace, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    meeting = drafted(workspace)
    mine = Person.objects.create(workspace=workspace, family_name="Moi", name_key="moi", user=membre)
    Participant.objects.create(workspace=workspace, meeting=meeting, person=mine)
    leader, member = client_for(pilote), client_for(membre)
    where = {"workspace": workspace.slug, "pk": meeting.pk}
    names = ("", "_slots", "_edit", "_people", "_open", "_table", "_mine", "_choose")
    pages = {f"poll{name}": reverse(f"meetings:poll{name}", kwargs=where) for name in names}
    assert "Proposer des dates" in leader.get(pages["poll"]).content.decode()
    shown = leader.get(pages["poll_slots"] + "?du=2026-12-14").content.decode()
    assert 'value="2026-12-25"' in shown
    assert "jour férié : Noël" in shown.replace("\u00a0", " ")
    sent = {"day": [day.isoformat() for day in DAYS], "hour_0": "09:30", "hour_2": "18:00"}
    assert leader.post(pages["poll_slots"], sent).status_code == 302
    assert leader.post(pages["poll_slots"], {"day": "x"}).status_code == 200
    assert "Ouvrir le sondage" in leader.get(pages["poll"]).content.decode()
    assert member.get(pages["poll_slots"]).status_code == 403
    voter = voters(DatePoll.objects.get())[0]
    weights = {"voter": str(voter.pk), "required": str(voter.pk), f"weight_{voter.pk}": "3"}
    leader.post(pages["poll_people"], weights)
    assert PollVoter.objects.get(required=True).weight == 3
    edited = {"until_day": "2026-11-30", "until_hour": "18:00", "quorum": "2", "zone": "C", "version": "1"}
    assert leader.post(pages["poll_edit"], edited).status_code == 302
    assert leader.post(pages["poll_edit"], {**edited, "quorum": "3"}).status_code == 409
    assert leader.post(pages["poll_open"], {"version": "1"}).status_code == 409
    assert leader.post(pages["poll_open"], {"version": "2"}).status_code == 302
    first = PollSlot.objects.order_by("starts_at")[0]
    assert member.post(pages["poll_mine"], {f"date_{first.pk}": "yes"}).status_code == 302
    assert PollAnswer.objects.get().reply == "yes"
    hidden = member.get(pages["poll"]).content.decode()
    assert "ne sont pas publiques" in hidden
    assert member.get(pages["poll_table"]).status_code == 403
    assert "Nom001" in leader.get(pages["poll_table"]).content.decode()
    assert client_for(visiteur).get(pages["poll"]).status_code == 404
    assert leader.post(pages["poll_choose"], {"slot": str(first.pk), "version": "3"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.starts_at == first.starts_at
    assert "Date retenue" in leader.get(pages["poll"]).content.decode()


@time_machine.travel(AT, tick=False)
def test_forty_dates_and_two_hundred_people_stay_readable(
    workspace: Workspace, pilote: User, client_for: ClientFor, django_assert_max_num_queries: Any
) -> None:
    meeting = drafted(workspace, 200)
    dates = rules.instants(days=[DAYS[0] + n * DAY for n in range(20)], hours=HOURS, zone="Europe/Paris")
    poll = polls.propose(meeting=meeting, instants=dates, by=pilote, at=AT)
    polls.open_poll(poll=poll, expected=poll.version, by=pilote, at=AT)
    replies = ("yes", "if_need_be", "remote", "no")
    PollAnswer.objects.bulk_create(
        PollAnswer(workspace=workspace, voter=one, slot=slot, reply=replies[(n + m) % 4])
        for n, one in enumerate(voters(poll))
        for m, slot in enumerate(slots(poll))
    )
    client = client_for(pilote)
    for name in ("poll", "poll_table", "poll_people"):
        client.get(address(name, poll))
        with django_assert_max_num_queries(15):
            page = client.get(address(name, poll)).content.decode()
        assert len(re.findall(r"<[a-z]", page)) < 600, name


def test_every_language_says_everything() -> None:
    french = poll_wording.words("fr").keys()
    assert all(one.keys() == french for one in poll_wording.languages().values())
