"""Addresses of territories."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.territories.views import perimeters, territories

app_name = "territories"
_PERIMETERS = IN_WORKSPACE + "territoires/perimetres/"

urlpatterns = [
    path(IN_WORKSPACE + "territoires/", territories.territories, name="territories"),
    path(IN_WORKSPACE + "territoires/suggestions/", territories.typeahead, name="typeahead"),
    path(_PERIMETERS, perimeters.perimeters, name="perimeters"),
    path(_PERIMETERS + "charger/", perimeters.perimeters_load, name="perimeters_load"),
    path(_PERIMETERS + "<uuid:pk>/", perimeters.perimeter_kind, name="perimeter_kind"),
    path(_PERIMETERS + "<uuid:pk>/retirer/", perimeters.perimeters_remove, name="perimeters_remove"),
    path(IN_WORKSPACE + "territoires/<slug:key>/", territories.territory, name="territory"),
]
