"""Sentences of the verbs of the library."""

from copil.journal.sentences import Verbs

_KIND = "library.experiencesheet"

VERBS: Verbs = {
    (_KIND, "begin"): "a commencé la fiche expérience « {label} »",
    (_KIND, "save"): "a complété la fiche expérience « {label} »",
    (_KIND, "refresh"): "a repris de la démarche {count} dans la fiche expérience « {label} »",
    (_KIND, "submit"): "a donné à relire la fiche expérience « {label} »",
    (_KIND, "take_back"): "a repris la fiche expérience « {label} » avant sa relecture",
    (_KIND, "return"): "a renvoyé avec des remarques la fiche expérience « {label} »",
    (_KIND, "approve"): "a déclaré prête la fiche expérience « {label} »",
    (_KIND, "publish"): "a publié la fiche expérience « {label} » : {scope}",
    (_KIND, "revise"): "a ouvert une nouvelle version de la fiche expérience « {label} »",
    (_KIND, "withdraw"): "a retiré de la bibliothèque la fiche expérience « {label} »",
    ("initiatives.initiative", "start_from"): "a ouvert « {label} » en partant de l’expérience « {source} »",
}
