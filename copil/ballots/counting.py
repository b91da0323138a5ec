"""Count papers: the order, why it is so, and whether another rule would change it. No database.

The same papers give the same result, whoever counts them: nothing here is drawn at random.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from copil.algorithms.voting import criteria, scores
from copil.algorithms.voting.election import Election
from copil.algorithms.voting.equal_shares import equal_shares
from copil.algorithms.voting.greedy import greedy
from copil.algorithms.voting.judgment import Judgment, judge, usual_judgment
from copil.algorithms.voting.pairwise import Duels, copeland, duels, ranked_pairs, schulze
from copil.algorithms.voting.phragmen import phragmen
from copil.algorithms.voting.places import Places, by_figures
from copil.ballots import words
from copil.ballots.enums import Grade, Method
from copil.ballots.rules import BEST_NOTE, Choice, Paper, Question, key_in_grid


@dataclass(frozen=True)
class Line:
    """A proposal in the result: its rank, its figure in words, its share of the largest bar.

    ``parts`` are the votes by grade, the worst first, for the majority judgment. ``counted`` are the exact
    figures that the rank rests on, for whoever counts again: see ``copil.ballots.recount``.
    """

    label: str
    rank: int
    figure: str
    share: float = 0.0
    chosen: bool = False
    parts: tuple[int, ...] = ()
    key: str = ""
    counted: tuple[int | Fraction, ...] = ()


@dataclass(frozen=True)
class OtherRule:
    """What another rule makes of the same papers."""

    name: str
    first: tuple[str, ...]
    same: bool


@dataclass(frozen=True)
class Result:
    """A count: who comes first, why, and under which other rules."""

    lines: tuple[Line, ...]
    summary: str
    reasons: tuple[str, ...]
    others: tuple[OtherRule, ...] = ()
    papers: int = 0
    steadiness: tuple[str, ...] = field(default=())

    @property
    def first(self) -> tuple[str, ...]:
        return tuple(line.label for line in self.lines if line.chosen)

    @property
    def depends(self) -> bool:
        """Whether at least one other rule chooses otherwise."""
        return any(not other.same for other in self.others)


def count(question: Question, papers: Sequence[Paper]) -> Result:
    """Count papers by the method of the vote; the order in which they come changes nothing."""
    return _COUNTS[question.method](question, papers)


def _keys(question: Question) -> list[str]:
    return [choice.key for choice in question.choices]


def _named(question: Question, found: Sequence[str]) -> tuple[str, ...]:
    labels = {choice.key: choice.label for choice in question.choices}
    return tuple(labels[key] for key in found)


def _others(
    question: Question, mine: Sequence[str], rules: Mapping[str, Sequence[str]]
) -> tuple[OtherRule, ...]:
    return tuple(
        OtherRule(name, _named(question, first), set(first) == set(mine)) for name, first in rules.items()
    )


def _lines(
    question: Question,
    places: Places,
    *,
    figure: Callable[[str], str],
    bar: Mapping[str, float | int | Fraction],
    counted: Mapping[str, Sequence[int | Fraction]],
    parts: Mapping[str, tuple[int, ...]] | None = None,
) -> tuple[Line, ...]:
    labels = {choice.key: choice.label for choice in question.choices}
    largest = max([float(value) for value in bar.values()], default=0) or 1
    return tuple(
        Line(
            label=labels[place.option],
            rank=place.rank,
            figure=figure(place.option),
            share=float(bar[place.option]) / largest,
            chosen=place.rank == 1,
            parts=(parts or {}).get(place.option, ()),
            key=place.option,
            counted=tuple(counted[place.option]),
        )
        for place in places.all
    )


def _rankings(question: Question, papers: Sequence[Paper]) -> Duels:
    """Compare by the figures of papers: more is preferred, equal is equal."""
    keys = _keys(question)

    def ranking(paper: Paper) -> list[list[str]]:
        figures = sorted({paper.get(key, 0) for key in keys}, reverse=True)
        return [[key for key in keys if paper.get(key, 0) == figure] for figure in figures]

    return duels(options=keys, ballots=[(1, ranking(paper)) for paper in papers])


def _count_dots(question: Question, papers: Sequence[Paper]) -> Result:
    keys = _keys(question)
    dots = scores.total(options=keys, ballots=papers, allowance=question.dots)
    approved = scores.approval(options=keys, ballots=[paper.keys() for paper in papers])
    rules = {
        "Une voix par personne et par proposition choisie": approved.places.winners,
        "Propositions comparées deux à deux (Schulze)": schulze(_rankings(question, papers)).places.winners,
    }
    return Result(
        lines=_lines(
            question,
            dots.places,
            figure=lambda key: words.dots(dots.totals[key], dots.supporters[key]),
            bar=dots.totals,
            counted={key: (dots.totals[key], dots.supporters[key]) for key in keys},
        ),
        summary=words.first(_named(question, dots.places.winners), "reçoit le plus de points"),
        reasons=words.gap(
            _named(question, dots.places.order), [dots.totals[key] for key in dots.places.order]
        ),
        others=_others(question, dots.places.winners, rules),
        papers=len(papers),
    )


def _count_approval(question: Question, papers: Sequence[Paper]) -> Result:
    keys = _keys(question)
    found = scores.approval(options=keys, ballots=[paper.keys() for paper in papers])
    return Result(
        lines=_lines(
            question,
            found.places,
            figure=lambda key: words.voices(found.totals[key]),
            bar=found.totals,
            counted={key: (found.totals[key],) for key in keys},
        ),
        summary=words.first(_named(question, found.places.winners), "convient au plus grand nombre"),
        reasons=words.gap(
            _named(question, found.places.order), [found.totals[key] for key in found.places.order], "voix"
        ),
        papers=len(papers),
    )


def _count_judgment(question: Question, papers: Sequence[Paper]) -> Result:
    keys = _keys(question)
    tallies = {
        key: tuple(sum(paper[key] == grade for paper in papers) for grade in Grade.values) for key in keys
    }
    found = judge(tallies=tallies)
    summed = scores.total(options=keys, ballots=papers)
    rules = {
        "Égalités départagées plus doucement (jugement usuel)": usual_judgment(tallies=tallies).winners,
        "Moyenne des mentions": summed.places.winners,
        "Moyenne puis duel des deux premières (STAR)": scores.star(
            options=keys, ballots=papers
        ).places.winners,
        "Propositions comparées deux à deux (Schulze)": schulze(_rankings(question, papers)).places.winners,
    }
    return Result(
        lines=_lines(
            question,
            found.places,
            figure=lambda key: words.grade(found.judged[key]),
            bar=dict.fromkeys(keys, 1),
            counted=tallies,
            parts={key: found.judged[key].tally for key in keys},
        ),
        summary=words.first(_named(question, found.places.winners), "obtient la meilleure mention du milieu"),
        reasons=_why_judged(question, found),
        others=_others(question, found.places.winners, rules),
        papers=len(papers),
    )


def _why_judged(question: Question, found: Judgment) -> tuple[str, ...]:
    order = found.places.order
    return tuple(
        words.parted(_named(question, pair), found.first_difference(*pair)) for pair in pairwise(order)
    )


def _count_ranking(question: Question, papers: Sequence[Paper]) -> Result:
    last = len(question.choices) + 1
    liked = [{key: last - place for key, place in paper.items()} for paper in papers]
    wins = _rankings(question, liked)
    found, won = schulze(wins), copeland(wins)[1]
    rules = {
        "Duels gardés du plus net au moins net": ranked_pairs(wins).places.winners,
        "Nombre de duels gagnés": copeland(wins)[0].winners,
    }
    order = found.places.order
    return Result(
        lines=_lines(
            question,
            found.places,
            figure=lambda key: words.duels(won[key], len(order) - 1),
            bar=won,
            counted={one: [wins[one].get(other, 0) for other in _keys(question)] for one in order},
        ),
        summary=words.first(_named(question, found.places.winners), "l’emporte dans les duels"),
        reasons=tuple(
            words.duel(_named(question, (one, other)), wins[one][other], wins[other][one])
            for one, other in pairwise(order)
        ),
        others=_others(question, found.places.winners, rules),
        papers=len(papers),
    )


def _count_grid(question: Question, papers: Sequence[Paper]) -> Result:
    marks, weights = question.marks, [mark.weight for mark in question.marks]
    means = [
        [_mean([paper[key_in_grid(choice, mark)] for paper in papers]) for mark in marks]
        for choice in question.choices
    ]
    sums = criteria.weighted_sum(notes=means, weights=weights, best=BEST_NOTE)
    totals = dict(zip(_keys(question), sums, strict=True))
    places = by_figures(totals)
    rules = _other_grids(question, means, weights) if papers else {}
    values = [[note / BEST_NOTE for note in row] for row in means]
    return Result(
        lines=_lines(
            question,
            places,
            figure=lambda key: words.out_of(totals[key] * BEST_NOTE),
            bar=totals,
            counted={
                key: (*row, totals[key] * BEST_NOTE) for key, row in zip(_keys(question), means, strict=True)
            },
        ),
        summary=words.first(_named(question, places.winners), "obtient la meilleure note pondérée"),
        reasons=words.notes(question, places.order, means),
        others=_others(question, places.winners, rules),
        papers=len(papers),
        steadiness=words.steady(marks, criteria.steadiness(values=values, weights=weights)),
    )


def _mean(notes: Sequence[int]) -> Fraction:
    return Fraction(sum(notes), len(notes)) if notes else Fraction(0)


def _other_grids(
    question: Question, means: Sequence[Sequence[Fraction]], weights: Sequence[int]
) -> dict[str, list[str]]:
    matrix, more = [[float(note) for note in row] for row in means], [True] * len(weights)
    parts = [float(part) for part in criteria.shares(weights)]
    found = {
        "TOPSIS, colonnes divisées par leur longueur": criteria.topsis(
            matrix=matrix, weights=parts, more=more, normalisation=criteria.Normalisation.VECTOR
        ),
        "TOPSIS, colonnes ramenées entre la plus basse et la plus haute": criteria.topsis(
            matrix=matrix, weights=parts, more=more, normalisation=criteria.Normalisation.BOUNDS
        ),
        "PROMETHEE II, préférence usuelle": criteria.promethee(matrix=matrix, weights=parts, more=more),
    }
    return {
        name: [key for key, value in zip(_keys(question), values, strict=True) if value >= max(values) - 1e-9]
        for name, values in found.items()
    }


def _count_budget(question: Question, papers: Sequence[Paper]) -> Result:
    costs = {choice.key: choice.cost for choice in question.choices}
    election = Election(question.budget, costs, papers)
    found = equal_shares(election)
    votes, chosen = election.votes, set(found.chosen)
    order = [*found.chosen, *(key for key in election.preferred if key not in chosen)]
    labels: dict[str, Choice] = {choice.key: choice for choice in question.choices}
    lines = tuple(
        Line(
            label=labels[key].label,
            rank=number,
            figure=words.cost(costs[key], votes[key]),
            share=votes[key] / (max(votes.values(), default=0) or 1),
            chosen=key in chosen,
            key=key,
            counted=(votes[key],),
        )
        for number, key in enumerate(order, start=1)
    )
    rules = {
        "Les plus choisis d’abord, tant que le budget suffit": greedy(election).chosen,
        "Chaque personne épargne au même rythme (Phragmén)": phragmen(election).chosen,
    }
    return Result(
        lines=lines,
        summary=words.chosen(_named(question, found.chosen), int(election.cost_of(chosen)), question.budget),
        reasons=words.bought(question, found),
        others=_others(question, found.chosen, rules),
        papers=len(papers),
    )


_COUNTS: dict[Method, Callable[[Question, Sequence[Paper]], Result]] = {
    Method.DOTS: _count_dots,
    Method.APPROVAL: _count_approval,
    Method.JUDGMENT: _count_judgment,
    Method.RANKING: _count_ranking,
    Method.GRID: _count_grid,
    Method.BUDGET: _count_budget,
}
