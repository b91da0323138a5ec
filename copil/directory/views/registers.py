"""Screens of the national registers: the search, an entry, and what they say of an organisation."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.errors import ActionRefused
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.directory.actions import registers as actions
from copil.directory.forms.registers import DecisionForm, LinkForm, RegisterFilter
from copil.directory.models import Organisation, RegisterEntry, RegisterLoad, ValueSource
from copil.directory.registers import answers, facts, search
from copil.directory.registers.facts import Line, Said
from copil.directory.rules import registers as rules
from copil.directory.views import common
from copil.exchange.enums import Outcome
from copil.identity.http import Request
from copil.identity.urls_for import to

_LARGEST_KEY = 2**63 - 1
_LONGEST = 200
_TYPED = ("q", "lieu", "lieu_key")
GONE = "Le registre ne dit plus cela : relisez ce qu’il propose."


@require_GET
def registers(request: Request) -> HttpResponse:
    """Search the registers by name, place or number."""
    form = RegisterFilter(request.GET, workspace=request.workspace)
    asked = form.asked
    answer = (
        search.find(asked.get("q", ""), place=asked.get("lieu")) if not form.errors else search.Answer(())
    )
    is_asked = bool(asked.get("q") or asked.get("lieu"))
    online = None
    if is_asked and not (form.errors or answer.keys):
        online = answers.kept(asked.get("q", ""), asked.get("lieu"), now=timezone.now())
    page = paginate(request, answers.entries_of(online) if online else list(answer.keys))
    entries = search.entries(list(page.object_list))
    known = facts.in_directory(common.organisations(request), entries)
    context = {
        "online": online,
        "can_ask": common.can_edit(request) and answers.is_on() and bool(asked.get("q")),
        "typed": [(key, request.GET.get(key, "")[:_LONGEST]) for key in _TYPED],
        "form": form,
        "page": page,
        "rows": [(entry, end_of(entry), known.get(entry.pk)) for entry in entries],
        "is_cut": answer.is_cut,
        "is_asked": is_asked,
        "is_empty": not entries and search.is_empty() and not answers.is_on(),
        "loads": RegisterLoad.objects.latest_done(),
        "can_edit": common.can_edit(request),
    }
    return render(request, "directory/registers.html", context)


@require_POST
def registers_ask(request: Request) -> HttpResponse:
    """Ask the public service what the registers here do not hold; the search is kept whatever happens."""
    common.require_writer(request)
    form = RegisterFilter(request.POST, workspace=request.workspace)
    asked = form.asked
    typed = {key: request.POST.get(key, "")[:_LONGEST] for key in _TYPED}
    back = f"{to(request, 'directory:registers')}?{urlencode(typed)}"
    if form.errors:
        return redirect(back)
    try:
        result = answers.ask(asked.get("q", ""), asked.get("lieu"), at=timezone.now())
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    messages.success(request, _told(result))
    return redirect(back)


@require_GET
def register_entry(request: Request, pk: int) -> HttpResponse:
    """Show what a register says of an entry, and what can be made of it here."""
    return _entry_page(request, _entry_or_404(pk), LinkForm(workspace=request.workspace))


@require_POST
def register_adopt(request: Request, pk: int) -> HttpResponse:
    """Create the organisation of an entry."""
    common.require_writer(request)
    created = actions.adopt(
        by=request.user, at=timezone.now(), workspace=request.workspace, entry=_entry_or_404(pk)
    )
    messages.success(
        request, f"« {created} » est dans votre annuaire. Complétez ce que le registre ne dit pas."
    )
    return redirect(to(request, "directory:organisation", pk=created.pk))


@require_POST
def register_link(request: Request, pk: int) -> HttpResponse:
    """Say which organisation an entry is."""
    common.require_writer(request)
    entry = _entry_or_404(pk)
    form = LinkForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return _entry_page(request, entry, form)
    organisation: Organisation = form.cleaned_data["organisation"]
    try:
        actions.link(by=request.user, at=timezone.now(), organisation=organisation, entry=entry)
    except ActionRefused as refusal:
        form.add_error("organisation", refusal.message)
        return _entry_page(request, entry, form)
    messages.success(request, f"« {organisation} » est reliée au registre. Rien d’autre n’a été changé.")
    return redirect(to(request, "directory:organisation", pk=organisation.pk))


@require_GET
def organisation_registers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show where the values of an organisation come from, and what the registers propose."""
    organisation = common.organisation_or_404(request, pk)
    entries = facts.of_organisation(organisation)
    sources = list(ValueSource.objects.of(organisation))
    lines = facts.lines(organisation, entries, sources)
    context = {
        "organisation": organisation,
        "entries": [(entry, end_of(entry)) for entry in entries],
        "proposed": [line for line in lines if line.is_proposed],
        "kept": [line for line in lines if line.is_kept],
        "same": [line for line in lines if line.is_same],
        "can_edit": common.can_edit(request) and not organisation.is_archived,
    }
    template = "directory/organisation_registers.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_POST
