"""The usual rule of participatory budgets: from the most voted on, each project that still fits is chosen."""

from dataclasses import dataclass

from copil.algorithms.voting.election import Election, Money


@dataclass(frozen=True)
class Greedy:
    """What was chosen, in order, and what each refused project lacked when its turn came."""

    chosen: tuple[str, ...]
    lacking: dict[str, Money]


def greedy(election: Election) -> Greedy:
    """Choose by votes; between equal votes, in the given order. Projects without a vote are left out."""
    left, chosen, lacking = election.budget, [], {}
    votes = election.votes
    for name in election.preferred:
        cost = election.costs[name]
        if not votes[name]:
            continue
        if cost <= left:
            chosen.append(name)
            left -= cost
        else:
            lacking[name] = cost - left
    return Greedy(tuple(chosen), lacking)
