"""Votes of the initiative: one being prepared, one open to the pilot and to a link, one published."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.ballots import actions
from copil.ballots.actions import Asked, hand
from copil.ballots.actions.life import link_of
from copil.ballots.enums import BallotState
from copil.ballots.models import Ballot, PaperBatch, Voter
from copil.directory.models import Person
from tests.access.world import World
from tests.factories.directory import PersonFactory

ORDER = 84


def populate(world: World) -> None:
    """Prepare three votes, open one, publish one."""
    at, admin = timezone.now(), world.users["admin"]
    voters = [
        PersonFactory.create(workspace=world.workspace, family_name=world.text(f"Voix {number}"))
        for number in range(3)
    ]
    person = Person.objects.filter(workspace=world.workspace, user=world.users["pilot"]).first()
    person = person or PersonFactory.create(workspace=world.workspace, user=world.users["pilot"])
    for name in ("ballot", "ballot_open", "ballot_over"):
        ballot = actions.prepare(
            workspace=world.workspace,
            initiative=world.objects["initiative"],
            values={"title": world.text("Vote"), "question": world.text("Par où"), "method": "dots"},
            options=[Asked(world.text("Minibus")), Asked(world.text("Salle"))],
            by=admin,
            at=at,
        )
        actions.enrol(ballot=ballot, people=[*voters, person], by=admin, at=at)
        world.objects[name] = ballot
    _forward(world, "ballot_open", BallotState.OPEN)
    _forward(world, "ballot_over", BallotState.OPEN)
    over = world.objects["ballot_over"]
    key = over.asked.choices[0].key
    for voter in Voter.objects.filter(ballot=over).select_related("ballot"):
        actions.vote(voter=voter, paper={key: 5}, at=at)
    _forward(world, "ballot_over", BallotState.CLOSED)
    _forward(world, "ballot_over", BallotState.PUBLISHED)
    by_link = Voter.objects.get(ballot=world.objects["ballot_open"], person=voters[0])
    world.tokens["vote"] = link_of(by_link, at=at)


def _forward(world: World, name: str, to: BallotState) -> None:
    stored = Ballot.objects.get(pk=world.objects[name].pk)
    world.objects[name] = actions.move(
        ballot=stored, to=to, expected=stored.version, by=world.users["admin"], at=timezone.now()
    )


def _draft(world: World) -> dict[str, Any]:
    return {"pk": world.objects["ballot"].pk}


def _open(world: World) -> dict[str, Any]:
    return {"pk": world.objects["ballot_open"].pk}


def _reading(world: World) -> dict[str, Any]:
    return {**_open(world), "reading": 1}


def _over(world: World) -> dict[str, Any]:
    return {"pk": world.objects["ballot_over"].pk}


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _paper(world: World) -> dict[str, Any]:
    return {world.objects["ballot_open"].asked.choices[0].key: "3"}


def _voter(world: World) -> dict[str, Any]:
    return {"person": str(world.objects["ballot"].voters.by_name()[0].pk)}


def _not_voted(world: World) -> list[Voter]:
    return list(Voter.objects.filter(ballot=world.objects["ballot_open"], voted=False).by_name())


def _hand(world: World) -> dict[str, Any]:
    """Fill a paper in, once somebody is said to have handed one."""
    PaperBatch.objects.filter(ballot=world.objects["ballot_open"]).delete()
    people = [one.pk for one in _not_voted(world)]
    admin, at = world.users["admin"], timezone.now()
    hand.name_people(ballot=world.objects["ballot_open"], voters=people, by=admin, at=at)
    return _paper(world)


_ASKED = {"title": "Un autre vote", "options": "Minibus\nSalle", "dots": "5", "secret": "oui"}
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"ballots:{name}": _draft for name in ("edit", "discard", "move", "roll", "enrol_team", "strike")},
    "ballots:of_initiative": _initiative,
    "ballots:ballots": lambda world: {},
    **{
        f"ballots:{name}": _open
        for name in (
            "resend",
            "slips",
            "blank",
            "by_hand",
            "hand_people",
            "hand_take_off",
            "hand_pour",
            "hand_give_up",
        )
    },
    **{f"ballots:{name}": _reading for name in ("hand_add", "hand_remove")},
    "ballots:create": _initiative,
    "ballots:vote": _open,
    "ballots:ballot": _over,
    "ballots:papers": lambda world: {**_over(world), "file_format": "csv"},
    "ballots:by_link": lambda world: {"token": world.tokens["vote"]},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "ballots:create": lambda world: _ASKED,
    "ballots:edit": lambda world: {**_ASKED, "version": world.objects["ballot"].version},
    "ballots:move": lambda world: {"to": "open", "version": world.objects["ballot"].version},
    "ballots:roll": lambda world: {"person": str(world.objects["person"].pk)},
    "ballots:strike": _voter,
    "ballots:hand_people": lambda world: {"person": [str(one.pk) for one in _not_voted(world)]},
    "ballots:hand_add": _hand,
    "ballots:hand_remove": lambda world: {"place": "0"},
    "ballots:vote": _paper,
    "ballots:by_link": _paper,
}