def register_decide(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a value of a register, keep ours, or have it proposed again."""
    common.require_writer(request)
    organisation = common.organisation_or_404(request, pk)
    form = DecisionForm(request.POST)
    line = _line(organisation, form) if form.is_valid() else None
    if line is None:
        raise ActionRefused(GONE)
    _decide(request, organisation, line.said, form.cleaned_data["choice"])
    return redirect(f"{to(request, 'directory:organisation', pk=pk)}#registres")


def _decide(request: Request, organisation: Organisation, said: Said, choice: str) -> None:
    label, now = said.label.lower(), timezone.now()
    if choice == "take":
        expected = expected_version(request.POST)
        actions.take(by=request.user, at=now, organisation=organisation, said=said, expected=expected)
        messages.success(request, f"Repris du registre : {label}.")
    elif choice == "keep":
        actions.keep(by=request.user, at=now, organisation=organisation, said=said)
        messages.success(request, f"Vous gardez le vôtre : {label}. Cette valeur ne sera plus proposée.")
    else:
        actions.ask_again(by=request.user, at=now, organisation=organisation, said=said)
        messages.success(request, f"De nouveau proposé : {label}.")


def _line(organisation: Organisation, form: DecisionForm) -> Line | None:
    """Return what the register says now of the value decided upon."""
    asked = (form.cleaned_data["entry"], form.cleaned_data["field"])
    entries = facts.of_organisation(organisation)
    lines = facts.lines(organisation, entries, ValueSource.objects.of(organisation))
    return next((one for one in lines if (one.said.entry.pk, one.said.field) == asked), None)


def _told(result: answers.Asked) -> str:
    """Return what an answer brought, in one sentence."""
    new = result.outcomes[Outcome.CREATED.value]
    if not result.answer.entries:
        return "Le service Recherche d’entreprises ne connaît pas non plus d’organisation de ce nom."
    if not new:
        return "Le service a répondu : ses fiches étaient déjà dans les registres chargés ici."
    said = "une fiche est ajoutée" if new == 1 else f"{new} fiches sont ajoutées"
    return f"Le service a répondu : {said} aux registres de cette installation."


def _entry_page(request: Request, entry: RegisterEntry, form: LinkForm) -> HttpResponse:
    others = facts.related(entry)
    known = facts.in_directory(common.organisations(request), [entry])
    context = {
        "entry": entry,
        "end": end_of(entry),
        "category": rules.category_label(entry.legal_category),
        "headcount": rules.headcount_label(entry.headcount),
        "others": [(one, end_of(one)) for one in others],
        "organisation": known.get(entry.pk),
        "form": form,
        "can_edit": common.can_edit(request),
        "can_adopt": bool(entry.name) or any(one.name for one in others),
    }
    return render(request, "directory/register_entry.html", context)


def _entry_or_404(pk: int) -> RegisterEntry:
    if pk > _LARGEST_KEY:
        raise Http404
    found: RegisterEntry = get_object_or_404(RegisterEntry.objects.select_related("commune", "load"), pk=pk)
    return found


def end_of(entry: RegisterEntry) -> str:
    """Return why an entry is no longer active; nothing when it is."""
    return rules.end_label(entry.register, entry.position) if entry.is_closed else ""
