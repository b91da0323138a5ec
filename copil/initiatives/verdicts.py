"""What the minimum rules of a method say of an initiative: held, not held, or not verifiable yet.

A verdict never blocks anything. It reads the facts that the product finds, the dates on which people said
where an activity stands, and the dates of the changes of stage. Over plain values.
"""

import datetime as dt
import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from copil.initiatives import method_file, rules
from copil.initiatives.enums import ActivityState, RuleVerdict
from copil.initiatives.evidence import Evidence

_NBSP = "\N{NO-BREAK SPACE}"
_MONTHS = 12
_DONE = rules.SETTLED - {ActivityState.SKIPPED}


@dataclass(frozen=True)
class Standing:
    """Where an activity stands, in which stage, and its day: said by somebody, else that of its facts."""

    title: str
    state: ActivityState
    on: dt.date | None
    stage: str = ""


@dataclass(frozen=True)
class Stay:
    """The days an initiative entered a stage and left it."""

    title: str
    entered: dt.date | None
    left: dt.date | None


@dataclass(frozen=True)
class Known:
    """All that a verdict may read; ``provided`` are the keys that the product can find."""

    facts: Mapping[str, Evidence]
    provided: Collection[str]
    standings: Mapping[str, Standing]
    stays: Mapping[str, Stay]
    today: dt.date


@dataclass(frozen=True)
class Judged:
    """A rule with its verdict and, in French, what it is drawn from."""

    rule: method_file.Rule
    verdict: RuleVerdict
    why: str


def stays(
    *, stages: Sequence[method_file.Stage], moves: Sequence[tuple[str, dt.date]], opened_on: dt.date | None
) -> dict[str, Stay]:
    """Return the stay in each stage, from its first entry to its last leaving (``moves`` in order of date).

    The first stage begins the day the initiative was opened, when that day is earlier.
    """
    found = {stage.key: Stay(stage.title, None, None) for stage in stages}
    ends = [day for _, day in moves[1:]]
    for (key, entered), left in itertools.zip_longest(moves, ends):
        if key in found:
            first = found[key].entered or entered
            if stages[0].key == key and opened_on is not None:
                first = min(first, opened_on)
            found[key] = Stay(found[key].title, first, left)
    return found


def judge(*, rule: method_file.Rule, known: Known) -> Judged:
    """Return the verdict on one rule; a rule that reads nothing is only recalled."""
    reads = rule.reads
    if reads is None:
        verdict, why = RuleVerdict.UNKNOWN, "Cette règle se rappelle\u00a0: à vous de voir si elle est tenue."
    elif reads.facts and not (reads.order and not any(key in known.facts for key in reads.facts)):
        verdict, why = _facts(reads.facts, rule.activities, known)
    elif reads.order:
        verdict, why = _order(reads.order, known.standings)
    elif reads.months:
        verdict, why = _months(known.stays.get(reads.stage), reads.months, known.today)
    else:
        verdict, why = _settled(known.stays.get(reads.stage), reads.settled, known.standings)
    return Judged(rule, verdict, why)


def _facts(keys: Sequence[str], activities: Sequence[str], known: Known) -> tuple[RuleVerdict, str]:
    """Judge what facts show; what people said done by hand, while no fact is there, cannot be verified.

    Nothing is held against an initiative before its time: while the stage goes on, what is missing may come.
    """
    if any(key not in known.provided and key not in known.facts for key in keys):
        return RuleVerdict.UNKNOWN, "Copil ne voit pas encore ce qu’il faudrait pour le dire."
    held = [known.facts[key] for key in keys if key in known.facts]
    if len(held) == len(keys) and all(fact.complete for fact in held):
        return RuleVerdict.MET, f"{held[0].text}."
    if held and _is_over(activities, known):
        return RuleVerdict.UNMET, f"{held[0].text}."
    if held:
        return RuleVerdict.UNKNOWN, f"Pas encore\u00a0: {held[0].text}, et l’étape n’est pas finie."
    if activities and all(known.standings[one].state in _DONE for one in activities):
        return RuleVerdict.UNKNOWN, "C’est dit fait, sans rien dans Copil pour le vérifier."
    if not _is_over(activities, known):
        return RuleVerdict.UNKNOWN, "Pas encore\u00a0: l’étape n’est pas finie."
    return RuleVerdict.UNMET, "Rien ne le montre pour l’instant."


