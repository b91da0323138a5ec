"""Addresses of the documents of a workspace: its charter, its templates."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.documents.views import charter, templates

app_name = "documents"

_DOCUMENTS = IN_WORKSPACE + "documents/"
_CHARTER = _DOCUMENTS + "charte/"
_TEMPLATES = _DOCUMENTS + "modeles/"

urlpatterns = [
    path(_DOCUMENTS, charter.home, name="home"),
    path(_CHARTER, charter.edit, name="charter"),
    path(_CHARTER + "apercu.png", charter.preview, name="charter_preview"),
    path(_CHARTER + "exemple/<str:format>/", charter.example, name="charter_example"),
    path(_CHARTER + "logo/", charter.logo, name="logo"),
    path(_CHARTER + "logo/retirer/", charter.logo_remove, name="logo_remove"),
    path(_TEMPLATES + "<slug:kind>/", templates.template, name="template"),
    path(_TEMPLATES + "<slug:kind>/exemple/", templates.example, name="template_example"),
    path(_TEMPLATES + "versions/<uuid:pk>/", templates.version, name="template_version"),
    path(_TEMPLATES + "versions/<uuid:pk>/retirer/", templates.withdraw, name="template_withdraw"),
    path(_TEMPLATES + "versions/<uuid:pk>/reprendre/", templates.use, name="template_use"),
]
