"""Addresses of meetings."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.meetings.logistics_urls import PATHS as LOGISTICS
from copil.meetings.views import (
    agenda,
    answers,
    around,
    attendance,
    desk,
    life,
    meetings,
    minutes,
    poll_answers,
    poll_results,
    polls,
    reading,
    replies,
    statistics,
    subscribing,
)

app_name = "meetings"

_ALL = IN_WORKSPACE + "reunions/"
_ONE = _ALL + "<uuid:pk>/"
_ITEM = _ONE + "points/<uuid:item>/"
_MINUTES = _ONE + "compte-rendu/"
_POLL = _ONE + "dates/"
_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/reunions/"

urlpatterns = [
    *LOGISTICS,
    path(_ALL, meetings.listed, name="meetings"),
    path(_ALL + "nouvelle/", meetings.create, name="create"),
    path(_ONE, meetings.meeting, name="meeting"),
    path(_ONE + "modifier/", meetings.edit, name="edit"),
    path(_ONE + "mettre-de-cote/", meetings.discard, name="discard"),
    path(_ONE + "avancer/<slug:key>/", life.move, name="move"),
    path(_ONE + "repeter/", around.repeat, name="repeat"),
    path(_ONE + "points/nouveau/", agenda.item_add, name="item_add"),
    path(_ITEM + "modifier/", agenda.item_edit, name="item_edit"),
    path(_ITEM + "deplacer/", agenda.item_move, name="item_move"),
    path(_ITEM + "retirer/", agenda.item_remove, name="item_remove"),
    path(_ITEM + "retenir/", agenda.item_keep, name="item_keep"),
    path(_ITEM + "ne-pas-retenir/", agenda.item_aside, name="item_aside"),
    path(_ONE + "invites/nouveau/", around.guest_add, name="guest_add"),
    path(_ONE + "invites/<uuid:participant>/retirer/", around.guest_remove, name="guest_remove"),
    path(_ONE + "documents/nouveau/", around.document_add, name="document_add"),
    path(_ONE + "documents/<uuid:document>/", around.document, name="document"),
    path(_ONE + "documents/<uuid:document>/retirer/", around.document_remove, name="document_remove"),
    path(_ONE + "corrections/nouvelle/", life.amendment_add, name="amendment_add"),
    path(_ONE + "corrections/<uuid:amendment>/repondre/", life.amendment_answer, name="amendment_answer"),
    path(_MINUTES, minutes.live, name="live"),
    path(_MINUTES + "inscrire/", minutes.settle, name="settle"),
    path(_MINUTES + "ecran/", minutes.project, name="project"),
    path(_MINUTES + "fichier/<str:file_format>/", minutes.minutes_file, name="minutes_file"),
    path(_MINUTES + "reunis/<str:file_format>/", minutes.compiled_file, name="compiled_file"),
    path(_ITEM + "notes/", minutes.notes, name="notes"),
    path(_ITEM + "versions/", minutes.versions, name="versions"),
    path(_ITEM + "suites/", minutes.outcome_add, name="outcome_add"),
    path(_ONE + "suites/<uuid:outcome>/", minutes.outcome_edit, name="outcome_edit"),
    path(_ONE + "suites/<uuid:outcome>/retirer/", minutes.outcome_remove, name="outcome_remove"),
    path(_INITIATIVE, meetings.of_initiative, name="of_initiative"),
    path(_INITIATIVE + "panneau/", meetings.panel, name="panel"),
    path(_INITIATIVE + "nouvelle/", meetings.create_in, name="create_in"),
    path(_ONE + "reponses/", answers.answers, name="answers"),
    path(_ONE + "reponses/noter/", answers.note, name="note_reply"),
    path(_ONE + "reponses/relancer/", answers.remind, name="remind"),
    path("invitation-reunion/<str:token>/", replies.reply, name="reply"),
    path("compte-rendu-reunion/<str:token>/", reading.read, name="read"),
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
    path(_POLL, polls.poll, name="poll"),
    path(_POLL + "proposer/", polls.poll_slots, name="poll_slots"),
    path(_POLL + "<uuid:slot>/retirer/", polls.poll_slot_remove, name="poll_slot_remove"),
    path(_POLL + "reglages/", polls.poll_edit, name="poll_edit"),
    path(_POLL + "personnes/", polls.poll_people, name="poll_people"),
    path(_POLL + "personnes/<uuid:voter>/", poll_answers.poll_note, name="poll_note"),
    path(_POLL + "ouvrir/", polls.poll_open, name="poll_open"),
    path(_POLL + "relancer/", polls.poll_remind, name="poll_remind"),
    path(_POLL + "clore/", polls.poll_close, name="poll_close"),
    path(_POLL + "rouvrir/", polls.poll_reopen, name="poll_reopen"),
    path(_POLL + "abandonner/", polls.poll_cancel, name="poll_cancel"),
    path(_POLL + "reprendre/", polls.poll_copy, name="poll_copy"),
    path(_POLL + "repondre/", poll_answers.poll_mine, name="poll_mine"),
    path(_POLL + "reponses/", poll_results.poll_table, name="poll_table"),
    path(_POLL + "choisir/", poll_results.poll_choose, name="poll_choose"),
    path("dates-reunion/<str:token>/", poll_answers.poll_answer, name="poll_answer"),
    path(_ALL + "presences/", statistics.show, name="statistics"),
    path(_ALL + "presences/export.<slug:file_format>", statistics.export, name="statistics_export"),
    path(_ALL + "agenda/", subscribing.subscription, name="subscription"),
    path(_ALL + "agenda/fermer/", subscribing.unsubscribe, name="unsubscribe"),
    path("agenda/<str:token>/reunions.ics", subscribing.feed, name="feed"),
    path(_ALL + "a-propos/<str:kind>/<uuid:pk>/", agenda.about, name="about"),
    path(_ALL + "inscrire/<str:kind>/<uuid:pk>/", agenda.put, name="put"),
]
