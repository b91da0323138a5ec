"""Sentences of the verbs of the directory."""

from copil.journal.sentences import Verbs

VERBS: Verbs = {
    ("directory.organisation", "create"): "a créé la fiche de « {label} »",
    ("directory.organisation", "update"): "a modifié la fiche de « {label} »",
    ("directory.organisation", "save_profile"): "a complété le profil de « {label} »",
    ("directory.organisation", "archive"): "a archivé « {label} »",
    ("directory.organisation", "restore"): "a ressorti « {label} » des archives",
    ("directory.organisation", "adopt"): "a repris « {label} » d’un registre national",
    ("directory.organisation", "link_register"): "a relié « {label} » à un registre national",
    (
        "directory.organisation",
        "keep_value",
    ): "a gardé une valeur de « {label} » plutôt que celle du registre",
    ("directory.organisation", "ask_again"): "a demandé de revoir une valeur du registre pour « {label} »",
    ("directory.person", "create"): "a ajouté {label}",
    ("directory.person", "update"): "a modifié la fiche de {label}",
    ("directory.person", "archive"): "a archivé la fiche de {label}",
    ("directory.person", "restore"): "a ressorti des archives la fiche de {label}",
    ("directory.function", "create"): "a noté une fonction : {label}",
    ("directory.function", "update"): "a modifié une fonction : {label}",
    ("directory.function", "end"): "a noté la fin d’une fonction : {label}",
    ("exchange.importrun", "upload"): "a déposé le fichier « {label} »",
    ("exchange.importrun", "confirm"): "a lancé l’import de « {label} »",
    ("exchange.importrun", "cancel"): "a abandonné l’import de « {label} »",
    ("exchange.importrun", "import"): "a écrit les lignes {first} à {last} de « {label} »",
    ("exchange.importrun", "undo"): "a demandé d’annuler l’import de « {label} »",
    ("exchange.importrun", "undo_lot"): "a repris les lignes {first} à {last} de « {label} »",
    ("exchange.importrun", "undo_end"): "a annulé l’import de « {label} » : {undone} lignes, {kept} laissées",
    (
        "exchange.importrun",
        "import_end",
    ): "a terminé l’import de « {label} » : {created} fiches créées, {updated} mises à jour",
}
