"""What Copil changes in allauth: accounts are opened by invitation only, mails go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from copil.notifications import outbox


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """No open sign-up; messages are rows before they are mails."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an invitation is the only way in."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message in the outbox, in plain text."""
        message = self.render_mail(template_prefix, email, context)
        outbox.post(
            to=email,
            subject=message.subject,
            body=str(message.body),
            reason="Vous recevez ce message parce que cette adresse a servi à se connecter à Copil.",
            at=timezone.now(),
        )
