"""Sentences of the verbs of search."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("search.synonymgroup", "create"): "a ajouté des mots équivalents : {label}",
    ("search.synonymgroup", "update"): "a modifié des mots équivalents : {label}",
    ("search.synonymgroup", "remove"): "a retiré des mots équivalents : {label}",
}
