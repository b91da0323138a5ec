"""Sentences of the verbs of initiatives."""

from copil.journal.sentences import Verbs

_KIND = "initiatives.initiative"

VERBS: Verbs = {
    (_KIND, "open"): "a ouvert la démarche « {label} »",
    (_KIND, "associate"): "associe l’espace à la démarche « {label} »",
    (_KIND, "update"): "a modifié la démarche « {label} »",
    (_KIND, "enter_stage"): "a fait passer « {label} » à l’étape {stage}",
    (_KIND, "finish"): "a terminé la démarche « {label} »",
    (_KIND, "reopen"): "a repris la démarche « {label} »",
    (_KIND, "archive"): "a archivé la démarche « {label} »",
    (_KIND, "restore"): "a ressorti la démarche « {label} » des archives",
    (_KIND, "mark_attested"): "a attesté l’activité {activity}",
    (_KIND, "mark_adapted"): "a adapté l’activité {activity}",
    (_KIND, "mark_skipped"): "a écarté l’activité {activity}",
    (_KIND, "mark_carried"): "a confié à un autre acteur l’activité {activity}",
    (_KIND, "lift_mark"): "a retiré ce qui était dit à la main de l’activité {activity}",
    (_KIND, "plan_activity"): "a planifié l’activité {activity}",
    (_KIND, "add_member"): "a fait entrer {person} dans l’équipe",
    (_KIND, "change_member"): "a changé le rôle de {person} dans l’équipe",
    (_KIND, "remove_member"): "a retiré {person} de l’équipe",
    (_KIND, "add_objective"): "a fixé l’objectif « {text} »",
    (_KIND, "remove_objective"): "a retiré l’objectif « {text} »",
    (_KIND, "add_targets"): "a visé de nouvelles structures pour « {label} »",
    (_KIND, "remove_target"): "a retiré {structure} des structures visées",
    (_KIND, "save_role"): "a écrit le rôle du porteur de « {label} »",
    (_KIND, "check_coherence"): "a vérifié la cohérence de « {label} »",
    (_KIND, "add_skill"): "a ajouté aux savoirs requis « {text} »",
    (_KIND, "remove_skill"): "a retiré des savoirs requis « {text} »",
    (_KIND, "save_presentation"): "a complété la fiche de présentation de « {label} »",
    (_KIND, "archive_sheet"): "a archivé la fiche de présentation de « {label} »",
}
