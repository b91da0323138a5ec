"""End what a carrier that leaves an initiative holds in its governance."""

import datetime as dt

from django.db import transaction

from copil.governance import leaving
from copil.governance.actions.mandates import end_mandate
from copil.governance.actions.roles import end_holding
from copil.governance.actions.validations import close_validation
from copil.governance.models import Mandate
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative


@transaction.atomic
def leave(
    *,
    initiative: Initiative,
    workspace: Workspace,
    left_on: dt.date,
    reason: str,
    by: User | None,
    at: dt.datetime,
) -> None:
    """End the mandates and roles that a carrier gave, on the day it leaves; close its opinions.

    What was to begin later ends on its first day. Called in the transaction of the departure.
    """
    told = f"{workspace.name} quitte la démarche : {reason.strip()}"[:300]
    mandates: list[Mandate] = list(leaving.mandates_of(initiative, workspace))
    for one in mandates:
        day = max(left_on, one.starts_on)
        end_mandate(mandate=one, ends_on=day, reason=told, expected=one.version, by=by, at=at)
    for holding in leaving.holdings_of(initiative, workspace):
        day = max(left_on, holding.starts_on)
        end_holding(holding=holding, ends_on=day, reason=told, expected=holding.version, by=by, at=at)
    for given in leaving.validations_of(initiative, workspace):
        close_validation(validation=given, reason=reason.strip(), by=by, at=at)
