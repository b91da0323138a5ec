"""Addresses of the common plan and of the review of the groups."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.workshops.views import bilans, plan_actions, plan_editions, plans

_BILAN = IN_WORKSPACE + "demarches/<uuid:pk>/bilan/"
_LESSON = _BILAN + "enseignements/<uuid:lesson>/"
_PLAN = IN_WORKSPACE + "demarches/<uuid:pk>/plan-commun/"
_ACTION = _PLAN + "actions/<uuid:action>/"
_EDITION = _PLAN + "editions/<int:number>/"

PATHS = [
    path(_BILAN, bilans.bilan, name="bilan"),
    path(_BILAN + "ecrire/", bilans.bilan_edit, name="bilan_edit"),
    path(_BILAN + "fichier/<str:file_format>/", bilans.bilan_file, name="bilan_file"),
    path(_BILAN + "decision/", bilans.bilan_decision, name="bilan_decision"),
    path(_BILAN + "enseignements/nouveau/", bilans.lesson_add, name="lesson_add"),
    path(_LESSON + "modifier/", bilans.lesson_edit, name="lesson_edit"),
    path(_LESSON + "mettre-de-cote/", bilans.lesson_remove, name="lesson_remove"),
    path(_LESSON + "reprendre/", bilans.lesson_restore, name="lesson_restore"),
    path(_PLAN, plans.plan, name="plan"),
    path(_PLAN + "export.<slug:file_format>", plans.plan_export, name="plan_export"),
    path(_PLAN + "reunir/", plans.plan_gather, name="plan_gather"),
    path(_PLAN + "presenter/", plans.plan_edit, name="plan_edit"),
    path(_PLAN + "classer/", plans.plan_order, name="plan_order"),
    path(_PLAN + "a-regler/", plans.plan_checks, name="plan_checks"),
    path(_PLAN + "a-regler/repondre/", plans.plan_answer, name="plan_answer"),
    path(_PLAN + "a-regler/<uuid:answer>/retirer/", plans.plan_answer_remove, name="plan_answer_remove"),
    path(_PLAN + "fusions/<uuid:merge>/defaire/", plan_actions.plan_unmerge, name="plan_unmerge"),
    path(_PLAN + "problemes/", plan_editions.plan_problems, name="plan_problems"),
    path(_PLAN + "publier/", plan_editions.plan_publish, name="plan_publish"),
    path(_PLAN + "partager/", plan_editions.plan_share, name="plan_share"),
    path(_PLAN + "partager/fermer/", plan_editions.plan_unshare, name="plan_unshare"),
    path(_PLAN + "editions/", plan_editions.plan_editions, name="plan_editions"),
    path(_EDITION, plan_editions.plan_edition, name="plan_edition"),
    path(_EDITION + "valider/", plan_editions.plan_validate, name="plan_validate"),
    path(_EDITION + "fichier/<str:file_format>/", plan_editions.plan_edition_file, name="plan_edition_file"),
    path(
        _EDITION + "tableau.<slug:file_format>", plan_editions.plan_edition_table, name="plan_edition_table"
    ),
    path(_ACTION, plan_actions.plan_action, name="plan_action"),
    path(_ACTION + "modifier/", plan_actions.plan_action_edit, name="plan_action_edit"),
    path(_ACTION + "deplacer/", plan_actions.plan_action_move, name="plan_action_move"),
    path(_ACTION + "sortir/", plan_actions.plan_action_remove, name="plan_action_remove"),
    path(_ACTION + "reunir/", plan_actions.plan_merge, name="plan_merge"),
    path(_ACTION + "fiches/<uuid:source>/relire/", plan_actions.plan_source_again, name="plan_source_again"),
    path(IN_WORKSPACE + "actions-du-plan/<uuid:pk>/", plan_actions.plan_action_go, name="plan_action_go"),
    path("plans-publics/<str:address>/", plan_editions.public_plan, name="public_plan"),
]
