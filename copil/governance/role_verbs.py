"""Sentences of the verbs of roles."""

from copil.journal.sentences import Verbs

_HOLDING = "governance.roleholding"
_SINGLE = "governance.singlerole"
_SERVICE = "governance.internalservice"
_BACKING = "governance.backing"
_LETTER = "governance.missionletter"

VERBS: Verbs = {
    (_LETTER, "prepare"): "a préparé la lettre de mission de {label}",
    (_LETTER, "change"): "a modifié la version {number} de la lettre de mission de {label}",
    (_LETTER, "revise"): "a préparé la version {number} de la lettre de mission de {label}",
    (_LETTER, "discard"): "a mis de côté la version {number} de la lettre de mission de {label}",
    (_LETTER, "send"): "a envoyé la version {number} de la lettre de mission de {label}",
    (_LETTER, "send_again"): "a renvoyé le lien de la lettre de mission de {label}",
    (_LETTER, "accept"): "a reçu l’accord sur la version {number} de la lettre de mission de {label}",
    (_LETTER, "comment"): "a reçu un commentaire sur la version {number} de la lettre de mission de {label}",
    (_LETTER, "withdraw"): "a retiré la lettre de mission de {label} : {reason}",
    (_HOLDING, "name_holder"): "a confié à {person} le rôle « {role} » dans « {label} »",
    (_HOLDING, "name_deputy"): "a nommé {person} en second pour « {role} » dans « {label} »",
    (_HOLDING, "change"): "a modifié le rôle « {role} » de {person} dans « {label} »",
    (_HOLDING, "end"): "a mis fin au rôle « {role} » de {person} dans « {label} »",
    (_SERVICE, "add"): "a noté le service « {label} » : {state}",
    (_SERVICE, "change"): "a modifié le service « {label} » : {state}",
    (_SERVICE, "remove"): "a retiré le service « {label} »",
    (_BACKING, "save"): "a dit jusqu’où la structure appuie « {label} »",
    (_SINGLE, "say_single"): "a dit unique par nature le rôle « {role} » dans « {label} » : {reason}",
    (_SINGLE, "lift_single"): "ne dit plus unique par nature le rôle « {role} » dans « {label} »",
    ("initiatives.initiative", "set_role_skills"): "a dit qui pourrait tenir quels rôles dans « {label} »",
}
