"""Sentences of the verbs of votes; none says what somebody voted."""

from copil.journal.sentences import Verbs

KIND = "ballots.ballot"

VERBS: Verbs = {
    (KIND, "prepare"): "a préparé le vote « {label} »",
    (KIND, "update"): "a modifié le vote « {label} »",
    (KIND, "discard"): "a mis de côté le vote « {label} »",
    (KIND, "enrol"): "a inscrit {people} au vote « {label} »",
    (KIND, "strike"): "a retiré {person} du vote « {label} »",
    (KIND, "move_open"): "a ouvert le vote « {label} »",
    (KIND, "move_closed"): "a clos le vote « {label} » : {turnout}",
    (KIND, "move_published"): "a publié le résultat du vote « {label} »",
    (KIND, "resend"): "a renvoyé son lien à {people} pour le vote « {label} »",
    (KIND, "print_slips"): "a imprimé un lien pour {people}, vote « {label} »",
    (KIND, "give_up_papers"): "a abandonné la saisie de bulletins papier, vote « {label} »",
    (KIND, "pour"): "a versé {papers} papier au vote « {label} »",
    (KIND, "vote"): "a reçu un bulletin au vote ouvert « {label} »",
}
