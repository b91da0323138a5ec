"""Verbs of needs, one file per family."""

from copil.needs.actions.antecedents import add_antecedent, remove_antecedent, update_antecedent
from copil.needs.actions.diagnostics import create_diagnostic, update_diagnostic
from copil.needs.actions.needs import (
    Heard,
    add_origin,
    archive_need,
    confirm_need,
    create_need,
    remove_origin,
    restore_need,
    unconfirm_need,
    update_need,
)
from copil.needs.actions.network_needs import (
    accept_in_network,
    bring_to_network_need,
    confirm_part,
    decline_part,
    join_network_need,
)
from copil.needs.actions.networks import (
    restore_in_network,
    set_aside_in_network,
    share_needs,
    update_share,
    withdraw_shares,
)
from copil.needs.actions.offers import (
    archive_offer,
    create_offer,
    restore_offer,
    sign_check,
    update_offer,
)
from copil.needs.actions.opinions import FIELDS as ANSWER_FIELDS
from copil.needs.actions.opinions import answer, ask_opinion, close_opinion, remind
from copil.needs.actions.passing import pass_problem_sheet
from copil.needs.actions.plans import add_plan_line, remove_plan_line, update_plan_line
from copil.needs.actions.shared import (
    archive_shared_need,
    choose_nature,
    confirm_shared_need,
    move_shared_need,
    restore_shared_need,
    save_problem_sheet,
    update_shared_need,
    write_problem_sheet,
)
from copil.needs.actions.sharing import (
    accept_proposal,
    add_needs,
    create_shared_need,
    merge_shared_needs,
    restore_proposal,
    set_aside_proposal,
    split_shared_need,
)
from copil.needs.actions.themes import create_theme, update_theme

__all__ = [
    "ANSWER_FIELDS",
    "Heard",
    "accept_in_network",
    "accept_proposal",
    "add_antecedent",
    "add_needs",
    "add_origin",
    "add_plan_line",
    "answer",
    "archive_need",
    "archive_offer",
    "archive_shared_need",
    "ask_opinion",
    "bring_to_network_need",
    "choose_nature",
    "close_opinion",
    "confirm_need",
    "confirm_part",
    "confirm_shared_need",
    "create_diagnostic",
    "create_need",
    "create_offer",
    "create_shared_need",
    "create_theme",
    "decline_part",
    "join_network_need",
    "merge_shared_needs",
    "move_shared_need",
    "pass_problem_sheet",
    "remind",
    "remove_antecedent",
    "remove_origin",
    "remove_plan_line",
    "restore_in_network",
    "restore_need",
    "restore_offer",
    "restore_proposal",
    "restore_shared_need",
    "save_problem_sheet",
    "set_aside_in_network",
    "set_aside_proposal",
    "share_needs",
    "sign_check",
    "split_shared_need",
    "unconfirm_need",
    "update_antecedent",
    "update_diagnostic",
    "update_need",
    "update_offer",
    "update_plan_line",
    "update_share",
    "update_shared_need",
    "update_theme",
    "withdraw_shares",
    "write_problem_sheet",
]
