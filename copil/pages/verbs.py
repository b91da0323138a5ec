"""Sentences of the verbs of pages."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("accounts.erasure", "erase"): "a effacé un compte",
    ("directory.person", "erase"): "a effacé une personne",
    ("initiatives.initiative", "bring"): "a repris la démarche « {label} » depuis une archive",
    ("identity.workspace", "ask_export"): "a demandé une archive de tout l’espace",
    ("identity.workspace", "take_export"): "a pris une archive de tout l’espace",
    ("initiatives.initiative", "issue_sponsor_pack"): "a archivé l’argumentaire de « {label} »",
}
