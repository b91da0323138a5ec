"""Verbs of needs, one file per family."""

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
    "Heard",
    "accept_proposal",
    "add_needs",
    "add_origin",
    "archive_need",
    "archive_shared_need",
    "choose_nature",
    "confirm_need",
    "confirm_shared_need",
    "create_diagnostic",
    "create_need",
    "create_shared_need",
    "create_theme",
    "merge_shared_needs",
    "move_shared_need",
    "remove_origin",
    "restore_need",
    "restore_proposal",
    "restore_shared_need",
    "save_problem_sheet",
    "set_aside_proposal",
    "split_shared_need",
    "unconfirm_need",
    "update_diagnostic",
    "update_need",
    "update_shared_need",
    "update_theme",
    "write_problem_sheet",
]
