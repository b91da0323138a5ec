"""Forms of tasks: what narrows the list, a task, what blocks it, why it is given up, who is asked."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import F, Q

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.fields import PersonField
from copil.identity.models import Membership, Workspace
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import Initiative, InitiativeQuerySet, TeamMember
from copil.tasks.enums import TaskState
from copil.tasks.models import Task, TaskQuerySet

_OFF = {"autocomplete": "off"}
_LONGEST = 4_000
_MOST_BLOCKERS = 100
_SORTS: dict[str, tuple[Any, ...]] = {
    "": (F("due_on").asc(nulls_last=True), "title_key", "pk"),
    "-echeance": (F("due_on").desc(nulls_last=True), "title_key", "pk"),
    "quoi": ("title_key", "pk"),
    "-quoi": ("-title_key", "-pk"),
    "qui": (F("person__name_key").asc(nulls_last=True), F("due_on").asc(nulls_last=True), "pk"),
    "-qui": (F("person__name_key").desc(nulls_last=True), F("due_on").asc(nulls_last=True), "pk"),
}
_SOON = {"semaine": 7, "mois": 31}


class TaskFilter(ListFilter):
    """What people ask of the list of tasks; ``vue`` is whose tasks are shown, in the address."""

    NEUTRAL = frozenset({"tri", "vue"})

    q = forms.CharField(
        label="Mots de la tâche",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    avancement = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "À faire et en cours"), *TaskState.choices, ("toutes", "Toutes")],
    )
    echeance = forms.ChoiceField(
        label="Échéance",
        required=False,
        choices=[
            ("", "Toutes"),
            ("retard", "En retard"),
            ("semaine", "Dans les 7 jours"),
            ("mois", "Dans le mois"),
            ("sans", "Sans date"),
        ],
    )
    tri = forms.ChoiceField(choices=[(key, key) for key in _SORTS], required=False, widget=forms.HiddenInput)
    vue = forms.ChoiceField(
        choices=[("", ""), ("retard", ""), ("toutes", "")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, workspace: Workspace, with_initiative: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["personne"] = PersonField(workspace, label="Qui s’en charge", required=False)
        if with_initiative:
            self.fields["demarche"] = InitiativeField(
                Initiative.objects.carried_by(workspace).current(), empty_label="Toutes"
            )
        self.order_fields(["q", "personne", "demarche", "avancement", "echeance", "tri", "vue"])

    def filter(self, rows: TaskQuerySet, *, today: dt.date) -> TaskQuerySet:
        """Return the tasks asked for; those that are closed are left out unless asked."""
        asked = self.asked
        state = asked.get("avancement")
        if not state:
            rows = rows.open()
        elif state != "toutes":
            rows = rows.filter(state=state)
        for word in name_key(asked.get("q") or "").split():
            rows = rows.filter(Q(title_key__contains=word) | Q(person__name_key__contains=word))
        if asked.get("personne"):
            rows = rows.filter(person=asked["personne"])
        if asked.get("demarche"):
            rows = rows.filter(initiative=asked["demarche"])
        return self._due(rows, asked.get("echeance", ""), today).order_by(*_SORTS[asked.get("tri") or ""])

    def _due(self, rows: TaskQuerySet, echeance: str, today: dt.date) -> TaskQuerySet:
        if echeance == "retard":
            return rows.late(today=today)
        if echeance == "sans":
            return rows.filter(due_on=None)
        if echeance in _SOON:
            return rows.filter(due_on__gte=today, due_on__lte=today + dt.timedelta(days=_SOON[echeance]))
        return rows


class InitiativeField(forms.ModelChoiceField[Initiative]):
    """One initiative among those of a workspace."""

    def __init__(self, rows: InitiativeQuerySet, *, empty_label: str) -> None:
        ordered = rows.defer("summary").order_by("title_key", "pk")
        super().__init__(ordered, label="Démarche", required=False, empty_label=empty_label)


def initiatives_to_add_in(membership: Membership) -> InitiativeQuerySet:
    """Return the initiatives in which a member may add a task."""
    rows: InitiativeQuerySet = Initiative.objects.carried_by(membership.workspace).current()
    if membership.may_coordinate:
        return rows
    mine = TeamMember.objects.current().filter(
        person__user=membership.user_id, role__in=[TeamRole.PILOT, TeamRole.CONTRIBUTOR]
    )
    return rows.filter(pk__in=mine.values("initiative"))


class TaskForm(forms.ModelForm[Task]):
    """What is to be done, by whom, for when, in which initiative."""

    class Meta:
        model = Task
        fields = ["title", "details", "due_on"]
        widgets = {
            "title": forms.TextInput(attrs=_OFF),
            "details": forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST}),
        }
        labels = {"title": "Ce qui est à faire"}
        help_texts = {"title": "Un verbe d’abord : « Relancer la mairie pour la salle »."}

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        instance: Task | None = kwargs.get("instance")
        held = {"person": instance.person, "initiative": instance.initiative} if instance else {}
        super().__init__(*args, **{**kwargs, "initial": {**held, **(kwargs.get("initial") or {})}})
        self.fields["person"] = PersonField(
            membership.workspace,
            allow_new=True,
            label="Qui s’en charge",
            required=False,
            help_text="Avec ou sans compte. Une personne inconnue de l’annuaire y sera ajoutée.",
        )
        rows = initiatives_to_add_in(membership)
        if instance is not None and instance.initiative_id:
            rows = rows | Initiative.objects.filter(pk=instance.initiative_id)
        self.fields["initiative"] = InitiativeField(rows, empty_label="Hors démarche")
        self.order_fields(["title", "person", "due_on", "initiative", "details"])

    def clean_details(self) -> str:
        details: str = self.cleaned_data["details"]
        if len(details) > _LONGEST:
            raise forms.ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return details


class QuickForm(forms.Form):
    """A task in one line."""

    title = forms.CharField(label="Ce qui est à faire", max_length=200, widget=forms.TextInput(attrs=_OFF))
    due_on = forms.DateField(label="Pour le", required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "ajout_%s", **kwargs})
        self.fields["person"] = PersonField(workspace, label="Qui s’en charge", required=False)
        self.order_fields(["title", "person", "due_on"])


class BlockForm(forms.Form):
    """What a task waits for."""

    blocked_by = forms.ModelChoiceField(
        Task.objects.none(), label="Elle attend une autre tâche", required=False, empty_label="Aucune"
    )
    unblocked_when = forms.CharField(
        label="Elle sera débloquée quand",
        max_length=300,
        required=False,
        help_text="Par exemple : la mairie aura confirmé la salle.",
        widget=forms.TextInput(attrs=_OFF),
    )

    def __init__(self, *args: Any, task: Task, rows: TaskQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = rows.filter(initiative=task.initiative_id).exclude(pk=task.pk).by_date()
        pks: list[uuid.UUID] = list(near.values_list("pk", flat=True)[:_MOST_BLOCKERS])
        field: Any = self.fields["blocked_by"]
        field.queryset = rows.filter(pk__in=pks).by_date()

    def clean(self) -> dict[str, Any]:
        """Something is said of what blocks."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("blocked_by") and not cleaned.get("unblocked_when"):
            self.add_error("unblocked_when", "Choisissez une tâche, ou dites ce qui débloquera celle-ci.")
        return cleaned


class DropForm(forms.Form):
    """Why a task is given up."""

    reason = forms.CharField(
        label="Pourquoi", max_length=300, help_text="Une phrase suffit : c’est ce que liront les suivants."
    )


class AskForm(forms.Form):
    """To which address the question is sent, and until when the answer may come."""

    email = forms.EmailField(
        label="Adresse électronique", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    until = forms.DateField(label="Réponse attendue jusqu’au")
    word = forms.CharField(
        label="Un mot pour accompagner",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ajouté au message envoyé.",
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: dt.date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.today = today

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if not self.today <= until <= self.today + dt.timedelta(days=365):
            raise forms.ValidationError("Donnez un jour à venir, dans l’année.")
        return until


class CommentForm(forms.Form):
    """A remark on a task."""

    text = forms.CharField(label="Commentaire", max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class ReassignForm(forms.Form):
    """Who takes over several tasks."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            workspace,
            allow_new=True,
            label="Qui s’en charge désormais",
            help_text="Avec ou sans compte. Une personne inconnue de l’annuaire y sera ajoutée.",
        )
