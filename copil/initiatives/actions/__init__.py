"""Verbs of initiatives, one file per family."""

from copil.initiatives.actions.activities import lift_mark, mark_activity, plan_activity
from copil.initiatives.actions.carriers import (
    add_required_skill,
    remove_required_skill,
    save_carrier_role,
    save_coherence,
)
from copil.initiatives.actions.carrying import (
    accept_invitation,
    decline_invitation,
    invite_carrier,
    leave_initiative,
    offer_lead,
    withdraw_invitation,
)
from copil.initiatives.actions.duplicates import duplicate
from copil.initiatives.actions.existing import (
    add_existing,
    attach_to_existing,
    detach_from_existing,
    remove_existing,
    update_existing,
)
from copil.initiatives.actions.initiatives import (
    archive,
    enter_stage,
    finish,
    open_initiative,
    reopen,
    restore,
    update_initiative,
)
from copil.initiatives.actions.methods import publish_shipped_methods
from copil.initiatives.actions.networks import open_joint
from copil.initiatives.actions.papers import issue_paper, save_paper
from copil.initiatives.actions.people import add_member, change_member, remove_member
from copil.initiatives.actions.purposes import (
    add_objective,
    add_targets,
    answer_needs,
    remove_objective,
    remove_target,
)
from copil.initiatives.actions.sharing import share_method
from copil.initiatives.actions.sheets import save_presentation
from copil.initiatives.actions.versions import change_method, undo_change_of_method
from copil.initiatives.actions.workshop import (
    change_draft,
    copy_method,
    delete_draft,
    import_into,
    publish_draft,
    spent_names,
    undo_change,
)

__all__ = [
    "accept_invitation",
    "add_existing",
    "add_member",
    "add_objective",
    "add_required_skill",
    "add_targets",
    "answer_needs",
    "archive",
    "attach_to_existing",
    "change_draft",
    "change_member",
    "change_method",
    "copy_method",
    "decline_invitation",
    "delete_draft",
    "detach_from_existing",
    "duplicate",
    "enter_stage",
    "finish",
    "import_into",
    "invite_carrier",
    "issue_paper",
    "leave_initiative",
    "lift_mark",
    "mark_activity",
    "offer_lead",
    "open_initiative",
    "open_joint",
    "plan_activity",
    "publish_draft",
    "publish_shipped_methods",
    "remove_existing",
    "remove_member",
    "remove_objective",
    "remove_required_skill",
    "remove_target",
    "reopen",
    "restore",
    "save_carrier_role",
    "save_coherence",
    "save_paper",
    "save_presentation",
    "share_method",
    "spent_names",
    "undo_change",
    "undo_change_of_method",
    "update_existing",
    "update_initiative",
    "withdraw_invitation",
]
