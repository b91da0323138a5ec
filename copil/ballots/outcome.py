"""What a vote gave: its papers, its count, or nothing when so few voted that it would betray them."""

from copil.ballots import counting
from copil.ballots.counting import Result
from copil.ballots.models import Ballot, Urn
from copil.ballots.rules import FEWEST, Paper


def papers_of(ballot: Ballot) -> list[Paper]:
    """Return the papers in the order of what they say, never of who wrote them; blank ones are left out."""
    if ballot.secret:
        return list(Urn.objects.get(ballot=ballot).papers)
    papers = ballot.voters.filter(voted=True).values_list("open_paper", flat=True)
    return sorted((paper for paper in papers if paper), key=lambda paper: sorted(paper.items()))


def too_few(ballot: Ballot, papers: list[Paper]) -> bool:
    """Tell whether so few voted in secret that the result would say who voted what."""
    return ballot.secret and len(papers) < FEWEST


def result_of(ballot: Ballot) -> Result | None:
    """Count a vote that is over; None when its result must not be known (four queries)."""
    papers = papers_of(ballot)
    if not ballot.is_over or too_few(ballot, papers):
        return None
    return counting.count(ballot.asked, papers)
