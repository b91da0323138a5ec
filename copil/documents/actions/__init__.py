"""Verbs of documents, one file per family."""

from copil.documents.actions.charters import remove_logo, save_charter, set_logo

__all__ = ["remove_logo", "save_charter", "set_logo"]
