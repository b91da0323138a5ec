"""The agenda of a meeting: points added, proposed, answered, changed, moved, taken off."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings import actions, subjects
from copil.meetings.enums import ItemState, MeetingState
from copil.meetings.forms.agenda import AsideForm, ItemForm, PutForm
from copil.meetings.models import AgendaItem
from copil.meetings.permissions import rights_on_meeting
from copil.meetings.views.common import Screen, fetch, fetch_to_prepare, item_of, meetings


@require_http_methods(["GET", "POST"])
def item_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a point on the agenda; who does not prepare the meeting proposes it."""
    shown, rights = fetch(request, pk)
    if not rights.may_propose:
        raise PermissionDenied
    proposed = not rights.may_prepare
    screen = Screen(
        title="Proposer un point" if proposed else "Ajouter un point",
        lead="Les personnes qui préparent la réunion diront s’il est retenu." if proposed else "",
        verb="Proposer le point" if proposed else "Ajouter le point",
        meeting=shown,
        back=to(request, "meetings:meeting", pk=pk) + "#ordre-du-jour",
    )
    form = ItemForm(posted(request), workspace=shown.workspace)
    return screen.answer(
        request,
        form,
        lambda: actions.add_item(
            meeting=shown, values=form.cleaned_data, by=request.user, at=timezone.now(), proposed=proposed
        ),
        done="Le point est proposé." if proposed else "Le point est à l’ordre du jour.",
    )


@require_http_methods(["GET", "POST"])
def item_edit(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Change a point."""
    shown = fetch_to_prepare(request, pk)
    stored, back = item_of(shown, item), to(request, "meetings:meeting", pk=pk) + f"#point-{item}"
    form = ItemForm(posted(request), instance=stored, workspace=shown.workspace)
    version = stored.version
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.change_item(
                item=stored, values=form.cleaned_data, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: item_of(shown, item),
            back=back,
            done="Le point est enregistré.",
        )
    screen = Screen("Modifier le point", "Enregistrer le point", shown, back, version=version)
    return screen.answer(request, form, lambda: None, done="")


@require_POST
def item_move(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Move a point one place up or down."""
    stored = item_of(fetch_to_prepare(request, pk), item)
    places = -1 if request.POST.get("sens") == "monter" else 1
    actions.move_item(item=stored, places=places, by=request.user, at=timezone.now())
    return redirect(to(request, "meetings:meeting", pk=pk) + f"#point-{item}")


@require_POST
def item_remove(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Take a point off."""
    stored = item_of(fetch_to_prepare(request, pk), item)
    actions.remove_item(item=stored, by=request.user, at=timezone.now())
    messages.success(request, f"« {stored.title} » n’est plus à l’ordre du jour.")
    return redirect(to(request, "meetings:meeting", pk=pk) + "#ordre-du-jour")


@require_POST
def item_keep(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Keep a point that was proposed."""
    stored = item_of(fetch_to_prepare(request, pk), item)
    actions.answer_item(item=stored, keep=True, reason="", by=request.user, at=timezone.now())
    messages.success(request, "Le point est à l’ordre du jour.")
    return redirect(to(request, "meetings:meeting", pk=pk) + f"#point-{item}")


@require_http_methods(["GET", "POST"])
def item_aside(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Set a proposed point aside, with the reason."""
    shown = fetch_to_prepare(request, pk)
    stored, form = item_of(shown, item), AsideForm(posted(request))
    if stored.state == ItemState.KEPT:
        raise ActionRefused("Ce point est déjà à l’ordre du jour.")
    screen = Screen(
        title="Ne pas retenir ce point",
        lead=stored.title,
        verb="Ne pas le retenir",
        meeting=shown,
        back=to(request, "meetings:meeting", pk=pk) + "#ordre-du-jour",
    )
    return screen.answer(
        request,
        form,
        lambda: actions.answer_item(
            item=stored, keep=False, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        done="La réponse est notée.",
    )


@require_http_methods(["GET", "POST"])
def put(request: Request, kind: str, pk: uuid.UUID) -> HttpResponse:
    """Put something of the workspace on the agenda of a meeting to come, from its own page."""
    subject = subjects.found(kind, pk, user=request.user, workspace=request.workspace)
    if subject is None:
        raise Http404
    if not request.membership.may_write:
        raise PermissionDenied
    rows = meetings(request).filter(state__in=[*MeetingState.preparing(), MeetingState.RUNNING])
    form = PutForm(posted(request), rows=rows.soonest_first(), initial={"title": str(subject)[:200]})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["meeting"]
        rights = rights_on_meeting(chosen, request.membership)
        item = actions.add_item(
            meeting=chosen,
            values={name: form.cleaned_data[name] for name in ("title", "duration")},
            by=request.user,
            at=timezone.now(),
            proposed=not rights.may_prepare,
            subject=(kind, pk),
            subject_label=str(subject),
        )
        messages.success(request, "Le point est inscrit." if rights.may_prepare else "Le point est proposé.")
        return redirect(to(request, "meetings:meeting", pk=chosen.pk) + f"#point-{item.pk}")
    context = {"form": form, "subject": subject, "kind": kind, "some": rows.exists()}
    return render(request, "meetings/put.html", context)


@require_GET
def about(request: Request, kind: str, pk: uuid.UUID) -> HttpResponse:
    """Show at which meetings something was or will be spoken of, inside its page or on its own."""
    subject = subjects.found(kind, pk, user=request.user, workspace=request.workspace)
    if subject is None:
        raise Http404
    seen = meetings(request).values("pk")
    rows = AgendaItem.objects.kept().filter(subject_kind=kind, subject_id=pk, meeting__in=seen)
    context = {
        "subject": subject,
        "kind": kind,
        "items": rows.select_related("meeting").order_by("-meeting__starts_at", "pk")[:10],
        "may_put": request.membership.may_write,
    }
    template = "meetings/about.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)
