"""Which addresses a mail of some kind would not reach, asked at once of many."""

from collections.abc import Collection, Mapping

from django.db.models import Count, Q
from django.db.models.functions import Lower

from copil.notifications import rules
from copil.notifications.actions.telling import RETURNED, UNWANTED
from copil.notifications.enums import Pace
from copil.notifications.models import Bounce, Preference


def unreached(*, kind: str, emails: Collection[str]) -> Mapping[str, str]:
    """Return why such a mail would not reach an address, by lower-case address (two queries)."""
    asked = {email.strip().lower() for email in emails} - {""}
    if not asked:
        return {}
    back = Bounce.objects.filter(cleared_at=None).annotate(low=Lower("email")).filter(low__in=asked)
    counts = back.order_by().values_list("low").annotate(number=Count("pk"))
    found = {email: RETURNED for email, number in counts if number >= rules.FAILING_AFTER}
    stopped = Preference.objects.filter(kind=kind, pace=Pace.NEVER).annotate(account=Lower("user__email"))
    told = stopped.filter(Q(email__in=asked) | Q(account__in=asked)).values_list("email", "account")
    found |= {email: UNWANTED for pair in told for email in pair if email in asked}
    return found
