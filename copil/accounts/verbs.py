"""Sentences of the verbs of accounts."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("accounts.invitation", "invite"): "a invité {label}",
    ("accounts.invitation", "revoke"): "a retiré l’invitation de {label}",
    ("identity.membership", "join"): "a rejoint l’espace",
    ("identity.membership", "change_role"): "a changé le rôle de {label}",
    ("identity.membership", "suspend"): "a suspendu l’accès de {label}",
    ("identity.membership", "reinstate"): "a rétabli l’accès de {label}",
    ("identity.workspace", "import"): "a reçu les premières données de l’espace",
}
