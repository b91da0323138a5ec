"""Count a vote of Copil again, from the file that its page gives, without anything of Copil.

``python3 recount.py vote-2026-11-23.json``: prints the result found, then whether it is the one announced.
Ends with 0 when it is, 1 when it is not, 2 when the file cannot be read. Standard library only, Python 3.11
or later; every figure is a whole number or an exact fraction. The rules are written here from their
definitions, the slow way, so that an error in the other program would show.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

FORMAT = "copil-vote/1"
Vote = dict[str, Any]
Figures = list[list[int | Fraction]]


@dataclass
class Count:
    """By proposal: its rank, whether it is chosen, the figures this rests on; first places by other rules."""

    ranks: list[int]
    chosen: list[bool]
    figures: Figures
    others: dict[str, set[int]]


def ranked(values: Sequence[Any]) -> list[int]:
    """Return the rank of each value, the greatest first; equal values share theirs."""
    return [1 + sum(other > mine for other in values) for mine in values]


def firsts(ranks: Sequence[int]) -> set[int]:
    """Return who is first."""
    return {number for number, rank in enumerate(ranks) if rank == 1}


def plain(ranks: list[int], figures: Figures, others: dict[str, set[int]]) -> Count:
    """Return a count in which the first ones are chosen."""
    return Count(ranks, [rank == 1 for rank in ranks], figures, others)


def columns(vote: Vote) -> list[list[int]]:
    """Return what each proposal got from each paper; nothing said is 0."""
    return [[paper[place] or 0 for paper in vote["papers"]] for place in range(len(vote["proposals"]))]


def beaten_paths(got: list[list[int]]) -> tuple[list[int], list[list[int]]]:
    """Compare two by two: the ranks by Schulze's method, and who is preferred to whom by how many.

    One proposal reaches another at a strength when a chain of won duels, each won by as many votes or more,
    leads there. It stands above when it reaches at a strength at which it is not reached back.
    """
    size = range(len(got))
    wins = [[sum(a > b for a, b in zip(got[one], got[other], strict=True)) for other in size] for one in size]
    above = [0] * len(got)
    strongest = [[0] * len(got) for _ in size]
    for strength in sorted({votes for row in wins for votes in row if votes}):
        for one in size:
            for other in _reached(wins, one, strength):
                strongest[one][other] = strength
    for one in size:
        for other in size:
            above[one] += strongest[other][one] > strongest[one][other]
    return ranked([-count for count in above]), wins


def _reached(wins: list[list[int]], start: int, strength: int) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        for other in range(len(wins)):
            won = wins[one][other] > wins[other][one] and wins[one][other] >= strength
            if won and other not in found:
                found.add(other)
                waiting.append(other)
    return found


def count_dots(vote: Vote) -> Count:
    """Add up the dots."""
    over = [number for number, paper in enumerate(vote["papers"], 1) if _sum(paper) > vote["dots"]]
    if over:
        raise ValueError(f"le bulletin {over[0]} donne plus de {vote['dots']} points")
    got = columns(vote)
    supporters = [sum(dots > 0 for dots in row) for row in got]
    others = {
        "Une voix par personne et par proposition choisie": firsts(ranked(supporters)),
        "Propositions comparées deux à deux (Schulze)": firsts(beaten_paths(got)[0]),
    }
    totals = [sum(row) for row in got]
    return plain(ranked(totals), [list(pair) for pair in zip(totals, supporters, strict=True)], others)


def _sum(paper: Iterable[int | None]) -> int:
    return sum(one or 0 for one in paper)


def count_approval(vote: Vote) -> Count:
    """Count who ticked each proposal."""
    voices = [sum(map(bool, row)) for row in columns(vote)]
    return plain(ranked(voices), [[one] for one in voices], {})


def count_judgment(vote: Vote) -> Count:
    """Compare middle grades; when they are equal, take one of each away and look again."""
    got = columns(vote)
    tallies: Figures = [[row.count(grade) for grade in range(len(vote["grades"]))] for row in got]
    others = {
        "Moyenne des mentions": firsts(ranked([sum(row) for row in got])),
        "Propositions comparées deux à deux (Schulze)": firsts(beaten_paths(got)[0]),
    }
    return plain(ranked([_middles(row) for row in got]), tallies, others)


def _middles(grades: list[int]) -> list[int]:
    """Return the middle grades, each taken away before the next; the lower one of two."""
    left, found = sorted(grades), []
    while left:
        found.append(left.pop((len(left) - 1) // 2))
    return found


def count_ranking(vote: Vote) -> Count:
    """Compare two by two what people ranked; what was not ranked comes last."""
    last = len(vote["proposals"]) + 1
    liked = [[last - place if place else 0 for place in row] for row in columns(vote)]
    ranks, wins = beaten_paths(liked)
    duels = [
        sum(wins[one][other] > wins[other][one] for other in range(len(wins))) for one in range(len(wins))
    ]
    figures: Figures = [list(row) for row in wins]
    return plain(ranks, figures, {"Nombre de duels gagnés": firsts(ranked(duels))})


def count_grid(vote: Vote) -> Count:
    """Weigh the mean note of each criterion."""
    weights = [one["weight"] for one in vote["criteria"]]
    figures: Figures = []
    for place in range(len(vote["proposals"])):
        start, people = place * len(weights), len(vote["papers"]) or 1
        notes = [sum(paper[start + k] for paper in vote["papers"]) for k in range(len(weights))]
        means = [Fraction(note, people) for note in notes]
        whole = sum((w * mean for w, mean in zip(weights, means, strict=True)), Fraction(0)) / sum(weights)
        figures.append([*means, whole])
    return plain(ranked([row[-1] for row in figures]), figures, {})


def count_budget(vote: Vote) -> Count:
    """Share the budget equally; supporters pay, the least each the first; shares then rise by 1 euro."""
    got = columns(vote)
    costs = [one["cost"] for one in vote["proposals"]]
    voices = [sum(map(bool, row)) for row in got]
    preferred = sorted(range(len(costs)), key=lambda one: -voices[one])
    bought = _equal_shares(vote["budget"], costs, got, preferred)
    order = [*bought, *(one for one in preferred if one not in bought)]
    ranks = [order.index(one) + 1 for one in range(len(costs))]
    left, kept = vote["budget"], set()
    for one in preferred:
        if voices[one] and costs[one] <= left:
            kept.add(one)
            left -= costs[one]
    others = {"Les plus choisis d’abord, tant que le budget suffit": kept}
    return Count(ranks, [one in bought for one in range(len(costs))], [[one] for one in voices], others)


def _equal_shares(budget: int, costs: list[int], got: list[list[int]], preferred: list[int]) -> list[int]:
    people = len(got[0]) if got else 0
    if not people:
        return []
    share, bought = Fraction(budget, people), list[int]()
    following = _buy(share, costs, got, preferred)
    while sum(costs[one] for one in following) <= budget:
        bought = following
        left = budget - sum(costs[one] for one in bought)
        if not any(one not in bought and any(got[one]) and costs[one] <= left for one in preferred):
            break
        share += 1
        following = _buy(share, costs, got, preferred)
    return bought


def _buy(share: Fraction, costs: list[int], got: list[list[int]], preferred: list[int]) -> list[int]:
    """Buy with this share what can be: each time, the proposal of which a euro costs a payer the least."""
    purse = [share] * len(got[0])
    bought = list[int]()
    while True:
        best: tuple[Fraction, int, Fraction] | None = None
        for place, one in enumerate(preferred):
            price = (
                None
                if one in bought
                else _price([purse[p] for p, said in enumerate(got[one]) if said], costs[one])
            )
            if price is not None and (best is None or (price / costs[one], place) < best[:2]):
                best = (price / costs[one], place, price)
        if best is None:
            return bought
        one = preferred[best[1]]
        bought.append(one)
        for person, said in enumerate(got[one]):
            if said:
                purse[person] -= min(purse[person], best[2])


def _price(purses: list[Fraction], cost: int) -> Fraction | None:
    """Return the most that anybody pays when those who cannot pay as much give all that they have."""
    missing = Fraction(cost)
    for number, purse in enumerate(sorted(purses)):
        each = missing / (len(purses) - number)
        if each <= purse:
            return each
        missing -= purse
    return None


COUNTS: dict[str, Callable[[Vote], Count]] = {
    "dots": count_dots,
    "approval": count_approval,
    "judgment": count_judgment,
    "ranking": count_ranking,
    "grid": count_grid,
    "budget": count_budget,
}


def differences(vote: Vote, found: Count) -> list[str]:
    """Tell what differs from what was announced."""
    labels = [one["label"] for one in vote["proposals"]]
    told, said = vote["result"], list[str]()
    if told["papers"] != len(vote["papers"]):
        said.append(f"{told['papers']} bulletins annoncés, {len(vote['papers'])} dans le fichier")
    if sorted(line["proposal"] for line in told["lines"]) != list(range(1, len(labels) + 1)):
        return [*said, "le résultat annoncé ne porte pas sur les mêmes propositions"]
    for line in told["lines"]:
        place = line["proposal"] - 1
        if line["rank"] != found.ranks[place]:
            said.append(f"{labels[place]} : rang {line['rank']} annoncé, {found.ranks[place]} recompté")
        if line["chosen"] != found.chosen[place]:
            said.append(f"{labels[place]} : choix annoncé et choix recompté diffèrent")
        if [Fraction(one) for one in line["counted"]] != found.figures[place]:
            mine = ", ".join(map(str, found.figures[place]))
            said.append(f"{labels[place]} : {', '.join(map(str, line['counted']))} annoncé, {mine} recompté")
    for other in told["others"]:
        mine_first = {labels[one] for one in found.others.get(other["rule"], ())}
        if other["rule"] in found.others and mine_first != set(other["first"]):
            said.append(f"autre règle « {other['rule']} » : les premières diffèrent")
    return said


def lines(vote: Vote, found: Count) -> list[str]:
    """Return the result found, the first one first."""
    order = sorted(range(len(found.ranks)), key=found.ranks.__getitem__)
    return [
        f"{found.ranks[one]:>3}. {vote['proposals'][one]['label']}"
        f" ({', '.join(map(str, found.figures[one]))}){' ← choisi' if found.chosen[one] else ''}"
        for one in order
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Count the votes of files again; 1 when one differs from what was announced."""
    files = sys.argv[1:] if arguments is None else list(arguments)
    if not files:
        print("Indiquez au moins un fichier : recount.py vote.json", file=sys.stderr)
        return 2
    return max(recount(Path(file)) for file in files)


def recount(file: Path) -> int:
    """Count one vote again and say what was found."""
    try:
        vote = json.loads(file.read_text(encoding="utf-8"))
        if vote["format"] != FORMAT:
            raise ValueError(f"forme inconnue : {vote['format']}")
        found = COUNTS[vote["method"]](vote)
        said = differences(vote, found)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        print(f"{file} : illisible ({error})", file=sys.stderr)
        return 2
    print(f"{vote['title']} : {vote['method_name']}, {len(vote['papers'])} bulletins")
    print("\n".join(lines(vote, found)))
    print(
        "\n".join(f"  Différence : {one}" for one in said) or "Le résultat annoncé est celui des bulletins."
    )
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
