"""Addresses of what concerns people: their roles in an initiative, internal services."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.governance.views import roles, services

_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/"
_ROLES = _INITIATIVE + "roles/"
_SERVICES = _INITIATIVE + "services/"
_SERVICE = _SERVICES + "<uuid:service>/"

urlpatterns = [
    path(_ROLES, roles.roles, name="roles"),
    path(_ROLES + "export.<slug:file_format>", roles.roles_export, name="roles_export"),
    path(_ROLES + "nommer/", roles.role_give, name="role_give"),
    path(_ROLES + "seconds/", roles.backups, name="backups"),
    path(_ROLES + "savoirs/", roles.role_skills, name="role_skills"),
    path(_ROLES + "unique/<slug:role>/", roles.role_single, name="role_single"),
    path(_ROLES + "unique/<slug:role>/retirer/", roles.role_single_lift, name="role_single_lift"),
    path(_ROLES + "<uuid:holding>/modifier/", roles.role_edit, name="role_edit"),
    path(_ROLES + "<uuid:holding>/finir/", roles.role_end, name="role_end"),
    path(_SERVICES, services.services, name="services"),
    path(_SERVICES + "nouveau/", services.service_add, name="service_add"),
    path(_SERVICES + "appui/", services.backing, name="backing"),
    path(_SERVICE + "modifier/", services.service_edit, name="service_edit"),
    path(_SERVICE + "retirer/", services.service_remove, name="service_remove"),
]
