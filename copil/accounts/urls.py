"""Addresses of accounts, workspaces and members."""

from django.urls import path

from copil.accounts.views import accounts as views
from copil.accounts.views import addresses, federation, networks, security
from copil.core.paths import IN_WORKSPACE

app_name = "accounts"

_NETWORKS = IN_WORKSPACE + "reseaux/"

urlpatterns = [
    path("", views.entry, name="entry"),
    path("espaces/", views.workspaces, name="workspaces"),
    path("compte/", views.profile, name="profile"),
    path("compte/second-facteur/", security.second_factor, name="second_factor"),
    path("compte/sessions/", security.sessions, name="sessions"),
    path("compte/sessions/fermer-les-autres/", security.sessions_end_others, name="sessions_end_others"),
    path("compte/sessions/<str:handle>/fermer/", security.session_end, name="session_end"),
    path("compte/adresse/", addresses.email_change, name="email_change"),
    path("adresse/confirmer/<str:token>/", addresses.email_confirm, name="email_confirm"),
    path("adresse/arreter/<str:token>/", addresses.email_stop, name="email_stop"),
    path("compte/fournisseur/retirer/", federation.unlink, name="federation_unlink"),
    path("connexion/fournisseur/", federation.start, name="federation_start"),
    path("connexion/fournisseur/retour/", federation.back, name="federation_back"),
    path("connexion/fournisseur/rejoindre/", federation.join, name="federation_join"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("demo/courriels/", views.mailbox, name="mailbox"),
    path("demo/courriels/<uuid:pk>/", views.mail, name="mail"),
    path(IN_WORKSPACE + "membres/", views.members, name="members"),
    path(IN_WORKSPACE + "membres/inviter/", views.invite, name="invite"),
    path(IN_WORKSPACE + "membres/<uuid:pk>/", views.member, name="member"),
    path(IN_WORKSPACE + "membres/<uuid:pk>/suspendre/", views.suspend, name="suspend"),
    path(IN_WORKSPACE + "membres/<uuid:pk>/retablir/", views.reinstate, name="reinstate"),
    path(IN_WORKSPACE + "invitations/<uuid:pk>/retirer/", views.revoke, name="revoke"),
    path(_NETWORKS, networks.networks, name="networks"),
    path(_NETWORKS + "nouveau/", networks.network_create, name="network_create"),
    path(_NETWORKS + "<uuid:pk>/", networks.network, name="network"),
    path(_NETWORKS + "<uuid:pk>/modifier/", networks.network_edit, name="network_edit"),
    path(_NETWORKS + "<uuid:pk>/inviter/", networks.network_invite, name="network_invite"),
    path(_NETWORKS + "<uuid:pk>/quitter/", networks.network_leave, name="network_leave"),
    path(_NETWORKS + "espaces/<uuid:pk>/exclure/", networks.network_exclude, name="network_exclude"),
    path(_NETWORKS + "invitations/<uuid:pk>/accepter/", networks.network_accept, name="network_accept"),
    path(_NETWORKS + "invitations/<uuid:pk>/decliner/", networks.network_decline, name="network_decline"),
    path(_NETWORKS + "invitations/<uuid:pk>/retirer/", networks.network_withdraw, name="network_withdraw"),
]
