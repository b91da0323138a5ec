"""Forms that a passkey fills: the answer of the browser, hidden, is all there is in them."""

import json
from typing import Any

from allauth.core import context
from allauth.mfa.base.internal.flows import check_rate_limit, post_authentication
from allauth.mfa.models import Authenticator
from django import forms

from copil.accounts import passkeys
from copil.identity.models import User

_LONGEST = 20_000
_SILENT = "Le navigateur n’a rien répondu : les clés d’accès demandent JavaScript et une adresse en https."


class _AnswerForm(forms.Form):
    credential = forms.CharField(
        max_length=_LONGEST, widget=forms.HiddenInput, error_messages={"required": _SILENT}
    )

    def said(self) -> Any:
        """Return what the browser answered. Raises ``ValidationError`` for what is not JSON."""
        try:
            return json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            raise forms.ValidationError(passkeys.UNKNOWN) from None


class PasskeyForm(_AnswerForm):
    """A passkey as the second factor of a login, or, without ``user``, as the whole of it."""

    reauthenticated = False
    authenticator: Authenticator

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_credential(self) -> str:
        # Whoever the answer names did not ask for anything: nobody closes the account of another.
        forgive = check_rate_limit(self.user) if self.user else lambda: None
        self.authenticator = passkeys.recognised(context.request.session, self.user, self.said())
        forgive()
        return ""

    def save(self) -> None:
        """Write in the session how the person was recognised."""
        post_authentication(
            context.request,
            self.authenticator,
            reauthenticated=self.reauthenticated,
            passwordless=self.user is None,
        )


class ConfirmPasskeyForm(PasskeyForm):
    """A passkey asked again before something that matters."""

    reauthenticated = True


class PasskeyNameForm(forms.Form):
    """How its owner calls a passkey."""

    name = forms.CharField(
        label="Nom de la clé",
        max_length=60,
        help_text="Pour la reconnaître dans la liste : l’appareil ou le gestionnaire qui la garde.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AddPasskeyForm(PasskeyNameForm, _AnswerForm):
    """A new passkey and its name."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            passkeys.add(context.request.session, self.user, name=cleaned["name"], said=self.said())
        return cleaned
