"""Sentences of the verbs of the common plan and of the review of the groups."""

from copil.journal.sentences import Verbs

BILAN = "workshops.bilan"

VERBS: Verbs = {
    (BILAN, "update"): "a mis à jour le bilan des groupes de « {label} »",
    (BILAN, "add_lesson"): "a noté un enseignement dans le bilan de « {label} » : {lesson}",
    (BILAN, "change_lesson"): "a modifié un enseignement du bilan de « {label} » : {lesson}",
    (BILAN, "remove_lesson"): "a mis de côté un enseignement du bilan de « {label} » : {lesson}",
    (BILAN, "restore_lesson"): "a repris un enseignement du bilan de « {label} » : {lesson}",
    (BILAN, "ask_decision"): "a préparé la décision de {body} sur la suite de « {label} »",
}
