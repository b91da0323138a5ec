"""How a session is conducted: the steps as they were changed, and the clock that every device reads."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.workshops.clock import State, Step, Times
from copil.workshops.models.groups import GroupSession


class SessionScriptQuerySet(OwnedQuerySet):
    """A script is seen by those who see the initiative of its group."""

    def visible_to(self, user: User) -> Self:
        seen = Initiative.objects.visible_to(user).values("pk")
        return self.filter(session__group__initiative__in=seen)


class SessionScript(Owned):
    """The script of one session: written once somebody changes it or starts its clock.

    ``steps`` is empty while the script is the one proposed for the rank. ``version`` guards the steps,
    ``beat`` the clock: conducting a session never refuses what somebody types in its script.
    """

    session = models.OneToOneField(GroupSession, models.PROTECT, related_name="script")
    steps = models.JSONField(default=list, blank=True)
    current = models.PositiveSmallIntegerField(null=True, editable=False)
    running_since = models.DateTimeField(null=True, editable=False)
    times = models.JSONField(default=dict, blank=True, editable=False)
    began_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    beat = models.PositiveIntegerField(default=0, editable=False)

    objects = SessionScriptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(running_since=None)
                | (Q(current__isnull=False) & Q(began_at__isnull=False) & Q(ended_at=None)),
                name="session_script_runs_a_step",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    @property
    def own_steps(self) -> tuple[Step, ...]:
        """Return the steps as they were changed; none while the script is the proposed one."""
        return tuple(Step(**one) for one in self.steps)

    @property
    def state(self) -> State:
        """Return where its clock stands, as values."""
        times = {int(key): Times(**one) for key, one in self.times.items()}
        return State(self.current, self.running_since, times, self.began_at, self.ended_at)
