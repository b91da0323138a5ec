"""A place of the tree: its parts written, moved, added, taken out; the last change taken back."""

import uuid
from types import SimpleNamespace
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, method_file
from copil.initiatives.drafting import growth, moves, nodes
from copil.initiatives.drafting.nodes import Node, NodeKind
from copil.initiatives.forms.workshop import PARTS, AddForm, PartForm, part_of
from copil.initiatives.models import MethodDraft
from copil.initiatives.views.workshop import common, preview
from copil.initiatives.views.workshop.drafts import STALE

_ADDED = {
    "etape": ("une étape", {NodeKind.METHOD}),
    "pas": ("un pas", {NodeKind.STAGE}),
    "activite": ("une activité", {NodeKind.STAGE, NodeKind.STEP}),
    "regle": ("une règle", {NodeKind.METHOD}),
    "decision": ("un moment de décision", {NodeKind.METHOD}),
}
_WORDS = {"monter": "monter", "descendre": "descendre", "entrer": "faire entrer", "sortir": "faire sortir"}


@require_http_methods(["GET", "POST"])
def edit(request: Request, draft: uuid.UUID, node: str, part: str) -> HttpResponse:
    """Write a part of a place; what is typed is never lost, even when the place is gone."""
    stored = common.fetch_draft(request, draft)
    method = common.content_of(stored)
    place = nodes.find(method, node)
    if place is None and request.method == "POST":
        return _gone(request, stored)
    if place is None or (kind := part_of(place, part)) is None:
        raise Http404
    if request.method != "POST":
        return _page(request, stored, kind(method=method, node=place), part)
    form = kind(request.POST, method=method, node=place)
    if not form.is_valid() or "apercu" in request.POST:
        return _page(request, stored, form, part)
    return _saved(request, stored, form, part)


