"""Mission letters: listed, written from what is known, sent, revised, withdrawn."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.directory.models import Person
from copil.documents import writers
from copil.documents.blocks import Document
from copil.governance import mission_letters
from copil.governance.actions import letter_links
from copil.governance.actions import letters as actions
from copil.governance.forms.letters import (
    LetterFilter,
    LetterForm,
    LetterForWhomForm,
    SendLetterForm,
    WithdrawLetterForm,
)
from copil.governance.models import LetterVersion, MissionLetter, RoleHolding
from copil.governance.permissions import can_shape
from copil.governance.views.common import Screen, fetch_initiative, printed, require_shaper
from copil.identity.http import Request
from copil.identity.models import Owned
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative

_THREE_WEEKS = dt.timedelta(days=21)
_PAGE, _REMINDED = 15, 8


@require_GET
def letters(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the letters of an initiative, and the roles held without one."""
    initiative = fetch_initiative(request, pk)
    form = LetterFilter(request.GET)
    rows = form.filter(MissionLetter.objects.current().filter(initiative=initiative))
    context = {
        "initiative": initiative,
        "tab": "letters",
        "form": form,
        "page": paginate(request, rows.with_versions().in_order(), per_page=_PAGE),
        "without": _without_letter(initiative),
        "can_shape": can_shape(initiative, request.membership),
    }
    return render(request, "governance/letters.html", context)


@require_http_methods(["GET", "POST"])
def letter_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Prepare somebody's letter; the address may say whose, and for which role."""
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    form = LetterForWhomForm(posted(request), workspace=request.workspace, initial=_asked(request))
    screen = Screen(
        "Préparer une lettre de mission",
        "Elle s’écrit d’après les rôles, les instances et les objectifs. Vous la relisez avant tout envoi.",
        "Préparer la lettre",
        to(request, "governance:letters", pk=pk),
        initiative=initiative,
    )
    return screen.answer(
        request,
        form,
        lambda values: actions.prepare_letter(
            initiative=initiative, workspace=request.workspace, by=request.user, at=timezone.now(), **values
        ),
        done="La lettre est préparée : relisez-la, complétez-la, puis envoyez-la.",
        then=lambda made: to(request, "governance:letter", pk=made.pk),
    )


