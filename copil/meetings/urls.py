"""Addresses of meetings."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.meetings.views import answers, meetings, replies

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
]
