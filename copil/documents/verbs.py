"""Sentences of the verbs of documents."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("documents.charter", "update"): "a changé la charte des documents",
    ("documents.charter", "set_logo"): "a posé un logo sur les documents",
    ("documents.charter", "remove_logo"): "a retiré le logo des documents",
    ("documents.wordtemplate", "add"): "a déposé un modèle Word : {label}",
    ("documents.wordtemplate", "withdraw"): "a retiré le modèle Word : {label}",
    ("documents.wordtemplate", "use"): "a remis en service le modèle Word : {label}",
}
