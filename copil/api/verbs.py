"""Sentences of the verbs of tokens and of webhooks."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("api.apitoken", "create"): "a créé le jeton d’accès « {label} »",
    ("api.apitoken", "revoke"): "a retiré le jeton d’accès « {label} »",
    ("api.webhook", "create"): "a fait prévenir « {label} » de ce qui change",
    ("api.webhook", "update"): "a modifié l’envoi automatique à « {label} »",
    ("api.webhook", "pause"): "a mis en pause l’envoi automatique à « {label} »",
    ("api.webhook", "resume"): "a repris l’envoi automatique à « {label} »",
    ("api.webhook", "renew"): "a changé le secret de l’envoi automatique à « {label} »",
    ("api.webhook", "archive"): "a retiré l’envoi automatique à « {label} »",
}
