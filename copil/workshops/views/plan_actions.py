"""An action of the common plan: shown with where it comes from, changed, moved, merged, taken out."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused, Conflict
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.workshops.actions import plan_merging
from copil.workshops.actions import plans as actions
from copil.workshops.forms.plans import MergeForm, PlanActionForm
from copil.workshops.models import PlanAction, PlanMerge, PlanSource
from copil.workshops.plans import origins as plan_origins
from copil.workshops.plans import taking as plan_taking
from copil.workshops.presentation import plans as plan_presentation
from copil.workshops.views.common import Screen
from copil.workshops.views.plan_common import action_of, fetch, fetch_to_work

_GONE = "Une des deux actions vient de changer : relisez-les avant de les réunir."


@require_GET
def plan_action(request: Request, pk: uuid.UUID, action: uuid.UUID) -> HttpResponse:
    """Show an action: what it says, where it comes from, what its sheets say since, where it stands."""
    plan, initiative, rights = fetch(request, pk)
    shown = action_of(plan, action)
    origins = plan_origins.of_action(shown)
    joined = any(one.source.home_id != shown.pk for one in origins)
    merges = PlanMerge.objects.filter(kept=shown, undone_at=None).select_related("merged", "by")
    context = {
        "plan": plan,
        "initiative": initiative,
        "rights": rights,
        "action": shown,
        "rank": shown.position,
        "lines": _lines(shown),
        "origins": origins,
        "changes": plan_taking.changes(one.source for one in origins),
        "progress": plan_presentation.progress_of([shown])[shown.pk],
        "merges": merges if joined else [],
        "others": PlanAction.objects.kept().filter(plan=plan).exclude(pk=shown.pk).by_priority()[:200],
    }
    return render(request, "workshops/plan_action.html", context)


@require_GET
def plan_action_go(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Lead to an action from what names only itself; one merged leads to the one that kept it."""
    rows = PlanAction.objects.visible_to(request.user).filter(workspace=request.workspace, archived_at=None)
    found: PlanAction = get_object_or_404(rows, pk=pk)
    seen = {found.pk}
    while found.merged_into_id is not None and found.merged_into_id not in seen:
        found = get_object_or_404(rows, pk=found.merged_into_id)
        seen.add(found.pk)
    return redirect(to(request, "workshops:plan_action", pk=found.plan_id, action=found.pk))


@require_http_methods(["GET", "POST"])
def plan_action_edit(request: Request, pk: uuid.UUID, action: uuid.UUID) -> HttpResponse:
    """Change an action; its sheet stays as the group wrote it."""
    plan, initiative = fetch_to_work(request, pk)
    stored = action_of(plan, action)
    version = stored.version
    form = PlanActionForm(posted(request), instance=stored, workspace=stored.workspace)
    back = to(request, "workshops:plan_action", pk=pk, action=action)
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.change(
                    action=stored,
                    values=form.cleaned_data,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: action_of(plan, action),
                back=back,
                done="L’action est enregistrée.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    lead = "La fiche du groupe reste telle qu’elle a été écrite."
    screen = Screen("Modifier l’action", "Enregistrer l’action", back, initiative, lead=lead, version=version)
    return screen.show(request, form)


@require_POST
def plan_action_move(request: Request, pk: uuid.UUID, action: uuid.UUID) -> HttpResponse:
    """Put an action at another rank."""
    plan, _ = fetch_to_work(request, pk)
    stored = action_of(plan, action)
    text = request.POST.get("rang", "")
    if not (text.isascii() and text.isdigit()):
        raise ActionRefused("Donnez un rang, en chiffres.")
    rank = actions.move(action=stored, rank=int(text[:5]), by=request.user, at=timezone.now())
    messages.success(request, f"« {stored.title} » est au rang {rank}.")
    page = (rank - 1) // 25 + 1
    return redirect(to(request, "workshops:plan", pk=pk) + f"?page={page}#action-{stored.number}")


@require_POST
def plan_action_remove(request: Request, pk: uuid.UUID, action: uuid.UUID) -> HttpResponse:
    """Take an action out of the plan; its sheets wait again to be brought together."""
    plan, _ = fetch_to_work(request, pk)
    stored = action_of(plan, action)
    actions.remove(action=stored, by=request.user, at=timezone.now())
    messages.success(request, "L’action est sortie du plan. Sa fiche attend, vous pouvez la reprendre.")
    return redirect(to(request, "workshops:plan", pk=pk))


@require_POST
def plan_source_again(request: Request, pk: uuid.UUID, action: uuid.UUID, source: uuid.UUID) -> HttpResponse:
    """Take from its sheet what changed since."""
    plan, _ = fetch_to_work(request, pk)
    rows = PlanSource.objects.held().filter(action=action_of(plan, action)).select_related("action")
    actions.take_again(source=get_object_or_404(rows, pk=source), by=request.user, at=timezone.now())
    messages.success(request, "L’action dit de nouveau ce que dit la fiche.")
    return redirect(to(request, "workshops:plan_action", pk=pk, action=action))


@require_http_methods(["GET", "POST"])
def plan_merge(request: Request, pk: uuid.UUID, action: uuid.UUID) -> HttpResponse:
    """Compare two actions and make one of them."""
    plan, initiative = fetch_to_work(request, pk)
    kept, merged = action_of(plan, action), action_of(plan, _other(request))
    if kept.pk == merged.pk:
        raise ActionRefused("Choisissez deux actions différentes du même plan.")
    form = MergeForm(posted(request), mine=plan_taking.words_of(kept), its=plan_taking.words_of(merged))
    if request.method == "POST" and form.is_valid():
        try:
            plan_merging.merge(
                kept=kept,
                merged=merged,
                choices=form.cleaned_data,
                expected=_versions(request.POST.get("version", "")),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict as conflict:
            raise ActionRefused(_GONE) from conflict
        messages.success(request, "Les deux actions n’en font plus qu’une. Vous pouvez défaire ce choix.")
        return redirect(to(request, "workshops:plan_action", pk=pk, action=kept.pk))
    context = {"initiative": initiative, "plan": plan, "kept": kept, "merged": merged, "form": form}
    return render(request, "workshops/plan_merge.html", context)


@require_POST
def plan_unmerge(request: Request, pk: uuid.UUID, merge: uuid.UUID) -> HttpResponse:
    """Make two actions again."""
    plan, _ = fetch_to_work(request, pk)
    done = get_object_or_404(PlanMerge.objects.filter(plan=plan, undone_at=None), pk=merge)
    other = plan_merging.unmerge(merge=done, by=request.user, at=timezone.now())
    messages.success(request, f"« {other.title} » est de nouveau une action du plan.")
    return redirect(to(request, "workshops:plan_checks", pk=pk))


def _lines(action: PlanAction) -> list[tuple[str, str]]:
    words = plan_taking.words_of(action)
    left = ("title", "lead_organisation", "lead_person", "lead_state")
    return [
        (plan_taking.LABELS[name], plan_taking.with_dates_in_words(words[name]))
        for name in plan_taking.FIELDS
        if name not in left
    ]


def _other(request: Request) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("autre") or request.GET.get("autre", ""))
    except ValueError as error:
        raise Http404 from error


def _versions(text: str) -> tuple[int, int]:
    """Return the two versions that a form carries; -1 never matches."""
    one, _, other = text.partition("-")
    return (int(one), int(other)) if one.isdigit() and other.isdigit() else (-1, -1)
