"""Sentences of the verbs of governance."""

from copil.journal.sentences import Verbs

_BODY = "governance.body"

VERBS: Verbs = {
    (_BODY, "set_up"): "a constitué l’instance « {label} »",
}
