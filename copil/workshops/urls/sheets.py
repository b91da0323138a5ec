"""Addresses of action sheets, of their lead, of how far their actions are."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.workshops.views import sheet_answers, sheet_follow, sheet_parts, sheets

_LIST = IN_WORKSPACE + "demarches/<uuid:pk>/fiches-action/"
_SHEET = IN_WORKSPACE + "fiches-action/<uuid:pk>/"
_INDICATOR = _SHEET + "indicateurs/<uuid:indicator>/"

PATHS = [
    path(_LIST, sheets.sheets, name="sheets"),
    path(_LIST + "nouvelle/", sheets.sheet_create, name="sheet_create"),
    path(_LIST + "export.<slug:file_format>", sheets.sheets_export, name="sheets_export"),
    path(_LIST + "fichier/<str:file_format>/", sheets.sheets_file, name="sheets_file"),
    path(IN_WORKSPACE + "cartes/<uuid:pk>/fiche-action/", sheets.sheet_from_card, name="sheet_from_card"),
    path(_SHEET, sheets.sheet, name="sheet"),
    path(_SHEET + "modifier/", sheets.sheet_edit, name="sheet_edit"),
    path(_SHEET + "mettre-de-cote/", sheets.sheet_archive, name="sheet_archive"),
    path(_SHEET + "reprendre/", sheets.sheet_restore, name="sheet_restore"),
    path(_SHEET + "fichier/<str:file_format>/", sheets.sheet_file, name="sheet_file"),
    path(_SHEET + "partenaires/nouveau/", sheet_parts.partner_add, name="partner_add"),
    path(_SHEET + "partenaires/<uuid:partner>/retirer/", sheet_parts.partner_remove, name="partner_remove"),
    path(_SHEET + "indicateurs/nouveau/", sheet_parts.indicator_add, name="indicator_add"),
    path(_INDICATOR + "modifier/", sheet_parts.indicator_edit, name="indicator_edit"),
    path(_INDICATOR + "retirer/", sheet_parts.indicator_remove, name="indicator_remove"),
    path(_SHEET + "porteur/proposer/", sheet_follow.lead_ask, name="lead_ask"),
    path(_SHEET + "porteur/relancer/", sheet_follow.lead_ask_again, name="lead_ask_again"),
    path(_SHEET + "porteur/retirer/", sheet_follow.lead_withdraw, name="lead_withdraw"),
    path(_SHEET + "porteur/noter/", sheet_follow.lead_settle, name="lead_settle"),
    path(_SHEET + "avancement/", sheet_follow.statement_add, name="statement_add"),
    path(_SHEET + "lien-de-suivi/", sheet_follow.update_link_send, name="update_link_send"),
    path(_SHEET + "lien-de-suivi/fermer/", sheet_follow.update_link_revoke, name="update_link_revoke"),
    path("porter-une-action/<str:token>/", sheet_answers.lead_answer, name="lead_answer"),
    path("avancement-action/<str:token>/", sheet_answers.sheet_update, name="sheet_update"),
]
