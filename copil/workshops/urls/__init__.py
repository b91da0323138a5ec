"""Addresses of working groups."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.workshops.urls import boards, plans, sheets
from copil.workshops.views import (
    allocating,
    calling,
    conducting,
    groups,
    places,
    prioritising,
    scripts,
)

app_name = "workshops"

_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/groupes/"
_GROUP = IN_WORKSPACE + "groupes/<uuid:pk>/"
_SESSION = _GROUP + "reunions/<int:rank>/conduire/"
_STEP = _SESSION + "etapes/<int:step>/"
_DESK = IN_WORKSPACE + "groupes/tableaux/<uuid:pk>/priorites/"
_ALLOCATION = IN_WORKSPACE + "groupes/repartitions/<uuid:pk>/"
_PLACE = _ALLOCATION + "<uuid:place>/"

urlpatterns = [
    *sheets.PATHS,
    path(_INITIATIVE, groups.groups, name="groups"),
    path(_INITIATIVE + "nouveau/", groups.group_create, name="group_create"),
    path(_INITIATIVE + "repartir/", allocating.allocation_begin, name="allocation_begin"),
    path(_GROUP, groups.group, name="group"),
    path(_GROUP + "modifier/", groups.group_edit, name="group_edit"),
    path(_GROUP + "mettre-de-cote/", groups.group_archive, name="group_archive"),
    path(_GROUP + "reprendre/", groups.group_restore, name="group_restore"),
    path(_GROUP + "personnes/nouvelle/", groups.member_add, name="member_add"),
    path(_GROUP + "personnes/<uuid:member>/retirer/", groups.member_remove, name="member_remove"),
    path(_GROUP + "reunions/<int:rank>/", groups.session_plan, name="session_plan"),
    path(_GROUP + "appeler/", calling.group_call, name="group_call"),
    path(_SESSION, conducting.session_conduct, name="session_conduct"),
    path(_SESSION + "horloge/", conducting.session_clock, name="session_clock"),
    path(_SESSION + "geste/", conducting.session_beat, name="session_beat"),
    path(_SESSION + "deroule.<slug:file_format>", conducting.script_file, name="script_file"),
    path(_SESSION + "reprendre/", scripts.script_reset, name="script_reset"),
    path(_SESSION + "etapes/nouvelle/", scripts.step_add, name="step_add"),
    path(_STEP + "modifier/", scripts.step_edit, name="step_edit"),
    path(_STEP + "deplacer/", scripts.step_move, name="step_move"),
    path(_STEP + "retirer/", scripts.step_remove, name="step_remove"),
    path(_DESK, prioritising.desk, name="desk"),
    path(_DESK + "voter/", prioritising.desk_ask, name="desk_ask"),
    path(_DESK + "<uuid:vote>/reporter/", prioritising.desk_report, name="desk_report"),
    path(_ALLOCATION, allocating.allocation, name="allocation"),
    path(_ALLOCATION + "criteres/", allocating.allocation_settle, name="allocation_settle"),
    path(_ALLOCATION + "relancer/", allocating.allocation_run, name="allocation_run"),
    path(_ALLOCATION + "retenir/", allocating.allocation_accept, name="allocation_accept"),
    path(_ALLOCATION + "annuler/", allocating.allocation_undo, name="allocation_undo"),
    path(_ALLOCATION + "personnes/nouvelle/", allocating.place_add, name="place_add"),
    path(_ALLOCATION + "liens/<uuid:tie>/retirer/", places.tie_remove, name="tie_remove"),
    path(_PLACE, places.place, name="place"),
    path(_PLACE + "preciser/", places.place_describe, name="place_describe"),
    path(_PLACE + "deplacer/", places.place_move, name="place_move"),
    path(_PLACE + "fixer/", places.place_lock, name="place_lock"),
    path(_PLACE + "retirer/", places.place_remove, name="place_remove"),
    path(_PLACE + "liens/nouveau/", places.tie_add, name="tie_add"),
    *plans.PATHS,
    *boards.PATHS,
]
