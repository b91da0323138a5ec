"""Sentences of the verbs of working groups."""

from copil.journal.sentences import Verbs

GROUP = "workshops.workinggroup"
ALLOCATION = "workshops.allocation"
SHEET = "workshops.actionsheet"

VERBS: Verbs = {
    (GROUP, "create"): "a formé le groupe de travail « {label} »",
    (GROUP, "update"): "a modifié le groupe de travail « {label} »",
    (GROUP, "archive"): "a mis de côté le groupe de travail « {label} »",
    (GROUP, "restore"): "a repris le groupe de travail « {label} »",
    (GROUP, "add_member"): "a ajouté {person} au groupe « {label} »",
    (GROUP, "remove_member"): "a retiré {person} du groupe « {label} »",
    (GROUP, "plan_session"): "a préparé la réunion {rank} du groupe « {label} »",
    (ALLOCATION, "begin"): "a commencé une répartition de {people} participants",
    (ALLOCATION, "run"): "a fait proposer une répartition (tirage {seed})",
    (ALLOCATION, "settle"): "a changé les critères de la répartition",
    (ALLOCATION, "describe"): "a précisé ce que souhaite {person} dans la répartition",
    (ALLOCATION, "move"): "a déplacé {person} vers « {group} » dans la répartition",
    (ALLOCATION, "lock"): "a fixé la place de {person} dans la répartition",
    (ALLOCATION, "unlock"): "a libéré la place de {person} dans la répartition",
    (ALLOCATION, "tie"): "a lié {person} et {other} dans la répartition",
    (ALLOCATION, "untie"): "a délié {person} et {other} dans la répartition",
    (ALLOCATION, "add_place"): "a ajouté {person} à la répartition",
    (ALLOCATION, "remove_place"): "a retiré {person} de la répartition",
    (ALLOCATION, "accept"): "a retenu la répartition de {people} participants",
    (ALLOCATION, "undo"): "a annulé la répartition retenue",
    (SHEET, "create"): "a commencé la fiche action « {label} »",
    (SHEET, "update"): "a modifié la fiche action « {label} »",
    (SHEET, "archive"): "a mis de côté la fiche action « {label} »",
    (SHEET, "restore"): "a repris la fiche action « {label} »",
    (SHEET, "add_partner"): "a ajouté {partner} aux partenaires de la fiche action « {label} »",
    (SHEET, "remove_partner"): "a retiré {partner} des partenaires de la fiche action « {label} »",
    (SHEET, "add_indicator"): "a ajouté l’indicateur « {indicator} » à la fiche action « {label} »",
    (SHEET, "change_indicator"): "a modifié l’indicateur « {indicator} » de la fiche action « {label} »",
    (SHEET, "remove_indicator"): "a retiré l’indicateur « {indicator} » de la fiche action « {label} »",
}
