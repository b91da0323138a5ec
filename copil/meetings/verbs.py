"""Sentences of the verbs of meetings."""

from copil.journal.sentences import Verbs

KIND = "meetings.meeting"

_PLACE, _ROOM = "meetings.place", "meetings.room"

VERBS: Verbs = {
    **{
        (kind, verb): f"{said} {what} « {{label}} »"
        for kind, what in ((_PLACE, "le lieu"), (_ROOM, "la salle"))
        for verb, said in (
            ("add", "a ajouté"),
            ("update", "a modifié"),
            ("archive", "a archivé"),
            ("restore", "a rétabli"),
        )
    },
    (KIND, "begin_logistics"): "a commencé la logistique de « {label} » : {lines}",
    (KIND, "copy_logistics"): "a repris pour « {label} » la logistique de « {from} » : {lines}",
    (KIND, "add_logistics"): "a ajouté « {line} » à la logistique de « {label} »",
    (KIND, "change_logistics"): "a modifié « {line} » dans la logistique de « {label} »",
    (KIND, "tick_logistics"): "a noté que « {line} » est prêt pour « {label} »",
    (KIND, "untick_logistics"): "a rouvert « {line} » dans la logistique de « {label} »",
    (KIND, "remove_logistics"): "a retiré « {line} » de la logistique de « {label} »",
    (KIND, "book"): "a pris {room} pour la réunion « {label} » : {when}",
    (KIND, "change_booking"): "a déplacé {room} pour la réunion « {label} » : {when}",
    (KIND, "confirm_booking"): "a réservé {room} pour la réunion « {label} »",
    (KIND, "free_room"): "a rendu {room}, qui servait à la réunion « {label} »",
    (KIND, "prepare"): "a préparé la réunion « {label} »",
    (KIND, "update"): "a modifié la réunion « {label} »",
    (KIND, "discard"): "a mis de côté le brouillon de la réunion « {label} »",
    (KIND, "invite"): "a fait envoyer les invitations à la réunion « {label} » : {sent}",
    (KIND, "reply"): "a reçu la réponse de {person} pour la réunion « {label} » : {answer}",
    (KIND, "record_reply"): "a noté la réponse de {person} pour la réunion « {label} » : {answer}",
    (KIND, "forget_needs"): "a effacé les régimes et besoins d’accès de « {label} » ({answers})",
    (KIND, "remind"): "a fait relancer {people} pour la réunion « {label} »",
    (KIND, "propose_dates"): "a proposé {dates} pour la réunion « {label} »",
    (KIND, "remove_date"): "ne propose plus le {date} pour la réunion « {label} »",
    (KIND, "change_poll"): "a modifié le sondage de dates de la réunion « {label} »",
    (KIND, "weigh_poll"): "a dit qui est nécessaire à la réunion « {label} » : {people}",
    (KIND, "open_poll"): "a ouvert le sondage de dates de la réunion « {label} »",
    (KIND, "close_poll"): "a clos le sondage de dates de la réunion « {label} »",
    (KIND, "reopen_poll"): "a rouvert le sondage de dates de la réunion « {label} »",
    (KIND, "cancel_poll"): "a abandonné le sondage de dates de la réunion « {label} » : {reason}",
    (KIND, "answer_poll"): "a reçu une réponse au sondage de dates de la réunion « {label} »",
    (KIND, "note_poll_answer"): "a noté une réponse au sondage de dates de la réunion « {label} »",
    (KIND, "remind_poll"): "a fait relancer {people} pour les dates de la réunion « {label} »",
    (KIND, "choose_date"): "a choisi la date de la réunion « {label} » : {date}",
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
