"""Sentences of the verbs of territories."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("territories.perimeterkind", "load"): "a chargé les périmètres {label}",
    ("territories.perimeterkind", "remove"): "a retiré les périmètres {label}",
}
