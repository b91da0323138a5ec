"""Addresses of accounts, workspaces and members."""

from django.urls import path

from copil.accounts import views
from copil.core.paths import IN_WORKSPACE

app_name = "accounts"
urlpatterns = [
    path("", views.entry, name="entry"),
    path("espaces/", views.workspaces, name="workspaces"),
    path("compte/", views.profile, name="profile"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("demo/courriels/", views.mailbox, name="mailbox"),
    path("demo/courriels/<uuid:pk>/", views.mail, name="mail"),
    path(IN_WORKSPACE + "membres/", views.members, name="members"),
    path(IN_WORKSPACE + "membres/inviter/", views.invite, name="invite"),
    path(IN_WORKSPACE + "membres/<uuid:pk>/", views.member, name="member"),
    path(IN_WORKSPACE + "membres/<uuid:pk>/suspendre/", views.suspend, name="suspend"),
    path(IN_WORKSPACE + "membres/<uuid:pk>/retablir/", views.reinstate, name="reinstate"),
    path(IN_WORKSPACE + "invitations/<uuid:pk>/retirer/", views.revoke, name="revoke"),
]
