"""Addresses of votes."""

from django.urls import path

from copil.ballots.views import ballots, hand, listing, reaching, results, roll, voting
from copil.core.paths import IN_WORKSPACE

app_name = "ballots"

_ONE = IN_WORKSPACE + "votes/<uuid:pk>/"
_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/votes/"

urlpatterns = [
    path(IN_WORKSPACE + "votes/", listing.listed, name="ballots"),
    path(_INITIATIVE, ballots.of_initiative, name="of_initiative"),
    path(_INITIATIVE + "preparer/", ballots.create, name="create"),
    path(_ONE, ballots.ballot, name="ballot"),
    path(_ONE + "modifier/", ballots.edit, name="edit"),
    path(_ONE + "mettre-de-cote/", ballots.discard, name="discard"),
    path(_ONE + "avancer/", ballots.move, name="move"),
    path(_ONE + "liste/", roll.roll, name="roll"),
    path(_ONE + "liste/equipe/", roll.enrol_team, name="enrol_team"),
    path(_ONE + "liste/retirer/", roll.strike, name="strike"),
    path(_ONE + "liste/renvoyer/", reaching.resend, name="resend"),
    path(_ONE + "liste/talons/", reaching.slips, name="slips"),
    path(_ONE + "bulletin-a-imprimer/", reaching.blank, name="blank"),
    path(_ONE + "papier/", hand.by_hand, name="by_hand"),
    path(_ONE + "papier/personnes/", hand.hand_people, name="hand_people"),
    path(_ONE + "papier/personnes/retirer/", hand.hand_take_off, name="hand_take_off"),
    path(_ONE + "papier/lecture-<int:reading>/", hand.hand_add, name="hand_add"),
    path(_ONE + "papier/lecture-<int:reading>/retirer/", hand.hand_remove, name="hand_remove"),
    path(_ONE + "papier/abandonner/", hand.hand_give_up, name="hand_give_up"),
    path(_ONE + "papier/verser/", hand.hand_pour, name="hand_pour"),
    path(_ONE + "voter/", voting.vote, name="vote"),
    path(_ONE + "bulletins.<slug:file_format>", results.papers, name="papers"),
    path("vote/<str:token>/", voting.by_link, name="by_link"),
]
