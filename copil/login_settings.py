"""Settings of login: accounts, second factors, passkeys, the identity provider."""

from urllib.parse import urlsplit

import environ

env = environ.FileAwareEnv()

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "copil.accounts.passwords.ContextWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:entry"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "copil.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# `public_form`: a room where everybody shares one connection registers at once.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "public_form": "120/5m/ip,600/h/ip",
    "board_card": "300/5m/ip,1500/h/ip",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {
    "login": "copil.accounts.forms.LoginForm",
    "reset_password": "copil.accounts.forms.ResetPasswordForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
PASSWORD_RESET_TIMEOUT = 2 * 3600
# Spare codes are ours (``accounts.recovery``): allauth keeps those it makes in a form that can be read again.
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_ADAPTER = "copil.accounts.passkeys.FactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate_webauthn": "copil.accounts.passkey_forms.PasskeyForm",
    "authenticate": "copil.accounts.factor_forms.AuthenticateForm",
    "reauthenticate": "copil.accounts.factor_forms.ReauthenticateForm",
}
MFA_TOTP_ISSUER = "Copil"
# A code typed as it changes, a telephone a little late: one step is what RFC 6238 (5.2) allows for.
MFA_TOTP_TOLERANCE = 1

# An identity provider (OpenID Connect, ProConnect): none without an issuer. ``accounts.federation`` asks it.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_KIND = env.str("OIDC_KIND", default="openid")
_proconnect = OIDC_KIND == "proconnect"
OIDC_LABEL = env.str("OIDC_LABEL", default="ProConnect" if _proconnect else "votre organisation")
OIDC_ACR_VALUES = env.list("OIDC_ACR_VALUES", default=["eidas1"] if _proconnect else [])
OIDC_PRIVATE_NETWORK = env.bool("OIDC_PRIVATE_NETWORK", default=False)
_issuer = urlsplit(OIDC_ISSUER)
# Logging out may go on to the provider that logged in.
LOGGED_OUT_AT = [f"{_issuer.scheme}://{_issuer.netloc}"] if OIDC_ISSUER else []
