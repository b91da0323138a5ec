"""Addresses of governance, family by family."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.governance.views import bodies

app_name = "governance"

_BODIES = IN_WORKSPACE + "instances/"
_BODY = _BODIES + "<uuid:pk>/"
_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/"

urlpatterns = [
    path(_BODIES, bodies.bodies, name="bodies"),
    path(_BODIES + "nouvelle/", bodies.create, name="body_create"),
    path(_BODY, bodies.body, name="body"),
    path(_INITIATIVE + "instances/", bodies.of_initiative, name="initiative_bodies"),
    path(_INITIATIVE + "instances/nouvelle/", bodies.create_in, name="initiative_body_create"),
]
