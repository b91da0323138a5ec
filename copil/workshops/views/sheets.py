"""Action sheets: listed, exported, printed, written, shown, changed, put aside."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted, write_or_show
from copil.documents import writers
from copil.exchange.exports import answer
from copil.governance.views.common import printed
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.initiatives.views.common import fetch as fetch_initiative
from copil.initiatives.views.common import fetch_to_work as fetch_initiative_to_work
from copil.journal import saving
from copil.workshops import actions, follow
from copil.workshops.documents import sheets as sheet_documents
from copil.workshops.exports import sheets as sheet_exports
from copil.workshops.forms.sheets import SheetFilter, SheetForm
from copil.workshops.models import ActionSheet, Card
from copil.workshops.models.sheets import ActionSheetQuerySet
from copil.workshops.presentation import sheets as sheet_presentation
from copil.workshops.sheet_parts import parts_of
from copil.workshops.views.common import Screen
from copil.workshops.views.sheet_common import fetch_sheet, screen_of, sheet_to_work

_TABLES = (("xlsx", "Classeur XLSX"), ("ods", "Classeur ODS"), ("csv", "Texte CSV"))


@require_GET
def sheets(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the action sheets of an initiative; the ideas that were chosen and have none yet."""
    initiative, rights = fetch_initiative(request, pk)
    form, rows = _asked(request, initiative)
    page = paginate(request, rows)
    aside = ActionSheet.objects.filter(initiative=initiative, archived_at__isnull=False).in_order()
    context = {
        "initiative": initiative,
        "tab": "action_sheets",
        "rights": rights,
        "form": form,
        "page": page,
        "lines": sheet_presentation.lines(list(page), today=timezone.localdate()),
        "tables": _TABLES,
        "formats": writers.FORMATS.values(),
        "reviews": follow.reviews_of(ActionSheet.objects.current().filter(initiative=initiative)),
        "ideas": sheet_presentation.ideas_without_sheet(initiative) if rights.may_work else [],
        "aside": list(aside[:50]) if rights.may_work else [],
    }
    return render(request, "workshops/sheets.html", context)


@require_GET
def sheets_export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the list, filtered as asked, as a table."""
    initiative, _ = fetch_initiative(request, pk)
    _, rows = _asked(request, initiative)
    told = sheet_exports.sheet_rows(list(rows), today=timezone.localdate())
    return answer(file_format, "fiches-action", sheet_exports.HEADER, told)


@require_GET
def sheets_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give every card of the list, filtered as asked, as one file; two to a page when asked."""
    initiative, _ = fetch_initiative(request, pk)
    form, rows = _asked(request, initiative)
    listed = list(rows)
    group = form.asked.get("groupe")
    document = sheet_documents.cards_document(
        listed,
        parts_of(listed),
        title=group.theme if group else initiative.title,
        subtitle=initiative.title if group else "",
        organisation=request.workspace.name,
        date=timezone.localdate(),
        by_two=request.GET.get("par") == "2",
    )
    return printed(request, document, file_format, kind=sheet_documents.ALL, name="fiches-action")


@require_http_methods(["GET", "POST"])
def sheet_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Begin a sheet; the address may say in which group."""
    initiative = fetch_initiative_to_work(request, pk)
    initial = {"group": request.GET.get("groupe", "")}
    form = SheetForm(posted(request), workspace=request.workspace, initiative=initiative, initial=initial)
    back = to(request, "workshops:sheets", pk=pk)
    lead = "Un titre suffit pour commencer. La fiche dira ce qui lui manque."
    screen = Screen("Écrire une fiche action", "Créer la fiche", back, initiative, lead=lead)
    return write_or_show(
        request,
        form,
        lambda: actions.create_sheet(
            workspace=request.workspace,
            initiative=initiative,
            values=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        ),
        done="La fiche est créée.",
        back=lambda made: to(request, "workshops:sheet", pk=made.pk),
        show=lambda: screen.show(request, form),
    )


@require_POST
def sheet_from_card(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Begin the sheet of an idea of a board."""
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace).values("pk")
    rows = Card.objects.visible_to(request.user).filter(board__group__initiative__in=carried)
    card = get_object_or_404(rows.select_related("board__group"), pk=pk)
    fetch_initiative_to_work(request, card.board.group.initiative_id)
    made = actions.create_sheet_from_card(card=card, by=request.user, at=timezone.now())
    messages.success(request, "La fiche est commencée, avec les mots de l’idée.")
    return redirect(to(request, "workshops:sheet", pk=made.pk))


@require_GET
def sheet(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a sheet: its parts, what it lacks, its lead, how far its action is."""
    shown, rights = fetch_sheet(request, pk)
    context = sheet_presentation.page_of(shown, today=timezone.localdate())
    context |= {"rights": rights, "may_write": rights.may_work and not shown.is_archived}
    return render(request, "workshops/sheet.html", context)


@require_GET
def sheet_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give one card as a file."""
    shown, _ = fetch_sheet(request, pk)
    document = sheet_documents.card_document(
        shown, parts_of([shown]), organisation=request.workspace.name, date=timezone.localdate()
    )
    return printed(request, document, file_format, kind=sheet_documents.ONE, name=f"fiche-{shown.title}")


@require_http_methods(["GET", "POST"])
def sheet_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a sheet."""
    stored = sheet_to_work(request, pk)
    form = SheetForm(
        posted(request), instance=stored, workspace=request.workspace, initiative=stored.initiative
    )
    version = stored.version
    screen = screen_of(request, stored, "Modifier la fiche", "Enregistrer la fiche", version=version)
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.update_sheet(
                    sheet=stored,
                    values=form.cleaned_data,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: fetch_sheet(request, pk)[0],
                back=screen.back,
                done="La fiche est enregistrée.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    return screen.show(request, form)


@require_POST
def sheet_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a sheet aside."""
    stored = sheet_to_work(request, pk)
    actions.archive_sheet(sheet=stored, by=request.user, at=timezone.now())
    messages.success(request, "La fiche est mise de côté. Vous pouvez la reprendre plus bas.")
    return redirect(to(request, "workshops:sheets", pk=stored.initiative_id))


@require_POST
def sheet_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take up a sheet again."""
    stored = sheet_to_work(request, pk)
    actions.restore_sheet(sheet=stored, by=request.user, at=timezone.now())
    messages.success(request, "La fiche est reprise.")
    return redirect(to(request, "workshops:sheet", pk=pk))


def _asked(request: Request, initiative: Initiative) -> tuple[SheetFilter, ActionSheetQuerySet]:
    form = SheetFilter(request.GET, initiative=initiative)
    rows = ActionSheet.objects.current().filter(initiative=initiative).with_surroundings()
    return form, form.filter(rows)
