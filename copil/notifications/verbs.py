"""Sentences of the verbs of notifications."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("notifications.outboxmessage", "clear_address"): "a demandé d’écrire de nouveau à {label}",
    ("notifications.outboxmessage", "send_again"): "a fait renvoyer un courriel : « {label} »",
}
