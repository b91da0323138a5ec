"""How long the addresses are kept where a form was sent: no longer than there is something to ask."""

import datetime as dt

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from copil.surveys.enums import SurveyState
from copil.surveys.models import Recipient


def recipients(before: dt.datetime) -> int:
    """Empty the addresses written to before an instant, or never, unless their form still takes answers.

    Who was asked stays, by name; ``accounts.retention`` calls it each day and writes down how many.
    """
    asking = Q(archived_at=None, survey__state=SurveyState.OPEN, survey__archived_at=None)
    asking &= Q(survey__closes_at=None) | Q(survey__closes_at__gt=timezone.now())
    rows = Recipient.objects.alias(last=Coalesce("sent_at", "created_at")).filter(last__lt=before)
    old = rows.exclude(email="").exclude(asking).values("pk")
    return Recipient.objects.filter(pk__in=old).update(email="", trouble="", version=F("version") + 1)
