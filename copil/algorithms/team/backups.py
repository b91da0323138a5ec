"""The smallest set of back-ups: a set cover with capacities, solved exactly by branch and bound.

Each role needs one person able to stand in for it, with room for its load. What is sought, in this order: as
few roles as possible left without anybody, then as few people as possible. Between equals, people nearer to
the role (lowest cost) are tried first. The answer is the best there is, and the same every time.

1. Order the roles by how few people can take them, the heaviest first (the hardest choices come first).
2. Give the next role to somebody already chosen, then to somebody new, then to nobody.
3. Cut a branch when what it has cost already, with the least that the remaining roles can add, is no better
   than the best answer found: roles that nobody can take any more, and the people that the load left over
   needs once those chosen are full (one at least when none of them can take one of the remaining roles).

Exponential in the worst case (set cover is NP-hard, Karp 1972); a team has a dozen roles and some thirty
people, where it takes milliseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Role:
    """A role to be covered: its load, and what each person able to take it costs."""

    key: str
    load: int
    able: Mapping[str, int]


@dataclass(frozen=True)
class Cover:
    """Who stands in for each role, which roles nobody can take, and how much was explored."""

    chosen: Mapping[str, str]
    left: tuple[str, ...]
    cost: int
    explored: int = field(compare=False, default=0)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.chosen.values())))


def smallest_cover(*, roles: Sequence[Role], room: Mapping[str, int]) -> Cover:
    """Return the best back-ups: fewest roles left, then fewest people.

    ``room`` is what each person can still take, in the unit of the loads; somebody not named has none.
    """
    return _Search(roles, room).run()


class _Search:
    """One exploration, depth first."""

    def __init__(self, roles: Sequence[Role], room: Mapping[str, int]) -> None:
        able = {
            role.key: {who: cost for who, cost in role.able.items() if room.get(who, 0) >= role.load}
            for role in roles
        }
        self.roles = sorted(roles, key=lambda role: (len(able[role.key]), -role.load, role.key))
        self.able = able
        self.room = dict(room)
        self.used: dict[str, int] = {}
        self.chosen: dict[str, str] = {}
        self.left: list[str] = []
        self.explored = 0
        self.best: tuple[int, int] = (len(roles) + 1, 0)
        self.answer = Cover({}, tuple(role.key for role in roles), 0)
        self.floor = self._bound(0)

    def run(self) -> Cover:
        self._go(0, 0)
        found = self.answer
        return Cover(dict(sorted(found.chosen.items())), found.left, found.cost, self.explored)

    def _go(self, at: int, cost: int) -> None:
        self.explored += 1
        if self.best == self.floor or self._bound(at) >= self.best:
            return
        if at == len(self.roles):
            self.best = (len(self.left), len(self.used))
            self.answer = Cover(dict(self.chosen), tuple(sorted(self.left)), cost)
            return
        role = self.roles[at]
        for who in self._candidates(role):
            self._take(role, who)
            self._go(at + 1, cost + self.able[role.key][who])
            self._give_back(role, who)
        self.left.append(role.key)
        self._go(at + 1, cost)
        self.left.pop()

    def _candidates(self, role: Role) -> list[str]:
        able = self.able[role.key]
        free = [who for who in able if self.room[who] >= role.load]
        return sorted(free, key=lambda who: (who not in self.used, able[who], who))

    def _bound(self, at: int) -> tuple[int, int]:
        """Return the least that can come out of here: roles left to nobody, people chosen."""
        hopeless, needs_one, load = 0, 0, 0
        for role in self.roles[at:]:
            free = [who for who in self.able[role.key] if self.room[who] >= role.load]
            if not free:
                hopeless += 1
                continue
            load += role.load
            if not any(who in self.used for who in free):
                needs_one = 1
        beyond = load - sum(self.room[who] for who in self.used)
        widest = max((room for who, room in self.room.items() if who not in self.used), default=0)
        more = -(-beyond // widest) if beyond > 0 and widest else 0
        return (len(self.left) + hopeless, len(self.used) + (max(needs_one, more) if not hopeless else 0))

    def _take(self, role: Role, who: str) -> None:
        self.room[who] -= role.load
        self.used[who] = self.used.get(who, 0) + 1
        self.chosen[role.key] = who

    def _give_back(self, role: Role, who: str) -> None:
        self.room[who] += role.load
        self.used[who] -= 1
        if not self.used[who]:
            del self.used[who]
        del self.chosen[role.key]
