"""The responsibility matrix of an initiative, what is fragile in it, and the back-ups proposed."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from copil.algorithms.team.backups import Role, smallest_cover
from copil.governance import role_kinds
from copil.governance.models import RoleHolding, RoleSkill, SingleRole
from copil.governance.role_kinds import RoleKind
from copil.governance.rules import roles as rules
from copil.governance.rules.roles import Finding, Held, Week
from copil.identity.models import Workspace
from copil.initiatives.models import Carrier, Initiative, TeamMember


@dataclass(frozen=True)
class Row:
    """A role of the matrix: who holds it today, who stands in, whether it is single by nature."""

    kind: RoleKind
    cells: Sequence[str]
    holders: Sequence[RoleHolding]
    deputies: Sequence[RoleHolding]
    single: SingleRole | None


@dataclass(frozen=True)
class Load:
    """Somebody's weeks to come, in the initiatives of the workspace."""

    name: str
    weeks: Sequence[Week]
    peak: Decimal
    reason: str

    @property
    def is_over(self) -> bool:
        return self.peak > rules.FULL_WEEK


@dataclass(frozen=True)
class Backup:
    """A back-up proposed for a role, and why this person."""

    kind: RoleKind
    person: uuid.UUID
    name: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """The smallest set of back-ups, and the roles for which nobody is found."""

    backups: Sequence[Backup]
    people: int
    left: Sequence[tuple[RoleKind, str]]


