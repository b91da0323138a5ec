"""Sentences of the verbs of search."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("search.synonymgroup", "create"): "a ajouté des mots équivalents : {label}",
    ("search.synonymgroup", "update"): "a modifié des mots équivalents : {label}",
    ("search.commonsynonyms", "create"): "a ajouté des mots équivalents pour tous les espaces : {label}",
    ("search.commonsynonyms", "remove"): "a retiré des mots équivalents de tous les espaces : {label}",
    ("search.synonymgroup", "remove"): "a retiré des mots équivalents : {label}",
}
