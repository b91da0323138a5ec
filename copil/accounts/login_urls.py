"""Login and security screens: allauth's views under French addresses, and only those we have dressed."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from copil.accounts.views import passkeys, security

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("compte-ferme/", account.account_inactive, name="account_inactive"),
    path("inscription/", account.signup, name="account_signup"),
    path("compte/confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("compte/mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe-oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe-oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe-oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe-oublie/change/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("connexion/second-facteur/", mfa.authenticate, name="mfa_authenticate"),
    path("compte/confirmer/second-facteur/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("compte/securite/", security.overview, name="mfa_index"),
    path("compte/securite/application/activer/", totp.activate_totp, name="mfa_activate_totp"),
    path("compte/securite/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("connexion/cle/", passkeys.login, name="mfa_login_webauthn"),
    path("compte/confirmer/cle/", passkeys.confirm, name="mfa_reauthenticate_webauthn"),
    path("compte/securite/cles/ajouter/", passkeys.add, name="mfa_add_webauthn"),
    path("compte/securite/cles/<int:pk>/renommer/", passkeys.rename, name="mfa_edit_webauthn"),
    path("compte/securite/cles/<int:pk>/retirer/", passkeys.remove, name="mfa_remove_webauthn"),
    path("compte/securite/codes/nouveaux/", security.recovery_codes, name="mfa_generate_recovery_codes"),
]
