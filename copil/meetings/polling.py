"""The dates of a poll, ranked by the answers and explained in plain words."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from copil.algorithms.dates import holidays
from copil.algorithms.dates.choice import Answer, Candidate, Criterion, Ranked, best_dates, decided_by
from copil.algorithms.dates.choice import Person as Asked
from copil.core import typography
from copil.meetings.models import DatePoll, PollAnswer, PollSlot, PollVoter
from copil.meetings.poll_enums import PollReply

_COUNTED = {
    PollReply.YES.value: Answer.YES,
    PollReply.REMOTE.value: Answer.YES,
    PollReply.IF_NEED_BE.value: Answer.IF_NEED_BE,
    PollReply.NO.value: Answer.NO,
}
_SHOWN_NAMES = 4
_BEHIND: Mapping[Criterion, str] = {
    Criterion.REQUIRED_MISSING: "une personne nécessaire de plus n’y serait pas",
    Criterion.REQUIRED_UNKNOWN: "une personne nécessaire n’a pas répondu",
    Criterion.QUORUM: "elle est plus loin du quorum",
    Criterion.ATTENDANCE: "moins de personnes peuvent venir, ou elles comptent moins",
    Criterion.COMFORT: "plus de personnes ne viendraient qu’au besoin",
    Criterion.BALANCE: "une partie des personnes y serait moins représentée",
    Criterion.DAY_OFF: "elle tombe sur des vacances ou un jour férié",
    Criterion.EARLIEST: "à réponses égales, elle est plus tardive",
}


@dataclass(frozen=True)
class Verdict:
    """One date: its figures, what is to be said for and against it, why it comes after the first."""

    slot: PollSlot
    ranked: Ranked
    remote: int
    coming: int
    asked: int
    sentences: Sequence[str]
    behind: str

    @property
    def place(self) -> int:
        return self.ranked.place

    @property
    def is_possible(self) -> bool:
        return self.ranked.is_possible

    @property
    def plain_yes(self) -> int:
        """Return how many come in person without trouble."""
        return self.ranked.yes - self.remote


@dataclass(frozen=True)
class Count:
    """A poll counted: the dates, the best first; the people; what each said of each date."""

    verdicts: Sequence[Verdict]
    voters: Sequence[PollVoter]
    said: Mapping[tuple[uuid.UUID, uuid.UUID], str]

    @property
    def answered(self) -> int:
        """Return how many people answered."""
        return sum(one.answered_at is not None for one in self.voters)

    @property
    def silent(self) -> int:
        return len(self.voters) - self.answered


def count(poll: DatePoll) -> Count:
    """Rank the dates of a poll by the answers so far (three queries)."""
    slots = list(PollSlot.objects.of_poll(poll).select_related("kept_for").order_by("starts_at"))
    voters = list(
        PollVoter.objects.asked(poll)
        .select_related("participant__person", "participant__organisation")
        .in_order()
    )
    known = {one.pk for one in voters}
    rows = PollAnswer.objects.filter(voter__poll=poll, slot__archived_at=None)
    said = {
        (who, slot): reply for who, slot, reply in rows.values_list("voter", "slot", "reply") if who in known
    }
    ranked = best_dates(
        candidates=[Candidate(str(one.pk), one.starts_at, day_off(one, zone=poll.zone)) for one in slots],
        people=[Asked(str(one.pk), one.weight, one.required, group_of(one)) for one in voters],
        answers={(str(who), str(slot)): _COUNTED[reply] for (who, slot), reply in said.items()},
        quorum=poll.quorum,
    )
    by_pk, names = {str(one.pk): one for one in slots}, {str(one.pk): str(one.participant) for one in voters}
    remote: dict[str, int] = {}
    for (_, slot), reply in said.items():
        remote[str(slot)] = remote.get(str(slot), 0) + (reply == PollReply.REMOTE)
    verdicts = [
        _verdict(one, ranked[0], by_pk[one.candidate.key], names, remote.get(one.candidate.key, 0))
        for one in ranked
    ]
    return Count(verdicts, voters, said)


def day_off(slot: PollSlot, *, zone: str) -> str:
    """Return why few people may come that day, "" when nothing says so."""
    day = timezone.localtime(slot.starts_at).date()
    return holidays.day_off(day, zones=[zone] if zone else [], calendar=holidays.school_calendar())


def group_of(voter: PollVoter) -> str:
    """Return the college of somebody, else the kind of the structure they come for."""
    one = voter.participant
    if one.college:
        return one.college
    return one.organisation.get_kind_display() if one.organisation else "Sans structure"


def _verdict(one: Ranked, first: Ranked, slot: PollSlot, names: Mapping[str, str], remote: int) -> Verdict:
    behind = decided_by(first, one) if one is not first else None
    return Verdict(
        slot=slot,
        ranked=one,
        remote=remote,
        coming=one.everybody.coming,
        asked=one.everybody.members,
        sentences=_sentences(one, names, remote),
        behind=_BEHIND[behind] if behind else "",
    )


def _sentences(one: Ranked, names: Mapping[str, str], remote: int) -> list[str]:
    """Say who can come, who is missing, whether the quorum holds, who is served least."""
    said = [_coming(one, remote)]
    if one.required_missing:
        missing = _named(one.required_missing, names)
        said.append(f"Présence nécessaire, mais impossible ce jour-là : {missing}.")
    if one.required_unknown:
        said.append(f"Présence nécessaire, sans réponse : {_named(one.required_unknown, names)}.")
    everybody = one.everybody
    if everybody.quorum:
        held = "est atteint" if not everybody.missing else "n’est pas atteint"
        said.append(f"Le quorum {held} : {everybody.coming} pour {everybody.quorum} nécessaires.")
    least = min(one.colleges, key=lambda group: (group.share, group.college), default=None)
    if least is not None and len(one.colleges) > 1 and least.share < 1:
        said.append(f"Partie la moins présente : {least.college}, {least.coming} sur {least.members}.")
    if one.candidate.day_off:
        said.append(f"Attention : {one.candidate.day_off}.")
    return said


def _coming(one: Ranked, remote: int) -> str:
    total = one.everybody
    people = typography.plural(total.coming, "personne")
    text = f"{people} sur {total.members} {'peut' if total.coming < 2 else 'peuvent'} venir"
    parts = [f"{one.if_need_be} au besoin"] if one.if_need_be else []
    parts += [f"{remote} à distance"] if remote else []
    if parts:
        text += f", dont {' et '.join(parts)}"
    if one.silent:
        text += f" ; {one.silent} {'n’a' if one.silent < 2 else 'n’ont'} rien dit"
    return f"{text}."


def _named(keys: Sequence[str], names: Mapping[str, str]) -> str:
    listed = [names[key] for key in keys[:_SHOWN_NAMES]]
    more = len(keys) - len(listed)
    return ", ".join(listed) + (f" et {typography.plural(more, 'autre')}" if more else "")
