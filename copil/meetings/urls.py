"""Addresses of meetings."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.meetings.views import answers, attendance, desk, meetings, replies, subscribing

app_name = "meetings"

_ALL = IN_WORKSPACE + "reunions/"
_ONE = _ALL + "<uuid:pk>/"
_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/reunions/"

urlpatterns = [
    path(_ALL, meetings.listed, name="meetings"),
    path(_ALL + "nouvelle/", meetings.create, name="create"),
    path(_ONE, meetings.meeting, name="meeting"),
    path(_ONE + "modifier/", meetings.edit, name="edit"),
    path(_ONE + "mettre-de-cote/", meetings.discard, name="discard"),
    path(_INITIATIVE, meetings.of_initiative, name="of_initiative"),
    path(_INITIATIVE + "nouvelle/", meetings.create_in, name="create_in"),
    path(_ONE + "reponses/", answers.answers, name="answers"),
    path(_ONE + "reponses/noter/", answers.note, name="note_reply"),
    path(_ONE + "reponses/relancer/", answers.remind, name="remind"),
    path("invitation-reunion/<str:token>/", replies.reply, name="reply"),
    path(_ONE + "emargement/", attendance.attendance, name="attendance"),
    path(_ONE + "emargement/noter/", attendance.note_attendance, name="note_attendance"),
    path(_ONE + "emargement/accueil/", attendance.open_desk, name="open_desk"),
    path(_ONE + "emargement/accueil/fermer/", attendance.close_desk, name="close_desk"),
    path(_ONE + "emargement/feuille.<slug:file_format>", attendance.sheet, name="sheet"),
    path(
        _ONE + "emargement/<uuid:participant>/attestation.<slug:file_format>",
        attendance.certificate,
        name="certificate",
    ),
    path("accueil-reunion/<str:token>/", desk.desk, name="desk"),
    path("accueil-reunion/<str:token>/synchroniser/", desk.desk_sync, name="desk_sync"),
    path(_ALL + "agenda/", subscribing.subscription, name="subscription"),
    path(_ALL + "agenda/fermer/", subscribing.unsubscribe, name="unsubscribe"),
    path("agenda/<str:token>/reunions.ics", subscribing.feed, name="feed"),
]
