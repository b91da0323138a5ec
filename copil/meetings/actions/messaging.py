"""Write to those who registered to a meeting."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.meetings import registration_letters as letters
from copil.meetings.actions.common import record
from copil.meetings.actions.registering import hold
from copil.meetings.enums import RegistrationState
from copil.meetings.models import Registration, RegistrationPage

_TO = {
    "registered": RegistrationState.holding(),
    "waiting": (RegistrationState.WAITING,),
    "all": (*RegistrationState.holding(), RegistrationState.WAITING),
}


@transaction.atomic
def tell_all(*, page: RegistrationPage, to: str, text: str, by: User, at: dt.datetime) -> int:
    """Write the same words to each of those who registered, alone; return how many mails were written."""
    held = hold(page)
    if to not in _TO:
        raise ActionRefused("Choisissez à qui écrire.")
    rows = Registration.objects.filter(page=held, state__in=_TO[to]).select_related("participant")
    sent = sum(
        letters.send(one, page=held, kind="message", at=at, message=text) for one in rows.order_by("pk")
    )
    record(held.meeting, verb="message_registered", by=by, at=at, changes={"sent": sent})
    return sent
