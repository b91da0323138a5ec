"""Sentences of the verbs of accounts."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("accounts.invitation", "invite"): "a invité {label}",
    ("accounts.invitation", "revoke"): "a retiré l’invitation de {label}",
    ("identity.membership", "join"): "a rejoint l’espace",
    ("identity.membership", "change_role"): "a changé le rôle de {label}",
    ("identity.membership", "suspend"): "a suspendu l’accès de {label}",
    ("identity.membership", "reinstate"): "a rétabli l’accès de {label}",
    ("identity.network", "create"): "a créé le réseau « {label} »",
    ("identity.network", "update"): "a modifié le réseau « {label} »",
    ("identity.network", "invite"): "a invité l’espace « {identifier} » dans le réseau « {label} »",
    (
        "identity.network",
        "withdraw",
    ): "a retiré l’invitation de l’espace « {identifier} » au réseau « {label} »",
    ("identity.network", "accept"): "a fait entrer l’espace dans le réseau « {label} »",
    ("identity.network", "decline"): "a décliné l’invitation du réseau « {label} »",
    ("identity.network", "exclude"): "a exclu l’espace « {identifier} » du réseau « {label} »",
    ("identity.network", "be_excluded"): "a pris acte de l’exclusion du réseau « {label} » : {reason}",
    ("identity.network", "leave"): "a fait sortir l’espace du réseau « {label} »",
    ("identity.workspace", "import"): "a reçu les premières données de l’espace",
}
