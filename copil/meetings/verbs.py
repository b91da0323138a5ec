"""Sentences of the verbs of meetings."""

from copil.journal.sentences import Verbs

KIND = "meetings.meeting"

VERBS: Verbs = {
    (KIND, "prepare"): "a préparé la réunion « {label} »",
    (KIND, "update"): "a modifié la réunion « {label} »",
    (KIND, "discard"): "a mis de côté le brouillon de la réunion « {label} »",
    (KIND, "invite"): "a fait envoyer les invitations à la réunion « {label} » : {sent}",
    (KIND, "reply"): "a reçu la réponse de {person} pour la réunion « {label} » : {answer}",
    (KIND, "record_reply"): "a noté la réponse de {person} pour la réunion « {label} » : {answer}",
    (KIND, "remind"): "a fait relancer {people} pour la réunion « {label} »",
    (KIND, "attendance"): "a noté qui était là à la réunion « {label} » : {noted}",
    (KIND, "open_desk"): "a ouvert l’accueil de la réunion « {label} »",
    (KIND, "close_desk"): "a fermé l’accueil de la réunion « {label} »",
    (KIND, "move_called"): "a convoqué la réunion « {label} »",
    (KIND, "move_running"): "a ouvert la séance « {label} »",
    (KIND, "move_writing"): "a levé la séance « {label} »",
    (KIND, "take_back"): "a repris le compte rendu de « {label} » pour le corriger",
    (KIND, "move_sent"): "a envoyé le compte rendu de « {label} »",
    (KIND, "move_approved"): "a approuvé le compte rendu de « {label} »",
    (KIND, "move_locked"): "a clos la réunion « {label} »",
    (KIND, "move_cancelled"): "a annulé la réunion « {label} » : {reason}",
    (KIND, "add_item"): "a inscrit « {item} » à l’ordre du jour de « {label} »",
    (KIND, "propose_item"): "a proposé « {item} » pour l’ordre du jour de « {label} »",
    (KIND, "change_item"): "a modifié le point « {item} » de « {label} »",
    (KIND, "move_item"): "a déplacé le point « {item} » de « {label} »",
    (KIND, "remove_item"): "a retiré « {item} » de l’ordre du jour de « {label} »",
    (KIND, "keep_item"): "a retenu « {item} » à l’ordre du jour de « {label} »",
    (KIND, "set_item_aside"): "n’a pas retenu « {item} » pour « {label} » : {reason}",
    (KIND, "add_guest"): "a invité {person} à la réunion « {label} »",
    (KIND, "remove_guest"): "n’attend plus {person} à la réunion « {label} »",
    (KIND, "add_document"): "a joint « {title} » à la réunion « {label} »",
    (KIND, "remove_document"): "a retiré « {title} » de la réunion « {label} »",
    (KIND, "write_notes"): "a écrit le point « {item} » du compte rendu de « {label} »",
    (KIND, "add_outcome"): "a noté dans le compte rendu de « {label} » ({kind}) : {text}",
    (KIND, "change_outcome"): "a précisé dans le compte rendu de « {label} » ({kind}) : {text}",
    (KIND, "remove_outcome"): "a retiré du compte rendu de « {label} » : {text}",
    (
        KIND,
        "settle",
    ): "a inscrit les suites de « {label} » : décisions au registre {decisions}, tâches {tasks}",
    (KIND, "ask_amendment"): "a noté une correction demandée par {person} au compte rendu de « {label} »",
    (KIND, "receive_amendment"): "a reçu de {person} une correction à faire au compte rendu de « {label} »",
    (KIND, "answer_amendment"): "a répondu à la correction demandée par {person} sur « {label} »",
}
