"""Sentences of the verbs of forms."""

from copil.journal.sentences import Verbs

KIND = "surveys.survey"

VERBS: Verbs = {
    (KIND, "create"): "a écrit le questionnaire « {label} »",
    (KIND, "update"): "a modifié le questionnaire « {label} »",
    (KIND, "ask"): "a ajouté une question au questionnaire « {label} » : {question}",
    (KIND, "change_question"): "a modifié une question du questionnaire « {label} » : {question}",
    (KIND, "move_question"): "a déplacé une question du questionnaire « {label} » : {question}",
    (KIND, "remove_question"): "a retiré une question du questionnaire « {label} » : {question}",
    (KIND, "translate"): "a traduit le questionnaire « {label} » ({language})",
    (KIND, "open"): "a ouvert le questionnaire « {label} »",
    (KIND, "close"): "a fermé le questionnaire « {label} »",
    (KIND, "publish"): "a donné une adresse publique au questionnaire « {label} »",
    (KIND, "unpublish"): "a fermé l’adresse publique du questionnaire « {label} »",
    (KIND, "archive"): "a archivé le questionnaire « {label} »",
    (KIND, "restore"): "a repris le questionnaire archivé « {label} »",
    (KIND, "send"): "a fait envoyer le questionnaire « {label} » : {sent}",
    (KIND, "add_recipient"): "a choisi à qui envoyer le questionnaire « {label} »",
    (KIND, "remove_recipient"): "a retiré quelqu’un des destinataires du questionnaire « {label} »",
    (KIND, "answer"): "a reçu une réponse au questionnaire « {label} »",
    (KIND, "change_answer"): "a reçu un changement de réponse au questionnaire « {label} »",
    (KIND, "remove_answer"): "a effacé une réponse au questionnaire « {label} »",
    (KIND, "purge"): "a effacé des réponses au questionnaire « {label} », leur durée passée : {removed}",
}
