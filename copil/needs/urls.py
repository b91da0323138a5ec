"""Addresses of needs."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.needs.views import (
    answers,
    antecedents,
    diagnostics,
    needs,
    network_needs,
    network_sharing,
    networks,
    offers,
    opinions,
    plans,
    proposals,
    shared,
    sheets,
)

app_name = "needs"

_NEEDS = IN_WORKSPACE + "besoins/"
_DIAGNOSTICS = _NEEDS + "diagnostics/"
_THEMES = _NEEDS + "themes/"
_PROPOSALS = _NEEDS + "propositions/"
_SHARED = _NEEDS + "partages/"
_SHEETS = _NEEDS + "problematiques/"
_OPINIONS = _NEEDS + "avis/"
_OFFERS = _NEEDS + "offres/"
_PLANS = _NEEDS + "plans/"
_ANTECEDENTS = _NEEDS + "experiences/"
_NETWORKS = _NEEDS + "reseaux/"
_NETWORK = _NETWORKS + "<uuid:pk>/"
_COMMON = _NETWORKS + "communs/<uuid:pk>/"

urlpatterns = [
    path(_NEEDS, needs.needs, name="needs"),
    path(_NEEDS + "export.<slug:file_format>", needs.needs_export, name="needs_export"),
    path(_NEEDS + "nouveau/", needs.need_create, name="need_create"),
    path(_NEEDS + "<uuid:pk>/", needs.need, name="need"),
    path(_NEEDS + "<uuid:pk>/proches/", needs.need_near, name="need_near"),
    path(_NEEDS + "<uuid:pk>/modifier/", needs.need_edit, name="need_edit"),
    path(_NEEDS + "<uuid:pk>/confirmer/", needs.need_confirm, name="need_confirm"),
    path(_NEEDS + "<uuid:pk>/retirer-la-confirmation/", needs.need_unconfirm, name="need_unconfirm"),
    path(_NEEDS + "<uuid:pk>/origine/", needs.origin_add, name="origin_add"),
    path(_NEEDS + "<uuid:pk>/archiver/", needs.need_archive, name="need_archive"),
    path(_NEEDS + "<uuid:pk>/restaurer/", needs.need_restore, name="need_restore"),
    path(_NEEDS + "origines/<uuid:pk>/retirer/", needs.origin_remove, name="origin_remove"),
    path(_NEEDS + "structure/<uuid:pk>/", needs.organisation_panel, name="organisation_panel"),
    path(_DIAGNOSTICS, diagnostics.diagnostics, name="diagnostics"),
    path(_DIAGNOSTICS + "nouveau/", diagnostics.diagnostic_create, name="diagnostic_create"),
    path(_DIAGNOSTICS + "<uuid:pk>/", diagnostics.diagnostic, name="diagnostic"),
    path(_DIAGNOSTICS + "<uuid:pk>/modifier/", diagnostics.diagnostic_edit, name="diagnostic_edit"),
    path(_THEMES, diagnostics.themes, name="themes"),
    path(_THEMES + "nouveau/", diagnostics.theme_create, name="theme_create"),
    path(_THEMES + "<uuid:pk>/", diagnostics.theme_edit, name="theme_edit"),
    path(_PROPOSALS, proposals.proposed, name="proposals"),
    path(_PROPOSALS + "chercher/", proposals.proposal_look, name="proposal_look"),
    path(_PROPOSALS + "recherche/", proposals.proposal_progress, name="proposal_progress"),
    path(_PROPOSALS + "accepter/", proposals.proposal_accept, name="proposal_accept"),
    path(_PROPOSALS + "ecartees/", proposals.set_aside, name="set_aside"),
    path(_PROPOSALS + "ecartees/<uuid:pk>/retablir/", proposals.set_aside_restore, name="set_aside_restore"),
    path(_PROPOSALS + "<slug:signature>/separer/", proposals.proposal_separate, name="proposal_separate"),
    path(_PROPOSALS + "<slug:signature>/ecarter/", proposals.proposal_set_aside, name="proposal_set_aside"),
    path(_SHARED, shared.shared_needs, name="shared_needs"),
    path(_SHARED + "nouveau/", shared.shared_need_create, name="shared_need_create"),
    path(_SHARED + "<uuid:pk>/", shared.shared_need, name="shared_need"),
    path(_SHARED + "<uuid:pk>/modifier/", shared.shared_need_edit, name="shared_need_edit"),
    path(_SHARED + "<uuid:pk>/nature/", shared.shared_need_nature, name="shared_need_nature"),
    path(_SHARED + "<uuid:pk>/confirmer/", shared.shared_need_confirm, name="shared_need_confirm"),
    path(_SHARED + "<uuid:pk>/etat/", shared.shared_need_move, name="shared_need_move"),
    path(_SHARED + "<uuid:pk>/ajouter/", shared.shared_need_add, name="shared_need_add"),
    path(_SHARED + "<uuid:pk>/separer/", shared.shared_need_split, name="shared_need_split"),
    path(_SHARED + "<uuid:pk>/reunir/", shared.shared_need_merge, name="shared_need_merge"),
    path(_SHARED + "<uuid:pk>/archiver/", shared.shared_need_archive, name="shared_need_archive"),
    path(_SHARED + "<uuid:pk>/restaurer/", shared.shared_need_restore, name="shared_need_restore"),
    path(_SHARED + "<uuid:pk>/problematique/", sheets.problem_sheet_create, name="problem_sheet_create"),
    path(_SHEETS + "<uuid:pk>/", sheets.problem_sheet, name="problem_sheet"),
    path(_SHEETS + "<uuid:pk>/modifier/", sheets.problem_sheet_edit, name="problem_sheet_edit"),
    path(_SHEETS + "<uuid:pk>/fichier/<str:format>/", sheets.problem_sheet_file, name="problem_sheet_file"),
    path(_SHEETS + "<uuid:pk>/avis/", opinions.opinion_ask, name="opinion_ask"),
    path(_SHEETS + "<uuid:pk>/avis/relancer/", opinions.opinions_remind, name="opinions_remind"),
    path(_SHEETS + "<uuid:pk>/experience/", antecedents.antecedent_create, name="antecedent_create"),
    path(_OPINIONS + "<uuid:pk>/relancer/", opinions.opinion_remind, name="opinion_remind"),
    path(_OPINIONS + "<uuid:pk>/fermer/", opinions.opinion_close, name="opinion_close"),
    path(_ANTECEDENTS + "<uuid:pk>/", antecedents.antecedent_edit, name="antecedent_edit"),
    path(_ANTECEDENTS + "<uuid:pk>/retirer/", antecedents.antecedent_remove, name="antecedent_remove"),
    path(_SHARED + "<uuid:pk>/existant/", offers.offer_check, name="offer_check"),
    path(_OFFERS, offers.offers, name="offers"),
    path(_OFFERS + "export.<slug:file_format>", offers.offers_export, name="offers_export"),
    path(_OFFERS + "nouvelle/", offers.offer_create, name="offer_create"),
    path(_OFFERS + "<uuid:pk>/", offers.offer, name="offer"),
    path(_OFFERS + "<uuid:pk>/modifier/", offers.offer_edit, name="offer_edit"),
    path(_OFFERS + "<uuid:pk>/archiver/", offers.offer_archive, name="offer_archive"),
    path(_OFFERS + "<uuid:pk>/restaurer/", offers.offer_restore, name="offer_restore"),
    path(_NEEDS + "structure/<uuid:pk>/plan/", plans.plan, name="plan"),
    path(
        _NEEDS + "structure/<uuid:pk>/plan/export.<slug:file_format>", plans.plan_export, name="plan_export"
    ),
    path(_NEEDS + "structure/<uuid:pk>/plan/ajouter/", plans.plan_line_create, name="plan_line_create"),
    path(_PLANS + "<uuid:pk>/", plans.plan_line_edit, name="plan_line_edit"),
    path(_PLANS + "<uuid:pk>/retirer/", plans.plan_line_remove, name="plan_line_remove"),
    path("avis/<str:token>/", answers.opinion, name="opinion"),
    path(_NEEDS + "partager/", network_sharing.share, name="share"),
    path(_NEEDS + "<uuid:pk>/partage/", network_sharing.need_sharing, name="need_sharing"),
    path(_NETWORKS, networks.networks, name="networks"),
    path(_NETWORKS + "retirer/", network_sharing.shares_withdraw, name="shares_withdraw"),
    path(_NETWORKS + "textes/<uuid:pk>/", network_sharing.share_edit, name="share_edit"),
    path(_NETWORK, networks.network_needs, name="network_needs"),
    path(_NETWORK + "propositions/", networks.proposals, name="network_proposals"),
    path(_NETWORK + "propositions/reconnaitre/", networks.proposal_accept, name="network_accept"),
    path(
        _NETWORK + "propositions/<slug:signature>/ecarter/",
        networks.proposal_set_aside,
        name="network_set_aside",
    ),
    path(_NETWORK + "propositions/rejoindre/<uuid:common_pk>/", networks.joining_accept, name="network_join"),
    path(
        _NETWORK + "propositions/ne-pas-rejoindre/<uuid:common_pk>/",
        networks.joining_refuse,
        name="network_join_refuse",
    ),
    path(_NETWORK + "ecartees/", networks.set_asides, name="network_set_asides"),
    path(
        _NETWORKS + "ecartees/<uuid:pk>/retablir/",
        networks.set_aside_restore,
        name="network_set_aside_restore",
    ),
    path(_NETWORK + "communs/", network_needs.network_commons, name="network_commons"),
    path(_COMMON, network_needs.network_need, name="network_need"),
    path(_COMMON + "confirmer/", network_needs.part_confirm, name="network_confirm"),
    path(_COMMON + "decliner/", network_needs.part_decline, name="network_decline"),
    path(_COMMON + "ajouter/", network_needs.part_bring, name="network_bring"),
]
