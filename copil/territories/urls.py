"""Addresses of territories."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.territories import views

app_name = "territories"
urlpatterns = [
    path(IN_WORKSPACE + "territoires/", views.territories, name="territories"),
    path(IN_WORKSPACE + "territoires/suggestions/", views.typeahead, name="typeahead"),
    path(IN_WORKSPACE + "territoires/<slug:key>/", views.territory, name="territory"),
]
