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
}
