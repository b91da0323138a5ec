"""Addresses of boards, added to those of working groups."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.workshops.views import board_files, boards, cards, clusters, room

_BOARD = IN_WORKSPACE + "tableaux/<uuid:pk>/"
_CLUSTER = _BOARD + "rapprochements/<uuid:cluster>/"
_CARD = IN_WORKSPACE + "tableaux/cartes/<uuid:pk>/"

PATHS = [
    path(
        IN_WORKSPACE + "groupes/<uuid:pk>/reunions/<int:rank>/tableau/", boards.board_open, name="board_open"
    ),
    path(_BOARD, boards.board, name="board"),
    path(_BOARD + "regler/", boards.board_settle, name="board_settle"),
    path(_BOARD + "etat/", boards.board_put, name="board_put"),
    path(_BOARD + "annuler/", boards.board_undo, name="board_undo"),
    path(_BOARD + "entree/", boards.board_entry, name="board_entry"),
    path(_BOARD + "ecran/", boards.board_screen, name="board_screen"),
    path(_BOARD + "cartes/nouvelles/", cards.cards_add, name="cards_add"),
    path(_BOARD + "cartes/differentes/", clusters.cards_apart, name="cards_apart"),
    path(_BOARD + "export.<slug:file_format>", board_files.board_export, name="board_export"),
    path(_BOARD + "document.<slug:file_format>", board_files.board_file, name="board_file"),
    path(_BOARD + "rapprochements/nouveau/", clusters.cluster_add, name="cluster_add"),
    path(_CLUSTER, clusters.cluster_rename, name="cluster_rename"),
    path(_CLUSTER + "defaire/", clusters.cluster_scatter, name="cluster_scatter"),
    path(_CARD, cards.card, name="card"),
    path(_CARD + "corriger/", cards.card_edit, name="card_edit"),
    path(_CARD + "deplacer/", cards.card_move, name="card_move"),
    path(_CARD + "reunir/", cards.card_merge, name="card_merge"),
    path(_CARD + "separer/", cards.card_split, name="card_split"),
    path(_CARD + "remarques/nouvelle/", cards.comment_add, name="comment_add"),
    path(
        _CARD + "remarques/<uuid:comment>/<slug:key>/",
        cards.comment_show,
        name="comment_show",
    ),
    path(_CARD + "montrer/<slug:key>/", cards.card_show, name="card_show"),
    path("tableau/<str:token>/", room.room, name="room"),
    path("tableau/battement/<str:signed>/", room.board_pulse, name="board_pulse"),
]