def _is_over(activities: Sequence[str], known: Known) -> bool:
    """Tell whether a rule may be said not to be held: its activities settled, or their stages over.

    A stage is over once left, or once everything in it is settled.
    """
    if all(known.standings[one].state in rules.SETTLED for one in activities):
        return True
    stages = {known.standings[one].stage for one in activities}
    going_on = {one.stage for one in known.standings.values() if one.state not in rules.SETTLED}
    left = {key for key, stay in known.stays.items() if stay.left is not None}
    return not (stages & going_on) - left


def _order(groups: Sequence[Sequence[str]], standings: Mapping[str, Standing]) -> tuple[RuleVerdict, str]:
    """Judge each group against the one that follows it; what was set aside, with its reason, is left out."""
    waiting = ""
    for earlier, later in itertools.pairwise(groups):
        before = [standings[one] for one in earlier if standings[one].state is not ActivityState.SKIPPED]
        after = [standings[one] for one in later if standings[one].state is not ActivityState.SKIPPED]
        done = [one for one in after if one.state in _DONE]
        for one, other in itertools.product(done, before):
            if other.state not in _DONE:
                return RuleVerdict.UNMET, f"{_quoted(one)} est faite, {_quoted(other)} ne l’est pas."
            if one.on and other.on and other.on > one.on:
                return RuleVerdict.UNMET, f"{_quoted(one)} a eu lieu avant {_quoted(other)}."
        if len(done) < len(after):
            left = next(one for one in after if one.state not in _DONE)
            waiting = waiting or f"{_quoted(left)} n’est pas encore faite."
        elif any(one.on is None for one in (*before, *after)):
            waiting = waiting or "Tout est fait, mais sans date pour le vérifier."
    if waiting:
        return RuleVerdict.UNKNOWN, waiting
    return RuleVerdict.MET, "Les dates de ces activités se suivent."


def _months(stay: Stay | None, asked: method_file.Months, today: dt.date) -> tuple[RuleVerdict, str]:
    if stay is None or stay.entered is None:
        return RuleVerdict.UNKNOWN, "L’étape n’a pas commencé."
    lasted = _whole_months(stay.entered, stay.left or today)
    told = f"{lasted}{_NBSP}mois" if lasted else "moins d’un mois"
    if stay.left is None:
        verdict = RuleVerdict.UNMET if lasted > asked.at_most else RuleVerdict.UNKNOWN
        return verdict, f"L’étape dure depuis {told} et n’est pas finie."
    fits = asked.at_least <= lasted <= asked.at_most
    return RuleVerdict.MET if fits else RuleVerdict.UNMET, f"L’étape a duré {told}."


def _settled(
    stay: Stay | None, activities: Sequence[str], standings: Mapping[str, Standing]
) -> tuple[RuleVerdict, str]:
    open_ones = [standings[one] for one in activities if standings[one].state not in rules.SETTLED]
    if stay is None or stay.left is None:
        if not open_ones:
            return RuleVerdict.MET, "Tout est réglé, et l’étape n’est pas finie."
        count = len(open_ones)
        return RuleVerdict.UNKNOWN, f"L’étape n’est pas finie\u00a0: il reste {_counted(count)}."
    if open_ones:
        return RuleVerdict.UNMET, f"L’étape est finie, et {_quoted(open_ones[0])} n’est pas réglée."
    late = [standings[one] for one in activities if (standings[one].on or dt.date.min) > stay.left]
    if late:
        return RuleVerdict.UNMET, f"{_quoted(late[0])} a été réglée après la fin de l’étape."
    if any(standings[one].on is None for one in activities):
        return RuleVerdict.UNKNOWN, "Tout est réglé, mais sans date pour le vérifier."
    return RuleVerdict.MET, "Tout était réglé avant la fin de l’étape."


def _quoted(standing: Standing) -> str:
    return f"«{_NBSP}{standing.title}{_NBSP}»"


def _counted(count: int) -> str:
    return f"{count} activité à régler" if count == 1 else f"{count} activités à régler"


def _whole_months(start: dt.date, end: dt.date) -> int:
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    return max(0, months - (end.day < start.day))
