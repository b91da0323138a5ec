"""Sentences of the verbs of pages."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("initiatives.initiative", "issue_sponsor_pack"): "a archivé l’argumentaire de « {label} »",
}
