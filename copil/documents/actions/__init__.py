"""Verbs of documents, one file per family."""

from copil.documents.actions.charters import remove_logo, save_charter, set_logo
from copil.documents.actions.templates import add_template, use_template, withdraw_template

__all__ = [
    "add_template",
    "remove_logo",
    "save_charter",
    "set_logo",
    "use_template",
    "withdraw_template",
]
