"""Sentences of the verbs of tasks."""

from copil.journal.sentences import Verbs

KIND = "tasks.task"

VERBS: Verbs = {
    (KIND, "create"): "a ajouté la tâche « {label} »",
    (KIND, "update"): "a modifié la tâche « {label} »",
    (KIND, "assign"): "a confié à {person} la tâche « {label} »",
    (KIND, "unassign"): "a laissé sans personne la tâche « {label} »",
    (KIND, "move_todo"): "a remis à faire la tâche « {label} »",
    (KIND, "move_doing"): "a commencé la tâche « {label} »",
    (KIND, "move_blocked"): "a noté bloquée la tâche « {label} »",
    (KIND, "move_done"): "a terminé la tâche « {label} »",
    (KIND, "move_dropped"): "a abandonné la tâche « {label} » : {reason}",
    (KIND, "undo"): "a rouvert la tâche « {label} »",
    (KIND, "comment"): "a commenté la tâche « {label} »",
    (KIND, "ask"): "a demandé à {person} où en est la tâche « {label} »",
    (KIND, "close_link"): "a fermé le lien de {person} vers la tâche « {label} »",
    (KIND, "answer"): "a reçu la réponse de {person} sur la tâche « {label} » : {answer}",
}
