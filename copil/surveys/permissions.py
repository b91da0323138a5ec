"""Who may do what with a form; seeing it is already given by its querysets."""

from copil.identity.models import Membership
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import rights_on
from copil.surveys.models import Survey


def can_write(initiative: Initiative | None, membership: Membership) -> bool:
    """Writing a form: those who work on the initiative; outside one, whoever writes in the workspace."""
    if initiative is None:
        return membership.may_write
    return rights_on(initiative, membership).may_work


def can_edit(survey: Survey, membership: Membership) -> bool:
    """Changing a form, and reading its answers: they are personal data."""
    if survey.initiative is None and survey.workspace_id != membership.workspace_id:
        return False
    return can_write(survey.initiative, membership)
