"""Addresses of governance, family by family."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.governance import urls_people
from copil.governance.views import (
    bodies,
    decisions,
    followup,
    gates,
    mandates,
    public,
    validations,
)

app_name = "governance"

_BODIES = IN_WORKSPACE + "instances/"
_BODY = _BODIES + "<uuid:pk>/"
_MANDATE = _BODY + "mandats/<uuid:mandate>/"
_COLLEGE = _BODY + "colleges/<uuid:college>/"
_DECISIONS = IN_WORKSPACE + "decisions/"
_DECISION = _DECISIONS + "<uuid:pk>/"
_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/"
_FOLLOWUP = _INITIATIVE + "suivi/"
_PUBLIC = _INITIATIVE + "page-publique/"
_PIECE = _FOLLOWUP + "pieces/<uuid:piece>/"
_GATES = _INITIATIVE + "moments-de-decision/"
_SHEETS = _INITIATIVE + "fiches-legeres/"

urlpatterns = [
    path(_BODIES, bodies.bodies, name="bodies"),
    path(_BODIES + "nouvelle/", bodies.create, name="body_create"),
    path(_BODY, bodies.body, name="body"),
    path(_BODY + "modifier/", bodies.edit, name="body_edit"),
    path(_BODY + "clore/", bodies.close, name="body_close"),
    path(_BODY + "rouvrir/", bodies.reopen, name="body_reopen"),
    path(_BODY + "mandats/nouveau/", mandates.create, name="mandate_create"),
    path(_MANDATE + "modifier/", mandates.edit, name="mandate_edit"),
    path(_MANDATE + "finir/", mandates.end, name="mandate_end"),
    path(_MANDATE + "renouveler/", mandates.renew, name="mandate_renew"),
    path(_BODY + "colleges/nouveau/", mandates.college_create, name="college_create"),
    path(_COLLEGE + "modifier/", mandates.college_edit, name="college_edit"),
    path(_COLLEGE + "retirer/", mandates.college_remove, name="college_remove"),
    path(_BODY + "decisions/nouvelle/", decisions.create, name="decision_create"),
    path(_BODY + "deliberations.csv", decisions.scdl, name="decisions_scdl"),
    path(_DECISIONS, decisions.decisions, name="decisions"),
    path(_DECISIONS + "export.<slug:file_format>", decisions.export, name="decisions_export"),
    path(_DECISION, decisions.decision, name="decision"),
    path(_DECISION + "fichier/<str:file_format>/", decisions.decision_file, name="decision_file"),
    path(_DECISION + "modifier/", decisions.edit, name="decision_edit"),
    path(_DECISION + "adopter/", decisions.adopt, name="decision_adopt"),
    path(_DECISION + "mettre-de-cote/", decisions.discard, name="decision_discard"),
    path(_DECISION + "corriger/", decisions.correct, name="decision_correct"),
    path(_DECISION + "revoir/", decisions.review, name="decision_review"),
    path(_DECISION + "publication/", decisions.publishable, name="decision_publishable"),
    path(_INITIATIVE + "instances/", bodies.of_initiative, name="initiative_bodies"),
    path(_INITIATIVE + "instances/nouvelle/", bodies.create_in, name="initiative_body_create"),
    path(_INITIATIVE + "instances/proposees/<slug:key>/", bodies.take_up, name="body_take_up"),
    path("demarches-publiques/<uuid:pk>/", public.public, name="public"),
    path(_PUBLIC, public.public_edit, name="public_edit"),
    path(_PUBLIC + "apercu/", public.public_preview, name="public_preview"),
    path(_PUBLIC + "publier/", public.public_publish, name="public_publish"),
    path(_PUBLIC + "retirer/", public.public_withdraw, name="public_withdraw"),
    path(_FOLLOWUP, followup.followup, name="followup"),
    path(_FOLLOWUP + "export.<slug:file_format>", followup.followup_export, name="followup_export"),
    path(_FOLLOWUP + "pieces/nouvelle/", followup.piece_add, name="piece_add"),
    path(_PIECE, followup.piece_edit, name="piece_edit"),
    path(_PIECE + "etat/", followup.piece_move, name="piece_move"),
    path(_PIECE + "retirer/", followup.piece_remove, name="piece_remove"),
    path(_PIECE + "remettre/", followup.piece_restore, name="piece_restore"),
    *urls_people.urlpatterns,
    path(_GATES, gates.gates, name="gates"),
    path(_GATES + "<slug:gate>/", gates.gate, name="gate"),
    path(_GATES + "<slug:gate>/decider/", gates.decide, name="gate_decide"),
    path(_GATES + "<slug:gate>/rouvrir/", gates.reopen, name="gate_reopen"),
    path(IN_WORKSPACE + "conditions/<uuid:pk>/", gates.condition, name="condition"),
    path(IN_WORKSPACE + "passages/<uuid:pk>/", gates.review, name="review"),
    path(_INITIATIVE + "conditions/<uuid:condition>/regler/", gates.settle, name="condition_settle"),
    path(_INITIATIVE + "conditions/<uuid:condition>/reprendre/", gates.take_up, name="condition_take_up"),
    path(_INITIATIVE + "passages/<uuid:answer>/<str:file_format>/", gates.gate_file, name="gate_file"),
    path(_INITIATIVE + "avis/", validations.validations, name="validations"),
    path(_INITIATIVE + "avis/noter/", validations.validation_create, name="validation_create"),
    path(_SHEETS, validations.sheets, name="light_sheets"),
    path(_SHEETS + "nouvelle/", validations.sheet_create, name="light_sheet_create"),
    path(_SHEETS + "fichier/<str:file_format>/", validations.sheets_file, name="light_sheets_file"),
    path(_SHEETS + "<uuid:sheet>/modifier/", validations.sheet_edit, name="light_sheet_edit"),
    path(_SHEETS + "<uuid:sheet>/mettre-de-cote/", validations.sheet_remove, name="light_sheet_remove"),
]
