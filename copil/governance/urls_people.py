"""Addresses of what concerns people: their roles in an initiative, internal services."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.governance.views import letter_answers, letters, roles, services

_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/"
_ROLES = _INITIATIVE + "roles/"
_SERVICES = _INITIATIVE + "services/"
_LETTERS = _INITIATIVE + "lettres/"
_LETTER = IN_WORKSPACE + "lettres-de-mission/<uuid:pk>/"
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
    path(_LETTERS, letters.letters, name="letters"),
    path(_LETTERS + "nouvelle/", letters.letter_create, name="letter_create"),
    path(_LETTER, letters.letter, name="letter"),
    path(_LETTER + "modifier/", letters.letter_edit, name="letter_edit"),
    path(_LETTER + "envoyer/", letters.letter_send, name="letter_send"),
    path(_LETTER + "relancer/", letters.letter_send_again, name="letter_send_again"),
    path(_LETTER + "revoir/", letters.letter_revise, name="letter_revise"),
    path(_LETTER + "mettre-de-cote/", letters.letter_discard, name="letter_discard"),
    path(_LETTER + "retirer/", letters.letter_withdraw, name="letter_withdraw"),
    path(_LETTER + "versions/<int:number>/<str:file_format>/", letters.letter_file, name="letter_file"),
    path("lettre-de-mission/<str:token>/", letter_answers.letter_answer, name="letter_answer"),
]
