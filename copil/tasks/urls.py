"""Addresses of tasks."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.tasks.views import answers, lists, questions, states, tasks

app_name = "tasks"

_ALL = IN_WORKSPACE + "taches/"
_ONE = _ALL + "<uuid:pk>/"
_INITIATIVE = IN_WORKSPACE + "demarches/<uuid:pk>/taches/"

urlpatterns = [
    path(_ALL, lists.tasks, name="tasks"),
    path(_ALL + "export.<slug:file_format>", lists.export, name="export"),
    path(_ALL + "nouvelle/", tasks.create, name="create"),
    path(_ALL + "terminer/", states.complete_many, name="complete_many"),
    path(_ALL + "confier/", states.reassign, name="reassign"),
    path(_ALL + "rouvrir/", states.undo, name="undo"),
    path(_ONE, tasks.task, name="task"),
    path(_ONE + "modifier/", tasks.edit, name="edit"),
    path(_ONE + "commenter/", tasks.comment, name="comment"),
    path(_ONE + "avancer/", states.move, name="move"),
    path(_ONE + "bloquer/", states.block, name="block"),
    path(_ONE + "abandonner/", states.drop, name="drop"),
    path(_ONE + "demander/", questions.ask, name="ask"),
    path(_ONE + "lien/fermer/", questions.close_link, name="close_link"),
    path(_INITIATIVE, lists.of_initiative, name="of_initiative"),
    path(_INITIATIVE + "panneau/", lists.panel, name="panel"),
    path("suivi/<str:token>/", answers.status, name="status"),
]
