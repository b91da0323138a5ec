"""Addresses of the screens that need several apps."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.pages.views import (
    cockpit,
    erasing,
    going,
    home,
    installation,
    leaving,
    privacy,
    search,
    sponsor,
    synonyms,
)

app_name = "pages"

_PACK = IN_WORKSPACE + "demarches/<uuid:pk>/argumentaire/"

urlpatterns = [
    path("sante/", installation.health, name="health"),
    path("sante/pret/", installation.ready, name="ready"),
    path("sante/mesures/", installation.metrics, name="metrics"),
    path("donnees-personnelles/", privacy.privacy, name="privacy"),
    path("compte/mes-donnees/", privacy.my_data, name="my_data"),
    path("composants/", installation.components, name="components"),
    path(IN_WORKSPACE, home.home, name="home"),
    path(IN_WORKSPACE + "partir/", leaving.leaving, name="leaving"),
    path(IN_WORKSPACE + "partir/<uuid:pk>/", leaving.leaving_take, name="leaving_take"),
    path(IN_WORKSPACE + "historique/", home.history, name="history"),
    path(IN_WORKSPACE + "recherche/", search.search, name="search"),
    path(IN_WORKSPACE + "recherche/palette/", search.palette, name="palette"),
    path(IN_WORKSPACE + "recherche/recentes/", search.recent_add, name="recent_add"),
    path(IN_WORKSPACE + "recherche/recentes/effacer/", search.recent_forget, name="recent_forget"),
    path(IN_WORKSPACE + "recherche/equivalents/", synonyms.synonyms, name="synonyms"),
    path(IN_WORKSPACE + "recherche/equivalents/communs/", synonyms.synonyms_common, name="synonyms_common"),
    path(
        IN_WORKSPACE + "recherche/equivalents/communs/<uuid:pk>/retirer/",
        synonyms.synonyms_common_remove,
        name="synonyms_common_remove",
    ),
    path(IN_WORKSPACE + "recherche/equivalents/<uuid:pk>/", synonyms.synonym_edit, name="synonym_edit"),
    path(
        IN_WORKSPACE + "recherche/equivalents/<uuid:pk>/retirer/",
        synonyms.synonym_remove,
        name="synonym_remove",
    ),
    path(IN_WORKSPACE + "effacements/", erasing.erasures, name="erasures"),
    path(IN_WORKSPACE + "effacements/personne/<uuid:pk>/", erasing.erase_person, name="erase_person"),
    path(IN_WORKSPACE + "effacements/compte/<uuid:pk>/", erasing.erase_account, name="erase_account"),
    path(IN_WORKSPACE + "vers/<str:kind>/<uuid:pk>/", going.go, name="go"),
    path(IN_WORKSPACE + "demarches/<uuid:pk>/", cockpit.initiative, name="initiative"),
    path(_PACK, sponsor.sponsor, name="sponsor"),
    path(_PACK + "fichier/<str:format>/", sponsor.sponsor_file, name="sponsor_file"),
    path(_PACK + "archiver/", sponsor.sponsor_issue, name="sponsor_issue"),
    path(_PACK + "archives/<uuid:document>/", sponsor.sponsor_archived, name="sponsor_archived"),
]
