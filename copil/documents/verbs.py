"""Sentences of the verbs of documents."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("documents.charter", "update"): "a changé la charte des documents",
    ("documents.charter", "set_logo"): "a posé un logo sur les documents",
    ("documents.charter", "remove_logo"): "a retiré le logo des documents",
}
