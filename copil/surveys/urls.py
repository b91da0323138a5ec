"""Addresses of forms."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.surveys.views import answers, life, public, questions, recipients, surveys

app_name = "surveys"

_ALL = IN_WORKSPACE + "questionnaires/"
_ONE = _ALL + "<uuid:pk>/"
_QUESTION = _ONE + "questions/<slug:key>/"

urlpatterns = [
    path(_ALL, surveys.listed, name="surveys"),
    path(_ALL + "nouveau/", surveys.create, name="create"),
    path(_ONE, surveys.survey, name="survey"),
    path(_ONE + "modifier/", surveys.edit, name="edit"),
    path(_ONE + "apercu/", surveys.preview, name="preview"),
    path(_ONE + "avancer/<slug:key>/", life.move, name="move"),
    path(_ONE + "questions/nouvelle/", questions.question_add, name="question_add"),
    path(_QUESTION + "modifier/", questions.question_edit, name="question_edit"),
    path(_QUESTION + "deplacer/", questions.question_move, name="question_move"),
    path(_QUESTION + "retirer/", questions.question_remove, name="question_remove"),
    path(_ONE + "traduction/<slug:language>/", questions.translate, name="translate"),
    path(_ONE + "destinataires/", recipients.recipients, name="recipients"),
    path(_ONE + "destinataires/envoyer/", recipients.send, name="send"),
    path(_ONE + "destinataires/<uuid:recipient>/retirer/", recipients.remove, name="recipient_remove"),
    path(_ONE + "reponses/", answers.answers, name="answers"),
    path(_ONE + "reponses/export.<slug:file_format>", answers.export, name="export"),
    path(_ONE + "reponses/<uuid:answer>/", answers.answer, name="answer"),
    path(_ONE + "reponses/<uuid:answer>/effacer/", answers.remove, name="answer_remove"),
    path("questionnaire/<str:token>/", public.personal, name="personal"),
    path("formulaire/<str:address>/", public.opened, name="public"),
]
