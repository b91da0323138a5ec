"""Addresses of initiatives and methods."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.initiatives.views import (
    carriers,
    carrying,
    existing,
    initiatives,
    invitations,
    journeys,
    methods,
    networks,
    people,
    purposes,
    sheets,
    states,
)

app_name = "initiatives"

_ALL = IN_WORKSPACE + "demarches/"
_ONE = _ALL + "<uuid:pk>/"
_METHODS = IN_WORKSPACE + "methodes/"

urlpatterns = [
    path(_ALL, initiatives.initiatives, name="list"),
    path(_ALL + "ouvrir/", initiatives.open_one, name="open"),
    path(_ALL + "ouvrir-ensemble/<uuid:pk>/", networks.open_joint, name="open_joint"),
    path(_ALL + "communes/<uuid:pk>/", networks.network_panel, name="network_panel"),
    path(_ALL + "invitations/", invitations.invitations, name="invitations"),
    path(_ALL + "invitations/<uuid:pk>/", invitations.invitation, name="invitation"),
    path(_ALL + "invitations/<uuid:pk>/accepter/", invitations.accept, name="invitation_accept"),
    path(_ALL + "invitations/<uuid:pk>/decliner/", invitations.decline, name="invitation_decline"),
    path(_ONE + "modifier/", initiatives.edit, name="edit"),
    path(_ONE + "terminer/", states.finish, name="finish"),
    path(_ONE + "reprendre/", states.reopen, name="reopen"),
    path(_ONE + "archiver/", states.archive, name="archive"),
    path(_ONE + "sortir-des-archives/", states.restore, name="restore"),
    path(_ONE + "historique/", initiatives.history, name="history"),
    path(_ONE + "chemin/", journeys.path, name="path"),
    path(_ONE + "chemin/regles/", journeys.rules, name="rules"),
    path(_ONE + "etape/", journeys.stage_change, name="stage_change"),
    path(_ONE + "activites/<str:activity>/", journeys.activity, name="activity"),
    path(_ONE + "activites/<str:activity>/dire/", journeys.mark, name="mark"),
    path(_ONE + "activites/<str:activity>/revenir/", journeys.lift, name="lift"),
    path(_ONE + "activites/<str:activity>/prevoir/", journeys.plan, name="plan"),
    path(_ONE + "equipe/", people.team, name="team"),
    path(_ONE + "equipe/<uuid:member>/", people.member, name="member"),
    path(_ONE + "equipe/<uuid:member>/retirer/", people.remove, name="member_remove"),
    path(_ONE + "objectifs/", purposes.objectives, name="objectives"),
    path(_ONE + "objectifs/liste/", purposes.take_references, name="objectives_take"),
    path(_ONE + "objectifs/<uuid:objective>/retirer/", purposes.remove_objective, name="objective_remove"),
    path(_ONE + "structures/", purposes.targets, name="targets"),
    path(_ONE + "structures/du-besoin/", purposes.targets_of_need, name="targets_of_need"),
    path(_ONE + "structures/<uuid:target>/retirer/", purposes.remove_target, name="target_remove"),
    path(_ONE + "structures/savoirs/", carriers.required_skills, name="required_skills"),
    path(
        _ONE + "structures/savoirs/<uuid:skill>/retirer/",
        carriers.required_skill_remove,
        name="required_skill_remove",
    ),
    path(_ONE + "porteur/", carriers.carrier_sheet, name="carrier_sheet"),
    path(_ONE + "porteur/role/", carriers.carrier_role, name="carrier_role"),
    path(_ONE + "porteur/coherence/", carriers.carrier_coherence, name="carrier_coherence"),
    path(_ONE + "existant/", existing.existing, name="existing"),
    path(_ONE + "existant/panneau/", existing.existing_panel, name="existing_panel"),
    path(_ONE + "existant/<uuid:item>/", existing.existing_edit, name="existing_edit"),
    path(_ONE + "existant/<uuid:item>/retirer/", existing.existing_remove, name="existing_remove"),
    path(_ONE + "porteurs/", carrying.carriers, name="carriers"),
    path(_ONE + "porteurs/inviter/", carrying.invite, name="carrier_invite"),
    path(_ONE + "porteurs/confier/", carrying.hand_over, name="carrier_hand_over"),
    path(_ONE + "porteurs/quitter/", carrying.leave, name="carrier_leave"),
    path(_ONE + "porteurs/<uuid:carrier>/", carrying.carrier, name="carrier"),
    path(
        _ONE + "porteurs/invitations/<uuid:invitation>/retirer/",
        carrying.withdraw,
        name="carrier_withdraw",
    ),
    path(_ONE + "notre-part/", invitations.kept_part, name="kept_part"),
    path(_ONE + "fiche/", sheets.presentation, name="presentation"),
    path(_ONE + "fiche/completer/", sheets.edit, name="presentation_edit"),
    path(_ONE + "fiche/archiver/", sheets.archive, name="presentation_archive"),
    path(_ONE + "fiche/fichier/<str:format>/", sheets.download, name="presentation_file"),
    path(_ONE + "documents/<uuid:document>/", sheets.archived, name="archived_document"),
    path(
        IN_WORKSPACE + "organisations/<uuid:pk>/demarches/",
        initiatives.organisation_panel,
        name="organisation_panel",
    ),
    path(IN_WORKSPACE + "besoins/partages/<uuid:pk>/demarches/", carriers.near_panel, name="near_panel"),
    path(_METHODS, methods.methods, name="methods"),
    path(_METHODS + "fiches/", methods.sheets, name="sheets"),
    path(_METHODS + "fiches/<str:key>/", methods.sheet, name="sheet"),
    path(_METHODS + "<uuid:pk>/", methods.method, name="method"),
    path(_METHODS + "<uuid:pk>/etapes/<str:stage>/", methods.stage, name="method_stage"),
    path(_METHODS + "<uuid:pk>/activites/<str:activity>/", methods.activity, name="method_activity"),
]
