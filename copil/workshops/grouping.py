"""Participants shared out among the groups: rows become a problem, the answer becomes sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from copil.algorithms.groups.explain import NOT_WISHED, Measure, alternatives, measure
from copil.algorithms.groups.form import form_groups
from copil.algorithms.groups.model import (
    Allocation as Proposed,
)
from copil.algorithms.groups.model import (
    Criterion,
    Direction,
    Group,
    Impossible,
    Person,
    Problem,
)
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.directory.enums import ParticipantType
from copil.workshops.enums.groups import Territory, Tie
from copil.workshops.models import Allocation, Place, PlaceTie, WorkingGroup
from copil.workshops.sizing import sizes

# Exchanges looked at: half a second for sixty people.
EFFORT = 6_000_000
_REFUSALS = {
    "sizes": "Il n’y a pas de place pour tous : libérez des places fixées, ou ajoutez un groupe.",
    "together_and_apart": "Deux personnes sont liées à la fois par « toujours » et par « jamais ensemble ».",
    "too_many_together": "Trop de personnes doivent rester ensemble : elles ne tiennent dans aucun groupe.",
    "together_fixed_apart": "Deux personnes à garder ensemble sont fixées dans deux groupes.",
    "no_group": "Formez d’abord des groupes.",
}
_ALIKE = {
    "type": ("du même type d’acteur", "du même type d’acteur"),
    "organisation": ("de la même structure", "de la même structure"),
    "service": ("d’agents d’autres services", "d’agents d’autres services"),
    "commune": ("de la même commune", "de la même commune"),
}


@dataclass(frozen=True)
class Shared:
    """An allocation with what is needed to think about it."""

    allocation: Allocation
    places: Sequence[Place]
    groups: Sequence[WorkingGroup]
    ties: Sequence[PlaceTie]

    @property
    def current(self) -> dict[str, str]:
        """Return where everybody is, those without a group left out."""
        return {str(one.pk): str(one.group_id) for one in self.places if one.group_id}


@dataclass(frozen=True)
class Way:
    """Another place for somebody: the group, in exchange of whom, what changes, in sentences."""

    group: WorkingGroup
    against: Place | None
    more: tuple[Place, ...]
    changes: list[str]
    is_better: bool


def read(allocation: Allocation) -> Shared:
    """Return an allocation with its people, its groups, its ties (three queries)."""
    places = Place.objects.current().filter(allocation=allocation)
    places = places.select_related("person", "organisation", "first_wish", "second_wish", "group")
    groups = WorkingGroup.objects.current().filter(initiative=allocation.initiative_id).in_order()
    ties = (
        PlaceTie.objects.current()
        .filter(allocation=allocation)
        .select_related("one__person", "other__person")
    )
    kept = {one.pk for one in groups}
    listed = list(places.order_by("person__name_key", "pk"))
    for one in listed:
        if one.group_id not in kept:
            one.group, one.locked = None, False
    return Shared(allocation, listed, list(groups), list(ties.order_by("created_at", "pk")))


def problem_of(shared: Shared) -> Problem:
    """Return the problem that an allocation puts."""
    allocation = shared.allocation
    weighted = [
        ("type", allocation.type_weight),
        ("organisation", allocation.organisation_weight),
        ("service", allocation.service_weight),
    ]
    criteria = [Criterion(key, weight=weight) for key, weight in weighted if weight]
    if allocation.territory != Territory.IGNORE:
        gather = allocation.territory == Territory.GATHER
        criteria.append(Criterion("commune", direction=Direction.GATHER if gather else Direction.MIX))
    keys = [str(one.pk) for one in shared.groups]
    sized = sizes(people=len(shared.places), groups=keys, wanted=allocation.sizes)
    groups = [
        Group(str(one.pk), *sized[str(one.pk)], dict.fromkeys(one.wanted_types, 1)) for one in shared.groups
    ]
    named = {one.key for one in groups}
    pairs = {
        tie: [(str(one.one_id), str(one.other_id)) for one in shared.ties if one.tie == tie] for tie in Tie
    }
    return Problem(
        people=[_person(one, named) for one in shared.places],
        groups=groups,
        criteria=criteria,
        together=pairs[Tie.TOGETHER],
        apart=pairs[Tie.APART],
        fixed={str(one.pk): str(one.group_id) for one in shared.places if one.locked and one.group_id},
        wish_weight=float(allocation.wish_weight),
    )


def propose(shared: Shared) -> Proposed:
    """Return who goes where; refuse what cannot be, in words."""
    try:
        return form_groups(problem=problem_of(shared), seed=shared.allocation.seed, effort=EFFORT)
    except Impossible as impossible:
        raise ActionRefused(_REFUSALS[impossible.reason]) from impossible


def facts(shared: Shared) -> Measure:
    """Return the figures of the allocation as it stands."""
    return measure(problem=problem_of(shared), places=shared.current)


def ways_for(shared: Shared, place: Place) -> list[Way]:
    """Return the best other place of somebody in each other group, the cheapest first."""
    problem = problem_of(shared)
    here = shared.current
    if len(here) < len(shared.places):
        return []
    groups = {str(one.pk): one for one in shared.groups}
    people = {str(one.pk): one for one in shared.places}
    before = measure(problem=problem, places=here)
    try:
        found = alternatives(problem=problem, places=here, who=str(place.pk))
    except Impossible:
        return []
    return [
        Way(
            group=groups[one.group],
            against=people[one.against[0]] if one.against else None,
            more=tuple(people[key] for key in one.against[1:]),
            changes=differences(before, one.after, shared),
            is_better=one.cost < -1e-9,
        )
        for one in found
    ]


def told(facts: Measure, shared: Shared) -> list[str]:
    """Say an allocation in figures that anybody can check."""
    said = []
    wishing = sum(facts.wishes.values())
    if wishing:
        first = facts.wishes.get(0, 0)
        line = f"Premier souhait suivi pour {first} personnes sur {wishing}"
        line += f", second pour {facts.wishes[1]}" if facts.wishes.get(1) else ""
        said.append(line)
    for key, number in facts.alike.items():
        pairs = typography.plural(number, "paire")
        said.append(f"{pairs} {_ALIKE[key][0]} dans un même groupe, sur {facts.pairs}")
    groups = {str(one.pk): one.theme for one in shared.groups}
    for (group, kind), number in facts.missing.items():
        said.append(f"Il manque {number} personne du type « {_type(kind)} » dans « {groups[group]} »")
    people = {str(one.pk): str(one.person) for one in shared.places}
    for one, other in facts.close:
        said.append(f"{people[one]} et {people[other]} sont ensemble, contre ce qui est demandé")
    return [typography.french(line) for line in said]


def differences(before: Measure, after: Measure, shared: Shared) -> list[str]:
    """Say what another place would change."""
    said = []
    for key, number in after.alike.items():
        said += _more(number - before.alike[key], f"paire {_ALIKE[key][0]}", f"paires {_ALIKE[key][0]}")
    first = after.wishes.get(0, 0) - before.wishes.get(0, 0)
    said += _more(first, "premier souhait suivi", "premiers souhaits suivis")
    unmet = after.wishes.get(NOT_WISHED, 0) - before.wishes.get(NOT_WISHED, 0)
    said += _more(unmet, "personne hors de ses souhaits", "personnes hors de leurs souhaits")
    groups = {str(one.pk): one.theme for one in shared.groups}
    for group, kind in sorted(after.missing.keys() - before.missing.keys()):
        said.append(f"il n’y aurait plus personne du type « {_type(kind)} » dans « {groups[group]} »")
    if len(after.close) > len(before.close):
        said.append("deux personnes à séparer seraient ensemble")
    return [typography.french(line) for line in said or ["rien ne change dans les critères"]]


def _more(change: int, one: str, several: str) -> list[str]:
    if not change:
        return []
    word = one if abs(change) == 1 else several
    return [f"{abs(change)} {word} {'de plus' if change > 0 else 'de moins'}"]


def _type(kind: str) -> str:
    return ParticipantType(kind).label.lower()


def _person(place: Place, groups: set[str]) -> Person:
    organisation = place.organisation
    wishes = [str(one) for one in (place.first_wish_id, place.second_wish_id) if one and str(one) in groups]
    return Person(
        str(place.pk),
        {
            "type": place.kind,
            "organisation": str(organisation.pk) if organisation else None,
            "service": "agent" if place.other_service else None,
            "commune": str(organisation.commune_id) if organisation and organisation.commune_id else None,
        },
        frozenset({place.kind}),
        tuple(dict.fromkeys(wishes)),
    )
