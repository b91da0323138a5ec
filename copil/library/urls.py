"""Addresses of the library and of experience sheets."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.library.views import library, public, reviews, sheets, start

app_name = "library"

_ALL = IN_WORKSPACE + "experiences/"
_SHEETS = _ALL + "fiches/"
_SHEET = _SHEETS + "<uuid:pk>/"
_ONE = _ALL + "<uuid:pk>/"
_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/"

urlpatterns = [
    path("experiences/", public.public_library, name="public_library"),
    path("experiences/<uuid:pk>/", public.public_experience, name="public_experience"),
    path("experiences/<uuid:pk>/fichier/<str:format>/", public.public_file, name="public_file"),
    path(_ALL, library.library, name="library"),
    path(_SHEETS, sheets.sheets, name="sheets"),
    path(_SHEET, sheets.sheet, name="sheet"),
    path(_SHEET + "ecrire/", sheets.edit, name="edit"),
    path(_SHEET + "reprendre-de-la-demarche/", sheets.refresh, name="refresh"),
    path(_SHEET + "donner-a-relire/", reviews.submit, name="submit"),
    path(_SHEET + "reprendre/", reviews.take_back, name="take_back"),
    path(_SHEET + "relire/", reviews.review, name="review"),
    path(_SHEET + "prete/", reviews.approve, name="approve"),
    path(_SHEET + "publier/", reviews.publish, name="publish"),
    path(_SHEET + "retirer/", reviews.withdraw, name="withdraw"),
    path(_SHEET + "nouvelle-version/", reviews.revise, name="revise"),
    path(_SHEET + "versions/<int:number>/", sheets.edition, name="edition"),
    path(_ONE, library.experience, name="experience"),
    path(_ONE + "partir/", start.start, name="start"),
    path(_ONE + "proches/", library.similar, name="similar"),
    path(_ONE + "fichier/<str:format>/", library.experience_file, name="experience_file"),
    path(_INITIATIVE + "experiences-proches/", library.near_panel, name="near_panel"),
    path(_INITIATIVE + "fiche-experience/", sheets.of_initiative, name="of_initiative"),
    path(_INITIATIVE + "fiche-experience/commencer/", sheets.begin, name="begin"),
]
