"""A result in words: who comes first, and what parts each proposal from the next."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from copil.algorithms.voting.criteria import Steadiness
from copil.algorithms.voting.equal_shares import EqualShares
from copil.algorithms.voting.judgment import Judged
from copil.ballots.enums import Grade, Method
from copil.ballots.rules import Mark, Question, key_in_grid
from copil.core.typography import money, number, plural

Note = tuple[int, int]


def listed(labels: Sequence[str]) -> str:
    """Return names one after the other: « A », « B » et « C »."""
    quoted = [f"« {label} »" for label in labels]
    return " et ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1]))) if quoted else ""


def first(labels: Sequence[str], does: str) -> str:
    """Say who comes first, or that several do."""
    if len(labels) == 1:
        return f"{listed(labels)} {does}."
    return f"Égalité en tête : {listed(labels)}."


def dots(total: int, people: int) -> str:
    return f"{plural(total, 'point')}, {plural(people, 'personne')}"


def voices(total: int) -> str:
    return f"{total} voix"


def duels(won: int, fought: int) -> str:
    return f"{plural(won, 'duel gagné', 'duels gagnés')} sur {fought}"


def out_of(note: Fraction) -> str:
    return f"{number(round(float(note), 2))} sur 5"


def cost(euros: int, votes: int) -> str:
    return f"{money(euros)}, {votes} voix"


def grade(one: Judged) -> str:
    """Say the mention of the middle and the two camps."""
    return f"{Grade(one.grade).label}, {one.above} au-dessus, {one.below} au-dessous"


def gap(labels: Sequence[str], totals: Sequence[int], unit: str = "point") -> tuple[str, ...]:
    """Say by how much each proposal precedes the next one."""
    said = []
    for place in range(len(labels) - 1):
        by = totals[place] - totals[place + 1]
        one, other = f"« {labels[place]} »", f"« {labels[place + 1]} »"
        told = f"{by} voix" if unit == "voix" else plural(by, unit)
        said.append(f"{one} précède {other} de {told}." if by else f"{one} et {other} sont à égalité.")
    return tuple(said)


def duel(names: Sequence[str], mine: int, theirs: int) -> str:
    """Say what a duel gave; a lost one is made up for by stronger duels with others."""
    one, other = names
    if mine > theirs:
        return f"« {one} » est préférée à « {other} » par {mine} personnes contre {theirs}."
    if mine == theirs:
        return f"« {one} » et « {other} » font jeu égal : {mine} partout."
    return (
        f"« {one} » perd son duel avec « {other} » ({mine} contre {theirs}), "
        "mais la devance par une suite de duels plus nets."
    )


def parted(names: Sequence[str], found: tuple[int, Note, Note] | None) -> str:
    """Say what parts two proposals judged one after the other."""
    better, worse = names
    if found is None:
        return f"« {better} » et « {worse} » ont reçu les mêmes mentions."
    turn, (grade_one, camp_one), (grade_other, camp_other) = found
    if turn == 0 and grade_one != grade_other:
        return (
            f"« {better} » précède « {worse} » : {Grade(grade_one).label.lower()} "
            f"contre {Grade(grade_other).label.lower()}."
        )
    if grade_one == grade_other:
        return (
            f"« {better} » et « {worse} » ont la même mention ; on compare leur plus grand camp : "
            f"{_camp(camp_one)} contre {_camp(camp_other)}."
        )
    return (
        f"« {better} » précède « {worse} » après {plural(turn, 'départage')} : la mention suivante est "
        f"{Grade(grade_one).label.lower()} contre {Grade(grade_other).label.lower()}."
    )


def _camp(size: int) -> str:
    return f"{size} au-dessus" if size > 0 else f"{-size} au-dessous"


def notes(question: Question, order: Sequence[str], means: Sequence[Sequence[Fraction]]) -> tuple[str, ...]:
    """Say on which criterion each proposal gains most over the next one."""
    position = {choice.key: place for place, choice in enumerate(question.choices)}
    said = []
    for one, other in pairwise(order):
        mine, theirs = position[one], position[other]
        gains = [
            (mark.weight * (means[mine][place] - means[theirs][place]), place)
            for place, mark in enumerate(question.marks)
        ]
        best, place = max(gains, key=lambda gain: (gain[0], -gain[1]))
        names = question.choices[mine].label, question.choices[theirs].label
        if best <= 0:
            said.append(f"« {names[0]} » et « {names[1]} » sont à égalité.")
            continue
        said.append(
            f"« {names[0]} » gagne surtout sur « {names[1]} » par « {question.marks[place].label} » : "
            f"{out_of(means[mine][place])} contre {out_of(means[theirs][place])}."
        )
    return tuple(said)


def steady(marks: Sequence[Mark], found: Sequence[Steadiness]) -> tuple[str, ...]:
    """Say between which weights the first proposal stays first."""
    return tuple(
        f"« {mark.label} » pèse {percent(one.share)} ; la première proposition le reste "
        f"tant que ce critère pèse entre {percent(one.low)} et {percent(one.high)}."
        for mark, one in zip(marks, found, strict=True)
    )


def percent(share: Fraction) -> str:
    return f"{number(round(float(share) * 100))}\u00a0%"


def chosen(labels: Sequence[str], spent: int, budget: int) -> str:
    """Say what is chosen under the budget."""
    if not labels:
        return "Aucune proposition ne peut être payée par celles et ceux qui la soutiennent."
    return f"{listed(labels)} : {money(spent)} sur {money(budget)}."


def bought(question: Question, found: EqualShares) -> tuple[str, ...]:
    """Say who pays what for each proposal chosen, and what the others lack."""
    labels = {choice.key: choice for choice in question.choices}
    said = [f"Chaque personne dispose de {money(round(float(found.last_share), 2))}."]
    for one in found.purchases:
        emptied = f", dont {one.emptied} tout ce qui leur reste" if one.emptied else ""
        people = plural(one.supporters, "personne")
        pays = money(round(float(one.pays), 2))
        said.append(f"« {labels[one.project].label} » : {people}, {pays} au plus chacune{emptied}.")
    for key, left in found.left.items():
        said.append(
            f"« {labels[key].label} » coûte {money(labels[key].cost)} : celles et ceux qui la soutiennent "
            f"n’ont plus que {money(round(float(left), 2))}."
            if left < labels[key].cost
            else f"« {labels[key].label} » ne tient plus dans le budget."
        )
    return tuple(said)


def in_words(asked: Question, paper: dict[str, int]) -> str:
    """Say what a paper says, proposal by proposal."""
    if asked.method is Method.GRID:
        return ", ".join(
            f"{choice.label} {'-'.join(str(paper.get(key_in_grid(choice, mark), 0)) for mark in asked.marks)}"
            for choice in asked.choices
            if any(key_in_grid(choice, mark) in paper for mark in asked.marks)
        )
    found = [(choice, paper[choice.key]) for choice in asked.choices if choice.key in paper]
    if asked.method is Method.JUDGMENT:
        return ", ".join(f"{choice.label} : {Grade(figure).label.lower()}" for choice, figure in found)
    if asked.method in (Method.APPROVAL, Method.BUDGET):
        return ", ".join(choice.label for choice, _ in found)
    return ", ".join(f"{choice.label} : {figure}" for choice, figure in found)
