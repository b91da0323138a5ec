"""Change the address of an account: asked by its owner, confirmed from the new one, stopped from the old."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.accounts.actions import addresses
from copil.accounts.confirming import confirmed
from copil.accounts.forms import NewEmailForm
from copil.identity.http import UserRequest
from copil.identity.models import User


@confirmed
@require_http_methods(["GET", "POST"])
def email_change(request: UserRequest) -> HttpResponse:
    """Ask for another address: the answer is the same, whoever has it."""
    form = NewEmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        addresses.ask(user=request.user, email=form.cleaned_data["email"], at=timezone.now())
        messages.success(request, "Un message part à cette adresse : ouvrez son lien pour la confirmer.")
        return redirect("accounts:profile")
    return render(request, "accounts/email_change.html", {"form": form})


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the new address: opening the page changes nothing."""
    change = addresses.to_confirm(token, at=timezone.now())
    if change is None:
        return render(request, "accounts/email_closed.html", status=404)
    if request.method == "POST":
        is_theirs = isinstance(request.user, User) and request.user.pk == change.user_id
        current = request.session.session_key if is_theirs else None
        addresses.confirm(change=change, current=current, at=timezone.now())
        messages.success(request, f"Vous entrez désormais avec {change.new_email}.")
        return redirect("accounts:profile")
    return render(request, "accounts/email_confirm.html", {"change": change})


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def email_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a change, or undo it: opening the page changes nothing."""
    change = addresses.to_stop(token, at=timezone.now())
    if change is None:
        return render(request, "accounts/email_closed.html", status=404)
    if request.method == "POST":
        addresses.stop(change=change, at=timezone.now())
        messages.success(request, "Le changement est arrêté. Choisissez un nouveau mot de passe pour entrer.")
        return redirect("account_reset_password")
    return render(request, "accounts/email_stop.html", {"change": change})
