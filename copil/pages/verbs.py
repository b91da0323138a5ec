"""Sentences of the verbs of pages."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("accounts.erasure", "erase"): "a effacé un compte",
    ("directory.person", "erase"): "a effacé une personne",
    ("initiatives.initiative", "issue_sponsor_pack"): "a archivé l’argumentaire de « {label} »",
}
