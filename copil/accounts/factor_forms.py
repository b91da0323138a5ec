"""The code asked after the password: of the application, once; or a spare one, once."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from django.core.cache import cache

from copil.accounts import recovery
from copil.core.security_log import told

# A code may be read one step early or late: it is refused again for longer than it lasts.
_REMEMBERED_SECONDS = 150


class _OnceForm(allauth_forms.BaseAuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """What both forms do: no code serves twice, spare codes are compared by their digests."""

    def clean_code(self) -> Any:
        code = recovery.plain(self.cleaned_data["code"])
        if len(code) == recovery.LENGTH:
            return self._spare(code)
        if not cache.add(f"second-factor:{self.user.pk}:{code}", 1, _REMEMBERED_SECONDS):
            told("second_factor_refused", user=self.user.pk)
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_code()

    def _spare(self, code: str) -> str:
        forgive = check_rate_limit(self.user)
        self.authenticator = recovery.spend(self.user, code)
        if self.authenticator is None:
            told("second_factor_refused", user=self.user.pk)
            raise get_adapter().validation_error("incorrect_code")
        forgive()
        return code

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        told("second_factor_refused", user=self.user.pk)
        super()._emit_authentication_failed(authenticator)


class AuthenticateForm(_OnceForm, allauth_forms.AuthenticateForm):  # type: ignore[misc]  # no types
    """The code of a login."""


class ReauthenticateForm(_OnceForm, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # no types
    """The code asked again before something that matters."""