@require_POST
def move(request: Request, draft: uuid.UUID, node: str) -> HttpResponse:
    """Move a place one notch; the same button is ready again."""
    stored = common.fetch_draft(request, draft)
    gesture = request.POST.get("geste", "")
    place = common.node_or_404(common.content_of(stored), node)
    if gesture not in list(moves.Direction):
        raise Http404
    direction = moves.Direction(gesture)
    label = f"{_WORDS[gesture]} « {place.title} »"
    try:
        actions.change_draft(
            draft=stored,
            change=lambda method: moves.moved(method, common.node_or_404(method, node), direction),
            label=label,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except moves.CannotMove as refused:
        messages.error(request, str(refused))
    except Conflict:
        messages.error(request, STALE)
    return common.to_tree(request, stored, here=node, gesture=gesture)


@require_http_methods(["GET", "POST"])
def add(request: Request, draft: uuid.UUID, node: str, kind: str) -> HttpResponse:
    """Add something inside a place, then write its texts."""
    stored = common.fetch_draft(request, draft)
    method = common.content_of(stored)
    place = common.node_or_404(method, node)
    if kind not in _ADDED or place.kind not in _ADDED[kind][1]:
        raise Http404
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = _grown(request, stored, node, kind, form.cleaned_data["title"])
        return redirect(to(request, "initiatives:draft_edit", draft=draft, node=name, part="textes"))
    context = {"draft": stored, "place": place, "form": form, "what": _ADDED[kind][0], "kind": kind}
    refused = form.is_bound and not form.is_valid()
    return render(request, "initiatives/workshop/add.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
def remove(request: Request, draft: uuid.UUID, node: str) -> HttpResponse:
    """Take a place out, once what goes with it was shown."""
    stored = common.fetch_draft(request, draft)
    method = common.content_of(stored)
    place = common.node_or_404(method, node)
    if place.kind is NodeKind.METHOD:
        raise Http404
    if request.method == "POST":
        try:
            actions.change_draft(
                draft=stored,
                change=lambda stored_method: growth.removed(
                    stored_method, common.node_or_404(stored_method, node)
                ),
                label=f"retirer « {place.title} »",
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, "C’est retiré. « Annuler » le ramène.")
        except Conflict:
            messages.error(request, STALE)
        return common.to_tree(request, stored)
    touched = growth.touched_by_removal(method, place)
    context = {"draft": stored, "place": place, "touched": touched}
    return render(request, "initiatives/workshop/remove.html", context)


@require_POST
def undo(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Take the last change back."""
    stored = common.fetch_draft(request, draft)
    try:
        label = actions.undo_change(
            draft=stored, expected=expected_version(request.POST), by=request.user, at=timezone.now()
        )
        messages.success(request, f"Annulé : {label}.")
    except Conflict:
        messages.error(request, STALE)
    return common.to_tree(request, stored, here=request.POST.get("ici", "")[:80])


def _grown(request: Request, stored: MethodDraft, node: str, kind: str, title: str) -> str:
    """Add to the method as it is stored; return the name of the new place."""
    spent = actions.spent_names(stored)
    made: list[str] = []

    def change(method: method_file.Method) -> method_file.Method:
        taken = spent | growth.names_of(method)
        grown, name = _growth(method, nodes.find(method, node), kind, title, taken)
        made.append(name)
        return grown

    label = f"ajouter {_ADDED[kind][0]}, « {title} »"
    actions.change_draft(draft=stored, change=change, label=label, by=request.user, at=timezone.now())
    return made[0]


def _growth(
    method: method_file.Method, place: Node | None, kind: str, title: str, spent: frozenset[str]
) -> tuple[method_file.Method, str]:
    if place is None:
        raise ActionRefused("Ce qui devait la recevoir a été retiré entre-temps.")
    if kind == "etape":
        return growth.add_stage(method, title=title, spent=spent)
    if kind == "regle":
        return growth.add_rule(method, title=title, spent=spent)
    if kind == "decision":
        return growth.add_gate(method, title=title, spent=spent)
    adding = growth.add_step if kind == "pas" else growth.add_activity
    return adding(method, parent=place, title=title, spent=spent)


def _saved(request: Request, stored: MethodDraft, form: PartForm, part: str) -> HttpResponse:
    name = form.node.name
    back = to(request, "initiatives:draft_edit", draft=stored.pk, node=name, part=part)
    try:
        changed = actions.change_draft(
            draft=stored,
            change=form.change(seen=expected_version(request.POST)),
            label=f"modifier « {form.node.title} »",
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        now = common.content_of(common.fetch_draft(request, stored.pk))
        fresh = type(form)(method=now, node=common.node_or_404(now, name))
        theirs = SimpleNamespace(version=fresh.seen, **fresh.read())
        return conflict_response(request, form=form, stored=theirs, back=back, who=_last_by(stored))
    messages.success(request, "C’est enregistré." if changed else "Rien n’a changé.")
    if "arbre" in request.POST:
        return common.to_tree(request, stored, here=name)
    return redirect(back)


def _last_by(stored: MethodDraft) -> str:
    last = stored.earlier.select_related("made_by").order_by("-made_at", "-pk").first()
    return last.made_by.get_full_name() if last and last.made_by else ""


def _page(request: Request, stored: MethodDraft, form: PartForm, part: str) -> HttpResponse:
    """Render a part beside its preview: of what is typed when asked and whole, else of what is stored."""
    node, method = form.node, form.method
    valid = form.is_bound and form.is_valid()
    if valid:
        method = form.finished(nodes.replaced(method, node, form.write()))
    shown = cast("Node", nodes.find(method, node.name))
    refused = form.is_bound and not valid
    seen = expected_version(request.POST) if form.is_bound else form.seen
    context = {
        "draft": stored,
        "form": form,
        "place": node,
        "part": part,
        "parts": [(key, title) for key, (title, _) in PARTS[node.kind].items()],
        "version": seen,
        "method": method,
        "preview": preview.of(method, shown),
        "is_typed": valid,
    }
    template = "initiatives/workshop/edit.html"
    return render(request, template, context, status=422 if refused and "apercu" not in request.POST else 200)


def _gone(request: Request, stored: MethodDraft) -> HttpResponse:
    """Give back what was typed in a place that somebody took out."""
    hidden = {"csrfmiddlewaretoken", "version"}
    typed = [
        value for key in request.POST if key not in hidden for value in request.POST.getlist(key) if value
    ]
    context = {"draft": stored, "typed": typed}
    return render(request, "initiatives/workshop/gone.html", context, status=409)
