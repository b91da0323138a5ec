"""Addresses of places, rooms, bookings and of the logistics of a meeting."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.meetings.views import bookings, logistics, places

_PLACES = IN_WORKSPACE + "lieux/"
_PLACE = _PLACES + "<uuid:pk>/"
_ROOM = IN_WORKSPACE + "salles/<uuid:pk>/"
_ONE = IN_WORKSPACE + "reunions/<uuid:pk>/"
_LINE = _ONE + "logistique/<uuid:line>/"

PATHS = [
    path(_PLACES, places.listed, name="places"),
    path(_PLACES + "nouveau/", places.place_create, name="place_create"),
    path(_PLACE, places.place, name="place"),
    path(_PLACE + "modifier/", places.place_edit, name="place_edit"),
    path(_PLACE + "archiver/", places.place_archive, name="place_archive"),
    path(_PLACE + "salles/nouvelle/", places.room_create, name="room_create"),
    path(_ROOM, places.room, name="room"),
    path(_ROOM + "modifier/", places.room_edit, name="room_edit"),
    path(_ROOM + "archiver/", places.room_archive, name="room_archive"),
    path(_ONE + "salles/", bookings.of_meeting, name="rooms"),
    path(_ONE + "salles/suivre/", bookings.follow, name="rooms_follow"),
    path(_ONE + "salles/<uuid:room>/reserver/", bookings.book, name="book"),
    path(_ONE + "reservations/<uuid:booking>/modifier/", bookings.edit, name="booking_edit"),
    path(_ONE + "reservations/<uuid:booking>/etat/", bookings.move, name="booking_move"),
    path(_ONE + "logistique/", logistics.plan, name="logistics"),
    path(_ONE + "logistique/panneau/", logistics.panel, name="logistics_panel"),
    path(_ONE + "logistique/commencer/", logistics.begin, name="logistics_begin"),
    path(_ONE + "logistique/taches/", logistics.tasks, name="logistics_tasks"),
    path(_ONE + "reponses/regime/", logistics.needs_note, name="needs_note"),
    path(_ONE + "logistique/reprendre/", logistics.copy, name="logistics_copy"),
    path(_ONE + "logistique/nouvelle/", logistics.line_add, name="line_add"),
    path(_ONE + "logistique/liste.<slug:file_format>", logistics.checklist, name="checklist"),
    path(_LINE + "modifier/", logistics.line_edit, name="line_edit"),
    path(_LINE + "noter/", logistics.line_tick, name="line_tick"),
    path(_LINE + "retirer/", logistics.line_remove, name="line_remove"),
    path(_LINE + "tache/", logistics.line_task, name="line_task"),
]
