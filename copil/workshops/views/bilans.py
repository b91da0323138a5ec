"""The review that closes the groups: shown, written, its lessons, its decision, printed."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.posting import posted, write_or_show
from copil.documents import writers
from copil.documents.produce import as_file, produce
from copil.governance.models import Body
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.views.common import fetch, fetch_to_work
from copil.journal import saving
from copil.workshops.actions import bilans as actions
from copil.workshops.documents import bilans as bilan_documents
from copil.workshops.forms.bilans import BilanForm, BodyForm, LessonForm
from copil.workshops.models import Lesson
from copil.workshops.presentation import bilans as bilan_presentation
from copil.workshops.views.common import Screen


@require_GET
def bilan(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the review: figures, lessons, what is left to do before the restitution."""
    initiative, rights = fetch(request, pk)
    context = {
        "initiative": initiative,
        "rights": rights,
        "tab": "bilan",
        "shown": bilan_presentation.shown(actions.bilan_of(initiative)),
        "bodies": Body.objects.current().open_ones().filter(initiative=initiative).exists(),
        "formats": writers.FORMATS.values(),
    }
    return render(request, "workshops/bilan.html", context)


@require_http_methods(["GET", "POST"])
def bilan_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write what the groups produced and what is proposed."""
    initiative = fetch_to_work(request, pk)
    stored = actions.bilan_of(initiative)
    form = BilanForm(posted(request), instance=stored, initiative=initiative)
    back, version = to(request, "workshops:bilan", pk=pk), stored.version
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.save(
                initiative=initiative,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: actions.bilan_of(initiative),
            back=back,
            done="Le bilan est enregistré.",
        )
    screen = Screen("Écrire le bilan", "Enregistrer le bilan", back, initiative, version=version)
    return screen.show(request, form)


@require_GET
def bilan_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give the review as a file."""
    initiative, _ = fetch(request, pk)
    if file_format not in writers.FORMATS:
        raise Http404
    shown = bilan_presentation.shown(actions.bilan_of(initiative))
    document = bilan_documents.bilan_document(
        shown, organisation=request.workspace.name, date=timezone.localdate()
    )
    made = produce(document, kind=bilan_documents.KIND, format=file_format, workspace=request.workspace)
    return as_file(made, name=slugify(f"bilan-{initiative.title}")[:90])


@require_http_methods(["GET", "POST"])
def lesson_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note something learnt."""
    initiative = fetch_to_work(request, pk)
    form = LessonForm(posted(request), initial={"kind": request.GET.get("nature", "")})
    back = to(request, "workshops:bilan", pk=pk) + "#enseignements"
    screen = Screen("Noter un enseignement", "Noter l’enseignement", back, initiative)

    def write() -> object:
        return actions.add_lesson(
            initiative=initiative, values=form.cleaned_data, by=request.user, at=timezone.now()
        )

    return screen.answer(request, form, write, done="L’enseignement est noté.")


@require_http_methods(["GET", "POST"])
def lesson_edit(request: Request, pk: uuid.UUID, lesson: uuid.UUID) -> HttpResponse:
    """Change a lesson."""
    initiative = fetch_to_work(request, pk)
    stored = _lesson(initiative.pk, lesson)
    form = LessonForm(posted(request), instance=stored)
    back, version = to(request, "workshops:bilan", pk=pk) + "#enseignements", stored.version
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.change_lesson(
                lesson=stored,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: _lesson(initiative.pk, lesson),
            back=back,
            done="L’enseignement est enregistré.",
        )
    screen = Screen("Modifier un enseignement", "Enregistrer", back, initiative, version=version)
    return screen.show(request, form)


@require_POST
def lesson_remove(request: Request, pk: uuid.UUID, lesson: uuid.UUID) -> HttpResponse:
    """Put a lesson aside."""
    initiative = fetch_to_work(request, pk)
    actions.remove_lesson(lesson=_lesson(initiative.pk, lesson), by=request.user, at=timezone.now())
    messages.success(request, "L’enseignement est mis de côté. Vous pouvez le reprendre plus bas.")
    return redirect(to(request, "workshops:bilan", pk=pk) + "#enseignements")


@require_POST
def lesson_restore(request: Request, pk: uuid.UUID, lesson: uuid.UUID) -> HttpResponse:
    """Take up a lesson again."""
    initiative = fetch_to_work(request, pk)
    stored = _lesson(initiative.pk, lesson, aside=True)
    actions.restore_lesson(lesson=stored, by=request.user, at=timezone.now())
    messages.success(request, "L’enseignement est repris.")
    return redirect(to(request, "workshops:bilan", pk=pk) + "#enseignements")


@require_http_methods(["GET", "POST"])
def bilan_decision(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the draft of the decision to go on or not, in the register of a body."""
    initiative = fetch_to_work(request, pk)
    stored = actions.bilan_of(initiative)
    initial = {"on": timezone.localdate()}
    form = BodyForm(posted(request), initiative=initiative, initial=initial)
    back = to(request, "workshops:bilan", pk=pk)
    lead = "Un projet de décision est écrit, avec les enseignements et la manière. Il reste à l’adopter."
    screen = Screen("Faire décider de la suite", "Écrire le projet", back, initiative, lead=lead)
    return write_or_show(
        request,
        form,
        lambda: actions.ask_decision(bilan=stored, **form.cleaned_data, by=request.user, at=timezone.now()),
        done="Le projet de décision est écrit. Relisez-le, puis adoptez-le.",
        back=lambda made: to(request, "governance:decision", pk=made.pk),
        show=lambda: screen.show(request, form),
    )


def _lesson(initiative: uuid.UUID, pk: uuid.UUID, *, aside: bool = False) -> Lesson:
    rows = Lesson.objects.filter(bilan__initiative=initiative, archived_at__isnull=not aside)
    found: Lesson = get_object_or_404(
        rows.select_related("workspace", "bilan__workspace", "bilan__initiative"), pk=pk
    )
    return found
