"""Screens of passkeys: add, name, take away, enter with one, confirm with one."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.accounts import passkeys, second_factor, sessions
from copil.accounts.adapter import other_means
from copil.accounts.confirming import confirmed
from copil.accounts.passkey_forms import AddPasskeyForm, ConfirmPasskeyForm, PasskeyForm, PasskeyNameForm
from copil.core.security_log import told
from copil.identity.http import UserRequest
from copil.identity.models import User


@confirmed
@require_http_methods(["GET", "POST"])
def add(request: UserRequest) -> HttpResponse:
    """Add a passkey, made by the device of the person."""
    refused = passkeys.refused_here(request)
    device = sessions.device_of(request.headers.get("User-Agent", ""))
    form = AddPasskeyForm(request.POST or None, user=request.user, initial={"name": device})
    if request.method == "POST" and not refused and form.is_valid():
        told("passkey_added", user=request.user.pk)
        messages.success(request, "La clé d’accès est ajoutée : elle suffit pour entrer.")
        return redirect("mfa_index")
    options = "" if refused else passkeys.options_to_add(request.session, request.user)
    return render(request, "mfa/webauthn/add.html", {"form": form, "options": options, "refused": refused})


@confirmed
@require_http_methods(["GET", "POST"])
def rename(request: UserRequest, pk: int) -> HttpResponse:
    """Give a passkey another name."""
    passkey = _mine(request, pk)
    form = PasskeyNameForm(request.POST or None, initial={"name": passkey.data["name"]})
    if request.method == "POST" and form.is_valid():
        passkeys.rename(passkey, form.cleaned_data["name"])
        messages.success(request, "La clé d’accès a son nouveau nom.")
        return redirect("mfa_index")
    return render(request, "mfa/webauthn/rename.html", {"form": form, "passkey": passkey})


@confirmed
@require_http_methods(["GET", "POST"])
@transaction.atomic
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Take a passkey away, unless it is the last factor and a role asks for one."""
    User.objects.select_for_update().get(pk=request.user.pk)  # two last factors cannot leave together
    passkey = _mine(request, pk)
    if request.method == "POST":
        if not second_factor.may_go(passkey):
            messages.error(request, passkeys.LAST)
            return redirect("mfa_index")
        delete_and_cleanup(request, passkey)
        told("passkey_removed", user=request.user.pk)
        messages.success(request, "La clé d’accès est retirée. Effacez-la aussi de l’appareil qui la garde.")
        return redirect("mfa_index")
    context = {"passkey": passkey, "may_go": second_factor.may_go(passkey)}
    return render(request, "mfa/webauthn/remove.html", context)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Ask for a passkey (the page of login does it by script), then let its owner in."""
    if request.user.is_authenticated:
        return redirect("accounts:entry")
    if request.method == "GET":
        if "application/json" not in request.headers.get("Accept", "") or passkeys.refused_here(request):
            return redirect("account_login")
        return JsonResponse(passkeys.options_to_enter(request.session, None))
    form = PasskeyForm(request.POST)
    if not ratelimit.consume(request, action="login"):
        messages.error(request, "Trop d’essais : attendez quelques minutes.")
        return redirect("account_login")
    if not form.is_valid():
        for said in form.errors.get("credential", []):
            messages.error(request, str(said))
        return redirect("account_login")
    form.save()
    return _entered(request, form.authenticator)


@require_http_methods(["GET", "POST"])
def confirm(request: UserRequest) -> HttpResponse:
    """Make sure, with a passkey, that it is still the person of the account."""
    if not passkeys.of(request.user).exists():
        return redirect("account_reauthenticate")
    form = ConfirmPasskeyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        resumed: HttpResponse | None = resume_request(request)
        return resumed or redirect("mfa_index")
    refused = passkeys.refused_here(request)
    context = {
        "form": form,
        "options": "" if refused else passkeys.options_to_enter(request.session, request.user),
        "refused": refused,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "reauthentication_alternatives": other_means(request),
    }
    return render(request, "mfa/webauthn/confirm.html", context)


def _entered(request: HttpRequest, passkey: Authenticator) -> HttpResponse:
    entry = Login(user=passkey.user, redirect_url=get_next_redirect_url(request))
    answer: HttpResponse = perform_login(request, entry)
    return answer


def _mine(request: UserRequest, pk: int) -> Authenticator:
    found: Authenticator = get_object_or_404(passkeys.of(request.user), pk=pk)
    return found
