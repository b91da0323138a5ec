"""What protects an account beside its password: open sessions, spare codes."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.accounts import passkeys, recovery
from copil.accounts import second_factor as asked
from copil.accounts import sessions as opened
from copil.accounts.confirming import confirmed
from copil.accounts.middleware import PUT_OFF
from copil.accounts.models import Identity
from copil.core.security_log import told
from copil.identity.http import UserRequest


@require_GET
def sessions(request: UserRequest) -> HttpResponse:
    """List where the account is open."""
    rows = opened.opened(request.user, current=request.session.session_key)
    context = {
        "sessions": rows,
        "others": [row for row in rows if not row.is_this_one],
        "idle_days": settings.SESSION_COOKIE_AGE // 86_400,
        "longest_days": opened.LONGEST.days,
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
@confirmed
def session_end(request: UserRequest, handle: str) -> HttpResponse:
    """End one session."""
    if opened.end(request.user, handle):
        told("session_ended", user=request.user.pk)
        messages.success(request, "Cette session est fermée : l’appareil devra se reconnecter.")
    else:
        messages.info(request, "Cette session était déjà fermée.")
    return redirect("accounts:sessions")


@require_POST
@confirmed
def sessions_end_others(request: UserRequest) -> HttpResponse:
    """End every session but the one at hand."""
    ended = opened.end_others(request.user, current=request.session.session_key)
    told("sessions_ended", user=request.user.pk, count=ended)
    messages.success(request, "Votre compte n’est plus ouvert que sur cet appareil.")
    return redirect("accounts:sessions")


@confirmed
@require_http_methods(["GET", "POST"])
def recovery_codes(request: UserRequest) -> HttpResponse:
    """Make spare codes and show them, once: the answer of the post is the only page that holds them."""
    if not asked.has_one(request.user):
        messages.info(request, "Les codes de secours accompagnent un second facteur : ajoutez-le d’abord.")
        return redirect("mfa_index")
    if request.method == "POST":
        told("recovery_codes_renewed", user=request.user.pk)
        codes = recovery.renew(request.user)
        return render(request, "mfa/recovery_codes/index.html", {"codes": codes})
    context = {"left": recovery.left(request.user)}
    return render(request, "mfa/recovery_codes/generate.html", context)


@require_GET
def overview(request: UserRequest) -> HttpResponse:
    """Say what protects the account and lead to what changes it."""
    rows = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP)
    has_application = rows.exists()
    keys = list(passkeys.of(request.user))
    context = {
        "has_application": has_application,
        "passkeys": keys,
        "refused": passkeys.refused_here(request),
        "has_factor": has_application or bool(keys),
        "identity": Identity.objects.filter(user=request.user).order_by("created_at", "pk").first(),
        "provider_label": settings.OIDC_LABEL,
        "codes_left": recovery.left(request.user),
        "codes_count": recovery.COUNT,
    }
    return render(request, "mfa/index.html", context)


@require_http_methods(["GET", "POST"])
def second_factor(request: UserRequest) -> HttpResponse:
    """Explain why a second factor is asked, lead to it, or put it off while there is time."""
    deadline = asked.first_deadline(request.user)
    if deadline is None or asked.has_one(request.user):
        return redirect("mfa_index")
    has_time = timezone.now() < deadline
    if request.method == "POST":
        if has_time:
            request.session[PUT_OFF] = True
            return redirect("accounts:entry")
        messages.error(
            request,
            "Le délai est passé : ajoutez une clé d’accès ou une application pour entrer dans l’espace.",
        )
        return redirect("accounts:second_factor")
    context = {"deadline": deadline, "has_time": has_time}
    return render(request, "accounts/second_factor.html", context)
