"""Sentences of the verbs of meetings."""

from copil.journal.sentences import Verbs

KIND = "meetings.meeting"

VERBS: Verbs = {
    (KIND, "prepare"): "a préparé la réunion « {label} »",
    (KIND, "update"): "a modifié la réunion « {label} »",
    (KIND, "discard"): "a mis de côté le brouillon de la réunion « {label} »",
}
