"""Sentences of the verbs of the common plan and of the review of the groups."""

from copil.journal.sentences import Verbs

BILAN = "workshops.bilan"
PLAN = "workshops.commonplan"
ACTION = "workshops.planaction"

VERBS: Verbs = {
    (BILAN, "update"): "a mis à jour le bilan des groupes de « {label} »",
    (BILAN, "add_lesson"): "a noté un enseignement dans le bilan de « {label} » : {lesson}",
    (BILAN, "change_lesson"): "a modifié un enseignement du bilan de « {label} » : {lesson}",
    (BILAN, "remove_lesson"): "a mis de côté un enseignement du bilan de « {label} » : {lesson}",
    (BILAN, "restore_lesson"): "a repris un enseignement du bilan de « {label} » : {lesson}",
    (BILAN, "ask_decision"): "a préparé la décision de {body} sur la suite de « {label} »",
    (
        PLAN,
        "gather",
    ): "a réuni les fiches des groupes dans le plan commun de « {label} » (actions : {actions})",
    (PLAN, "settle"): "a présenté le plan commun de « {label} »",
    (PLAN, "order"): "a classé le plan commun de « {label} » d’après : {by}",
    (PLAN, "answer"): "a répondu à un point à régler du plan commun de « {label} » : {text}",
    (PLAN, "take_back"): "a retiré une réponse du plan commun de « {label} » : {text}",
    (PLAN, "publish"): "a publié l’édition {edition} du plan commun de « {label} »",
    (PLAN, "share"): "a ouvert à tous la page du plan commun de « {label} »",
    (PLAN, "unshare"): "a fermé la page publique du plan commun de « {label} »",
    (PLAN, "ask_validation"): "a préparé la validation du plan commun de « {label} » par {body}",
    (ACTION, "change"): "a modifié l’action « {label} » du plan commun",
    (ACTION, "take_again"): "a repris la fiche « {sheet} » dans l’action « {label} » du plan commun",
    (ACTION, "remove"): "a sorti l’action « {label} » du plan commun",
    (ACTION, "move"): "a mis l’action « {label} » au rang {rank} du plan commun",
    (ACTION, "merge"): "a réuni l’action « {other} » avec « {label} » dans le plan commun",
    (ACTION, "unmerge"): "a séparé l’action « {other} » de « {label} » dans le plan commun",
}
