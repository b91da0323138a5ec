"""Sentences of the verbs of needs."""

from copil.journal.sentences import Verbs

_NEED = "needs.need"
_SHARED = "needs.sharedneed"
_LINE = "needs.planline"
_OFFER = "needs.offer"
_SHEET = "needs.problemsheet"
_PROPOSAL = "needs.setasideproposal"
_COMMON = "needs.networkneed"

VERBS: Verbs = {
    (_NEED, "create"): "a noté un besoin : « {label} »",
    (_NEED, "update"): "a modifié le besoin « {label} »",
    (_NEED, "add_origin"): "a ajouté une origine au besoin « {label} » : {origin}",
    (_NEED, "remove_origin"): "a retiré une origine du besoin « {label} » : {origin}",
    (_NEED, "confirm"): "a noté que la structure confirme le besoin « {label} »",
    (_NEED, "unconfirm"): "a retiré la confirmation du besoin « {label} »",
    (_NEED, "archive"): "a archivé le besoin « {label} »",
    (_NEED, "restore"): "a ressorti des archives le besoin « {label} »",
    ("needs.diagnostic", "create"): "a noté un diagnostic : {label}",
    ("needs.diagnostic", "update"): "a modifié un diagnostic : {label}",
    ("needs.theme", "create"): "a ajouté le thème « {label} »",
    ("needs.theme", "update"): "a modifié le thème « {label} »",
    (_PROPOSAL, "set_aside"): "a écarté un rapprochement de besoins : {label}",
    (_PROPOSAL, "restore"): "est revenu sur un rapprochement écarté : {label}",
    (_SHARED, "accept"): "a reconnu le même besoin chez plusieurs structures : « {label} »",
    (_SHARED, "create"): "a créé le besoin partagé « {label} »",
    (_SHARED, "add_needs"): "a ajouté au besoin partagé « {label} » : {needs}",
    (_SHARED, "split"): "a retiré du besoin partagé « {label} » : {needs}",
    (_SHARED, "merge"): "a réuni « {other} » et « {label} »",
    (_SHARED, "update"): "a modifié le besoin partagé « {label} »",
    (_SHARED, "choose_nature"): "a choisi la nature de « {label} » : {nature}",
    (_SHARED, "confirm"): "a confirmé le besoin partagé « {label} »",
    (_SHARED, "move"): "a changé l’état de « {label} » : {state}",
    (_SHARED, "archive"): "a archivé le besoin partagé « {label} »",
    (_SHARED, "restore"): "a ressorti des archives le besoin partagé « {label} »",
    (_SHARED, "write_problem"): "a rédigé la problématique de « {label} »",
    (_SHARED, "sign_offers"): "a signé ce qui existe pour « {label} » : {conclusion}",
    (_LINE, "create"): "a inscrit « {label} » au plan de {organisation}",
    (_LINE, "update"): "a modifié « {label} » au plan de {organisation}",
    (_LINE, "archive"): "a retiré « {label} » du plan de {organisation}",
    (_OFFER, "create"): "a noté l’offre « {label} » ({operator})",
    (_OFFER, "update"): "a modifié l’offre « {label} »",
    (_OFFER, "archive"): "a archivé l’offre « {label} »",
    (_OFFER, "restore"): "a ressorti des archives l’offre « {label} »",
    (_SHEET, "pass_on"): "a transmis la problématique « {label} » à {who}, qui conduit la démarche",
    (_SHEET, "take"): "a repris de {who} la problématique « {label} »",
    (_SHEET, "update"): "a modifié la problématique « {label} »",
    (_SHEET, "ask_opinion"): "a demandé à {person} son avis sur la problématique « {label} »",
    (_SHEET, "remind_opinion"): "a renvoyé à {person} la problématique « {label} »",
    (_SHEET, "close_opinion"): "a fermé le lien de {person} vers la problématique « {label} »",
    (_SHEET, "give_opinion"): "a reçu l’avis de {person} sur la problématique « {label} »",
    (_SHEET, "change_opinion"): "a reçu de {person} un nouvel avis sur la problématique « {label} »",
    (_SHEET, "add_antecedent"): "a rattaché à « {label} » l’expérience « {title} »",
    (_SHEET, "update_antecedent"): "a modifié l’expérience « {title} », rattachée à « {label} »",
    (_SHEET, "remove_antecedent"): "a retiré de « {label} » l’expérience « {title} »",
    (_NEED, "network_share"): "a partagé le besoin « {label} » avec le réseau « {network} »",
    (_NEED, "network_update"): "a modifié ce que le réseau « {network} » voit du besoin « {label} »",
    (_NEED, "network_withdraw"): "ne partage plus le besoin « {label} » avec le réseau « {network} »",
    ("needs.networksetaside", "set_aside"): "a écarté une proposition du réseau « {label} »",
    ("needs.networksetaside", "restore"): "est revenu sur une proposition écartée du réseau « {label} »",
    (_COMMON, "accept"): "a reconnu un même besoin chez plusieurs porteurs : « {label} »",
    (_COMMON, "confirm_part"): "a confirmé la part de l’espace dans le besoin commun « {label} »",
    (_COMMON, "decline_part"): "a dit que l’espace ne participe pas au besoin commun « {label} »",
    (_COMMON, "bring"): "a ajouté des besoins de l’espace au besoin commun « {label} »",
    ("needs.problemsheet", "update"): "a modifié la problématique « {label} »",
}
