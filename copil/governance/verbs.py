"""Sentences of the verbs of governance."""

from copil.governance import role_verbs
from copil.journal.sentences import Verbs

_BODY = "governance.body"
_DECISION = "governance.decision"
_PIECE = "governance.adminpiece"
_PUBLIC = "governance.publicpage"
_GATE = "governance.gatereview"

VERBS: Verbs = {
    (_PUBLIC, "prepare"): "prépare la page publique de « {label} »",
    (_PUBLIC, "publish"): "a publié la page publique de « {label} »",
    (_PUBLIC, "withdraw"): "a retiré la page publique de « {label} »",
    (_PIECE, "add"): "a ajouté au suivi administratif : « {label} »",
    (_PIECE, "update"): "a modifié au suivi administratif : « {label} »",
    (_PIECE, "move"): "a fait avancer au suivi administratif : « {label} » ({state})",
    (_PIECE, "remove"): "a retiré du suivi administratif : « {label} »",
    (_PIECE, "restore"): "a remis au suivi administratif : « {label} »",
    **role_verbs.VERBS,
    (_BODY, "set_up"): "a constitué l’instance « {label} »",
    (_BODY, "change"): "a modifié l’instance « {label} »",
    (_BODY, "close"): "a clos l’instance « {label} » : {reason}",
    (_BODY, "reopen"): "a rouvert l’instance « {label} »",
    (_BODY, "give_mandate"): "a fait entrer {person} dans « {label} »",
    (_BODY, "change_mandate"): "a modifié le mandat de {person} dans « {label} »",
    (_BODY, "end_mandate"): "a mis fin au mandat de {person} dans « {label} »",
    (_BODY, "renew_mandate"): "a renouvelé le mandat de {person} dans « {label} »",
    (_BODY, "add_college"): "a ajouté le collège « {college} » à « {label} »",
    (_BODY, "change_college"): "a modifié le collège « {college} » de « {label} »",
    (_DECISION, "draft"): "a écrit le projet de décision « {label} »",
    (_DECISION, "change"): "a modifié le projet de décision « {label} »",
    (_DECISION, "discard"): "a mis de côté le projet de décision « {label} »",
    (_DECISION, "redact"): "a effacé le nom d’une personne de la décision {label}",
    (_DECISION, "adopt"): "a inscrit au registre la décision « {label} »",
    (_DECISION, "review"): "a revu la décision « {label} »",
    (_DECISION, "allow_publishing"): "a permis de publier la décision « {label} »",
    (_DECISION, "stop_publishing"): "ne permet plus de publier la décision « {label} »",
    (_BODY, "remove_college"): "a retiré le collège « {college} » de « {label} »",
    (_GATE, "decide"): "a enregistré au moment « {label} » : {verdict}, par « {body} »",
    (_GATE, "reopen"): "a rouvert le moment de décision « {label} » : {reason}",
    (_GATE, "settle_condition"): "a réglé la condition « {condition} » : {outcome}",
    (_GATE, "hold_condition_by_task"): "a noté tenue la condition « {condition} » : sa tâche est terminée",
    (
        _GATE,
        "open_condition_by_task",
    ): "a noté de nouveau à tenir la condition « {condition} » : sa tâche est rouverte",
    (_GATE, "take_condition_up"): "a repris la condition « {condition} »",
    ("governance.validation", "note"): "a noté un avis, {label} : {opinion}",
    ("governance.validation", "close"): "a clos un avis, {label} : {reason}",
    ("governance.lightsheet", "write"): "a écrit la fiche légère « {label} »",
    ("governance.lightsheet", "change"): "a modifié la fiche légère « {label} »",
    ("governance.lightsheet", "remove"): "a mis de côté la fiche légère « {label} »",
}
