"""What Copil changes in allauth: accounts are opened by invitation only, mails go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from copil.accounts.federation import flow
from copil.accounts.sessions import device_of
from copil.core.security_log import told
from copil.notifications.actions import write

_MEANS = {
    "reauthenticate": "Avec le mot de passe",
    "mfa_reauthenticate": "Avec l’application ou un code de secours",
    "mfa_reauthenticate:webauthn": "Avec une clé d’accès",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """No open sign-up; messages are rows before they are mails."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an invitation is the only way in."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open a session that says of which device it is, for its owner's list."""
        super().login(request, user)
        request.session["device"] = device_of(request.headers.get("User-Agent", ""))
        told("login", user=user.pk)

    def logout(self, request: HttpRequest) -> None:
        """Close the session, here and on the device."""
        told("logout", user=request.user.pk)
        super().logout(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the identity provider when it let the person in: its session ends too."""
        return flow.goodbye(request.session) or str(super().get_logout_redirect_url(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write that a login failed; what was typed is nobody's business."""
        told("login_refused")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return by what means somebody may confirm that it is them, in our words."""
        means = super().get_reauthentication_methods(user)
        return [one | {"description": _MEANS.get(one["id"], one["description"])} for one in means]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message in the outbox: allauth's words, in the layout of all our mails."""
        said = str(self.render_mail(template_prefix, email, context).body)
        write(
            kind="account.password",
            email=email,
            text=said,
            url=context.get("password_reset_url", ""),
            label="Choisir un nouveau mot de passe",
            at=timezone.now(),
        )


def other_means(request: HttpRequest) -> list[dict[str, str]]:
    """Return the other means than that of the page, with the page where each leads."""
    asked = get_next_redirect_url(request)
    query = f"?{urlencode({'next': asked})}" if asked else ""
    means = AccountAdapter(request).get_reauthentication_methods(request.user)
    return [one | {"url": one["url"] + query} for one in means if one["url"] != request.path]
