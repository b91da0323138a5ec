"""Addresses of the screens that need several apps."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.pages.views import cockpit, home, installation, search

app_name = "pages"
urlpatterns = [
    path("sante/", installation.health, name="health"),
    path("composants/", installation.components, name="components"),
    path(IN_WORKSPACE, home.home, name="home"),
    path(IN_WORKSPACE + "historique/", home.history, name="history"),
    path(IN_WORKSPACE + "recherche/", search.search, name="search"),
    path(IN_WORKSPACE + "demarches/<uuid:pk>/", cockpit.initiative, name="initiative"),
]
