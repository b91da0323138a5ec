"""Votes of an initiative: listed, prepared, shown, moved forward."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.ballots import actions, rules
from copil.ballots.actions import reaching
from copil.ballots.enums import EXPLAINED, USUAL, BallotState, Method
from copil.ballots.forms import BallotForm
from copil.ballots.views.common import ballots, fetch, fetch_to_run, voter_of
from copil.ballots.views.results import shown, turnout
from copil.core.errors import ActionRefused
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.views.common import fetch as fetch_initiative
from copil.initiatives.views.common import fetch_to_work
from copil.journal import saving

_DONE = {
    BallotState.OPEN: "Le vote est ouvert. Les personnes inscrites sont prévenues.",
    BallotState.CLOSED: "Le vote est clos. Seule l’équipe voit le résultat tant que vous ne le publiez pas.",
    BallotState.PUBLISHED: "Le résultat est publié.",
}
# People named in the message that says who is not reached.
_NAMED = 5
_VERBS = {
    BallotState.OPEN: "Ouvrir le vote",
    BallotState.CLOSED: "Clore le vote",
    BallotState.PUBLISHED: "Publier le résultat",
}


@require_GET
def of_initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the votes of an initiative and the ways to prepare one."""
    initiative, rights = fetch_initiative(request, pk)
    rows = ballots(request).filter(initiative=initiative).recent_first()
    ways = [(method, EXPLAINED[method]) for method in Method]
    context = {
        "initiative": initiative,
        "tab": "ballots",
        "page": paginate(request, rows),
        "may_run": rights.may_work,
        "usual": [way for way in ways if way[0] in USUAL],
        "others": [way for way in ways if way[0] not in USUAL],
    }
    return render(request, "ballots/of_initiative.html", context)


@require_http_methods(["GET", "POST"])
def create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Prepare a vote by a method."""
    initiative = fetch_to_work(request, pk)
    form = BallotForm(posted(request), method=_method(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(
                workspace=request.workspace,
                initiative=initiative,
                values=form.values,
                options=form.cleaned_data["options"],
                criteria=form.cleaned_data.get("criteria", ()),
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Le vote est préparé. Inscrivez maintenant les personnes qui votent.")
            return redirect(to(request, "ballots:roll", pk=made.pk))
    context = {"form": form, "initiative": initiative, "ballot": None, "explained": EXPLAINED[form.method]}
    return render(request, "ballots/ballot_form.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a vote not yet open."""
    stored = fetch_to_run(request, pk)
    if not stored.is_draft:
        raise ActionRefused("Ce vote est ouvert : il ne change plus.")
    form = BallotForm(posted(request), method=Method(stored.method), stored=stored)
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.update(
                    ballot=stored,
                    values=form.values,
                    options=form.cleaned_data["options"],
                    criteria=form.cleaned_data.get("criteria", ()),
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: fetch(request, pk)[0],
                back=to(request, "ballots:ballot", pk=pk),
                done="Le vote est enregistré.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    version = saving.version_shown(request, stored.version)
    explained = EXPLAINED[form.method]
    context = {
        "form": form,
        "initiative": stored.initiative,
        "ballot": stored,
        "version": version,
        "explained": explained,
    }
    return render(request, "ballots/ballot_form.html", context)


@require_GET
def ballot(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a vote: what is asked, how far it is, and its result once it may be seen."""
    found, rights = fetch(request, pk)
    following = rules.next_state(found.state)
    context = {
        "ballot": found,
        "asked": found.asked,
        "initiative": found.initiative,
        "rights": rights,
        "voter": voter_of(request, found),
        "turnout": turnout(found),
        "following": following,
        "verb": _VERBS[following] if following else "",
        "explained": EXPLAINED[Method(found.method)],
        **shown(found, may_run=rights.may_run),
    }
    return render(request, "ballots/ballot.html", context)


@require_POST
def move(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Open, close or publish a vote."""
    found = fetch_to_run(request, pk)
    following = request.POST.get("to", "")
    if following not in _DONE:
        raise Http404
    state = BallotState(following)
    try:
        actions.move(
            ballot=found,
            to=state,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _DONE[state])
        if state is BallotState.OPEN and (left := reaching.unreached(found)):
            names = ", ".join(str(one.person) for one in left[:_NAMED])
            more = f" et {len(left) - _NAMED} de plus" if len(left) > _NAMED else ""
            messages.warning(
                request, f"Aucun courriel ne les atteint : {names}{more}. Imprimez leurs talons."
            )
    return redirect(to(request, "ballots:ballot", pk=pk))


@require_POST
def discard(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put aside a vote that was never opened."""
    found = fetch_to_run(request, pk)
    actions.discard(ballot=found, by=request.user, at=timezone.now())
    messages.success(request, "Le vote est mis de côté.")
    return redirect(to(request, "ballots:of_initiative", pk=found.initiative_id))


def _method(request: Request) -> Method:
    asked = request.GET.get("methode", Method.DOTS.value)
    if asked not in Method.values:
        raise Http404
    return Method(asked)