@require_GET
def letter(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a letter: its last version, the answer, the versions before."""
    shown = _letter(request, pk)
    versions = shown.listed
    for one in versions:
        one.letter = shown
    last = versions[0]
    context = {
        "letter": shown,
        "initiative": shown.initiative,
        "version": last,
        "parts": mission_letters.parts_of(last),
        "sent": next((one for one in versions if one.is_sent), None),
        "earlier": [(one, mission_letters.parts_of(one)) for one in versions[1:]],
        "formats": writers.FORMATS.values(),
        "may_write": _may_write(request, shown),
        "today": timezone.localdate(),
    }
    return render(request, "governance/letter.html", context)


@require_http_methods(["GET", "POST"])
def letter_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change what a letter says, before it leaves."""
    shown = _to_write(request, pk)
    draft = _draft(shown)
    form = LetterForm(
        posted(request), initial={name: getattr(draft, name) for name in mission_letters.FIELDS}
    )
    screen = _screen(request, shown, f"Écrire la lettre de {shown.person}", "Enregistrer la lettre", draft)
    return screen.answer(
        request,
        form,
        lambda values: actions.change_draft(
            version=draft,
            values=values,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        ),
        done="La lettre est enregistrée. Elle n’est pas encore envoyée.",
    )


@require_http_methods(["GET", "POST"])
def letter_send(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send the version in preparation."""
    shown = _to_write(request, pk)
    draft = _draft(shown)
    screen = _screen(
        request,
        shown,
        f"Envoyer la lettre à {shown.person}",
        "Envoyer la lettre",
        draft,
        note="Une fois envoyée, cette version ne change plus. Vous pourrez en préparer une autre.",
    )
    return screen.answer(
        request,
        SendLetterForm(posted(request), initial=_sending(shown)),
        lambda values: letter_links.send_letter(
            letter=shown,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **values,
        ),
        done="La lettre est partie. La réponse s’affichera ici.",
    )


@require_http_methods(["GET", "POST"])
def letter_send_again(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send the link of the last version sent once more."""
    shown = _to_write(request, pk)
    screen = _screen(
        request,
        shown,
        f"Relancer {shown.person} pour sa lettre",
        "Renvoyer le lien",
        note="Le texte est le même. Le lien envoyé avant ne servira plus.",
    )
    return screen.answer(
        request,
        SendLetterForm(posted(request), initial=_sending(shown)),
        lambda values: letter_links.send_again(letter=shown, by=request.user, at=timezone.now(), **values),
        done="Le lien est reparti.",
    )


@require_POST
def letter_revise(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Prepare the next version."""
    shown = _to_write(request, pk)
    made = actions.revise_letter(letter=shown, by=request.user, at=timezone.now())
    messages.success(request, f"La version {made.number} est en préparation. La précédente reste lisible.")
    return redirect(to(request, "governance:letter_edit", pk=pk))


@require_POST
def letter_discard(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put the version in preparation aside."""
    shown = _to_write(request, pk)
    actions.discard_draft(letter=shown, by=request.user, at=timezone.now())
    messages.success(request, "La version en préparation est mise de côté.")
    if MissionLetter.objects.current().filter(pk=pk).exists():
        return redirect(to(request, "governance:letter", pk=pk))
    return redirect(to(request, "governance:letters", pk=shown.initiative_id))


@require_http_methods(["GET", "POST"])
def letter_withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Withdraw a letter, with the reason."""
    shown = _to_write(request, pk)
    title = f"Retirer la lettre de {shown.person}"
    return _screen(request, shown, title, "Retirer la lettre").answer(
        request,
        WithdrawLetterForm(posted(request)),
        lambda values: actions.withdraw_letter(
            letter=shown, reason=values["reason"], by=request.user, at=timezone.now()
        ),
        done="La lettre est retirée. Ses versions et ses réponses restent lisibles.",
    )


@require_GET
def letter_file(request: Request, pk: uuid.UUID, number: int, file_format: str) -> HttpResponse:
    """Give one version as a file."""
    shown = _letter(request, pk)
    version = next((one for one in shown.listed if one.number == number), None)
    if version is None:
        raise Http404
    version.letter = shown
    document = _document(version)
    name = f"lettre-de-mission-{shown.person}-version-{number}"
    return printed(request, document, file_format, kind=mission_letters.KIND, name=name)


def _letter(request: Request, pk: uuid.UUID) -> MissionLetter:
    """Return a letter of an initiative that the workspace carries, its versions listed; 404 otherwise."""
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    rows = MissionLetter.objects.current().filter(initiative__in=carried.values("pk"))
    found: MissionLetter = get_object_or_404(rows.with_versions(), pk=pk)
    return found


def _to_write(request: Request, pk: uuid.UUID) -> MissionLetter:
    shown = _letter(request, pk)
    if not _may_write(request, shown):
        raise PermissionDenied
    return shown


def _may_write(request: Request, shown: MissionLetter) -> bool:
    """Whoever pilots the initiative, for the carrier that writes the letter."""
    own = shown.workspace_id == request.workspace.pk
    return own and can_shape(shown.initiative, request.membership)


def _draft(shown: MissionLetter) -> LetterVersion:
    last = shown.listed[0]
    if last.is_sent:
        raise Http404
    last.letter = shown
    return last


def _document(version: LetterVersion) -> Document:
    day = mission_letters.day_of(version)
    return mission_letters.letter_document(version, organisation=version.letter.workspace.name, date=day)


def _sending(shown: MissionLetter) -> dict[str, Any]:
    sent = next((one.email for one in shown.listed if one.email), "")
    return {"email": shown.person.email or sent, "until": timezone.localdate() + _THREE_WEEKS}


def _without_letter(initiative: Initiative) -> list[RoleHolding]:
    """Return the roles held today by somebody who has no letter for it (two queries)."""
    rows = MissionLetter.objects.in_force().filter(initiative=initiative)
    known = set(rows.values_list("person", "role"))
    held = RoleHolding.objects.held_on(timezone.localdate()).filter(initiative=initiative)
    listed = held.select_related("person").order_by("person__name_key", "role", "pk")
    return [one for one in listed if (one.person_id, one.role) not in known][:_REMINDED]


def _asked(request: Request) -> dict[str, Any]:
    """Return the role and the person that the address names."""
    initial: dict[str, Any] = {"role": request.GET.get("role", "")}
    try:
        pk = uuid.UUID(request.GET.get("personne", ""))
    except ValueError:
        return initial
    rows = Person.objects.visible_to(request.user).in_workspace(request.workspace).current()
    return {**initial, "person": rows.filter(pk=pk).first()}


def _screen(
    request: Request, shown: MissionLetter, title: str, verb: str, row: Owned | None = None, *, note: str = ""
) -> Screen:
    back = to(request, "governance:letter", pk=shown.pk)
    lead = f"{shown.role_title}, {shown.initiative.title}"
    return Screen(title, lead, verb, back, initiative=shown.initiative, stored=row, note=note)