class Responsibilities:
    """What is read once of an initiative for all that its page says (five queries)."""

    def __init__(self, initiative: Initiative, *, workspace: Workspace, today: dt.date) -> None:
        self.initiative, self.workspace, self.today = initiative, workspace, today
        self.kinds = role_kinds.kinds()
        rows = RoleHolding.objects.current().filter(initiative=initiative)
        rows = rows.select_related("person", "initiative")
        self.holdings = list(rows.in_order())
        found = SingleRole.objects.current().filter(initiative=initiative)
        self.singles = {one.role: one for one in found}
        team = TeamMember.objects.current().filter(initiative=initiative).select_related("person")
        self.names = {one.person_id: str(one.person) for one in team.in_order()}
        self.names |= {one.person_id: str(one.person) for one in self.holdings if self._is_now(one)}
        self.held = [held_of(one) for one in self.holdings]
        self.everywhere = self._everywhere()

    def people(self) -> list[tuple[uuid.UUID, str]]:
        """Return those who hold a role today: the columns of the matrix."""
        now = {one.person_id for one in self.holdings if self._is_now(one)}
        return [(pk, name) for pk, name in self.names.items() if pk in now]

    def matrix(self) -> list[Row]:
        """Return a row for each role that is expected or held."""
        columns = [pk for pk, _ in self.people()]
        rows = []
        for key, kind in self.kinds.items():
            now = [one for one in self.holdings if one.role == key and self._is_now(one)]
            if not now and not kind.expected:
                continue
            said = {one.person_id: "Second" if one.is_deputy else "Responsable" for one in now}
            holders = [one for one in now if not one.is_deputy]
            deputies = [one for one in now if one.is_deputy]
            cells = [said.get(pk, "") for pk in columns]
            rows.append(Row(kind, cells, holders, deputies, self.singles.get(key)))
        return rows

    def past(self) -> list[RoleHolding]:
        """Return what is over, the latest first."""
        gone = [one for one in self.holdings if one.ends_on is not None and one.ends_on < self.today]
        return sorted(gone, key=lambda one: (one.ends_on or self.today, one.pk), reverse=True)

    def findings(self) -> list[Finding]:
        """Return what is fragile, each with its reason, overload included."""
        singles = {key: one.reason for key, one in self.singles.items()}
        found = rules.findings(kinds=self.kinds, held=self.held, singles=singles, today=self.today)
        over = [one for one in self.loads() if one.is_over]
        return [*found, *(Finding("overload", "", f"{one.name} : trop de jours", one.reason) for one in over)]

    def loads(self) -> list[Load]:
        """Return the load of each person over the weeks to come, the heaviest first."""
        found = [self._load(pk, name) for pk, name in self.names.items()]
        return sorted(found, key=lambda one: (-one.peak, one.name))

    def proposal(self) -> Proposal:
        """Return the smallest set of back-ups for the roles that one absence would stop."""
        wanted = rules.uncovered(kinds=self.kinds, held=self.held, singles=self.singles, today=self.today)
        able = self._able()
        free = {pk: rules.FULL_WEEK - self._peak(pk) for pk in self.names}
        roles = []
        for key in wanted:
            now = {one.person_id for one in self.holdings if one.role == key and self._is_now(one)}
            costs = {
                str(pk): cost for pk, cost in able.get(key, {}).items() if pk in self.names and pk not in now
            }
            roles.append(Role(key, int(self._days(key) * 10), costs))
        room = {str(pk): max(0, int(days * 10)) for pk, days in free.items()}
        cover = smallest_cover(roles=roles, room=room)
        chosen = {key: uuid.UUID(who) for key, who in cover.chosen.items()}
        backups = [self._backup(key, pk, free[pk]) for key, pk in chosen.items()]
        ordered = sorted(backups, key=lambda one: (one.name, one.kind.title))
        left = [(self.kinds[key], self._why_left(roles, key)) for key in cover.left]
        return Proposal(ordered, len(cover.people), left)

    def _backup(self, key: str, pk: uuid.UUID, free: Decimal) -> Backup:
        has_held = any(one.person == str(pk) and one.role == key for one in self.everywhere[pk])
        known = "a déjà tenu ce rôle" if has_held else "peut tenir ce rôle, d’après l’équipe"
        days = f"{free.normalize():f}".replace(".", ",")
        need = f"{self._days(key).normalize():f}".replace(".", ",")
        reason = (
            f"{self.names[pk]} {known}, et garde {days} j par semaine pour un rôle qui en demande {need}."
        )
        return Backup(self.kinds[key], pk, self.names[pk], reason)

    def _why_left(self, roles: Sequence[Role], key: str) -> str:
        role = next(one for one in roles if one.key == key)
        if not role.able:
            return "Personne dans l’équipe n’a tenu ce rôle ni n’est dit pouvoir le tenir."
        return "Ceux qui pourraient le tenir n’ont plus assez de jours libres."

    def _able(self) -> dict[str, dict[uuid.UUID, int]]:
        """Return who could hold each role: having held it costs less than being said able to."""
        able: dict[str, dict[uuid.UUID, int]] = defaultdict(dict)
        skills = RoleSkill.objects.current().filter(workspace=self.workspace, person__in=list(self.names))
        for pk, role in skills.order_by("pk").values_list("person", "role"):
            able[role][pk] = 1
        for pk, rows in self.everywhere.items():
            for one in rows:
                able[one.role][pk] = 0
        return able

    def _days(self, key: str) -> Decimal:
        now = [
            one.days for one in self.holdings if one.role == key and self._is_now(one) and not one.is_deputy
        ]
        return max(now, default=Decimal(0))

    def _peak(self, pk: uuid.UUID) -> Decimal:
        weeks = rules.weeks_of(self.everywhere[pk], today=self.today)
        return max((week.days for week in weeks), default=Decimal(0))

    def _load(self, pk: uuid.UUID, name: str) -> Load:
        weeks = rules.weeks_of(self.everywhere[pk], today=self.today)
        peak = max((week.days for week in weeks), default=Decimal(0))
        over = rules.overloaded(weeks)
        where = ", ".join(f"« {title} »" for title in (over[0].where if over else ()))
        days = f"{peak.normalize():f}".replace(".", ",")
        weeks_told = f"{len(over)} semaines sur {rules.WEEKS}" if len(over) > 1 else "une semaine"
        reason = f"Jusqu’à {days} jours par semaine pendant {weeks_told}, dans {where}." if over else ""
        return Load(name, weeks, peak, reason)

    def _everywhere(self) -> dict[uuid.UUID, list[Held]]:
        """Return what the people of the initiative hold in all those that the workspace carries."""
        carried = Carrier.objects.filter(workspace=self.workspace, left_on=None).values("initiative")
        rows = RoleHolding.objects.current().filter(initiative__in=carried, person__in=list(self.names))
        found: dict[uuid.UUID, list[Held]] = {pk: [] for pk in self.names}
        for one in rows.select_related("person", "initiative").order_by("pk"):
            found[one.person_id].append(held_of(one))
        return found

    def _is_now(self, one: RoleHolding) -> bool:
        return one.starts_on <= self.today and (one.ends_on is None or one.ends_on >= self.today)


def held_of(one: RoleHolding) -> Held:
    """Return a role held as the rules read it (person and initiative already fetched)."""
    return Held(
        role=one.role,
        person=str(one.person_id),
        name=str(one.person),
        is_deputy=one.is_deputy,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        days=one.days,
        initiative=one.initiative.title,
    )
