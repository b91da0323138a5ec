"""Screens of the login through an identity provider."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.accounts import sessions
from copil.accounts.confirming import confirmed
from copil.accounts.federation import flow, linking
from copil.accounts.federation.flow import Person
from copil.accounts.federation.provider import Provider, Refused, current
from copil.accounts.forms import JoinForm
from copil.accounts.models import Identity
from copil.core.security_log import told
from copil.identity.http import UserRequest

NEWCOMER = "oidc_newcomer"
_STRANGER = (
    "Aucun accès n’est ouvert ici pour l’identité que {label} nous donne. Demandez une invitation à la"
    " personne qui administre votre espace, ou entrez avec votre mot de passe."
)
_FAILED = "La connexion par {label} n’a pas abouti. Recommencez, ou entrez avec votre mot de passe."


@never_cache
@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider, from our own page of login alone."""
    provider = _provider()
    if request.user.is_authenticated:
        return redirect("accounts:entry")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return redirect("account_login")
    try:
        return redirect(flow.begin(provider, request.session, then=get_next_redirect_url(request) or ""))
    except Refused as why:
        return _failed(request, provider, why)


@never_cache
@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Let in whoever comes back from the provider with the answer to what this browser asked."""
    provider = _provider()
    if request.user.is_authenticated:
        return redirect("accounts:entry")
    try:
        person, then = flow.finish(provider, request.session, request.GET.dict())
    except Refused as why:
        return _failed(request, provider, why)
    user = linking.account_of(person, provider=provider, at=timezone.now())
    if user is not None:
        entered: HttpResponse = perform_login(request, Login(user=user, redirect_url=then or None))
        return entered
    if linking.invitation_for(person, at=timezone.now()):
        request.session[NEWCOMER] = person.kept()
        return redirect("accounts:federation_join")
    told("identity_unknown")
    messages.error(request, _STRANGER.format(label=provider.label))
    return redirect("account_login")


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Open the account of somebody invited, whom the provider has just recognised."""
    kept = request.session.get(NEWCOMER)
    person = Person(**kept) if kept else None
    found = linking.invitation_for(person, at=timezone.now()) if person else None
    if person is None or found is None or current() is None:
        return redirect("account_login")
    invitation, link = found
    named = {"given_name": person.given_name, "family_name": person.family_name}
    form = JoinForm(request.POST or None, email=invitation.email, initial=named)
    if request.method == "POST" and form.is_valid():
        membership = linking.join(person, link, at=timezone.now(), **form.cleaned_data)
        del request.session[NEWCOMER]
        auth.login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session["device"] = sessions.device_of(request.headers.get("User-Agent", ""))
        messages.success(request, f"Bienvenue dans l’espace {invitation.workspace}.")
        return redirect("pages:home", workspace=membership.workspace.slug)
    context = {"form": form, "invitation": invitation, "recognised": True}
    return render(request, "accounts/invitation_join.html", context)


@require_POST
@confirmed
def unlink(request: UserRequest) -> HttpResponse:
    """Close the way through the provider."""
    ended, _ = Identity.objects.filter(user=request.user).delete()
    if ended:
        told("identity_untied", user=request.user.pk)
    messages.success(request, "Votre compte ne s’ouvre plus par ce fournisseur.")
    return redirect("mfa_index")


def _provider() -> Provider:
    provider = current()
    if provider is None:
        raise Http404
    return provider


def _failed(request: HttpRequest, provider: Provider, why: Refused) -> HttpResponse:
    told("identity_refused", reason=str(why).replace(" ", "-"))
    messages.error(request, _FAILED.format(label=provider.label))
    return redirect("account_login")
