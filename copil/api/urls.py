"""Addresses of the API, and of the screens where it is opened to other programs."""

from django.urls import include, path

from copil.api import site
from copil.api.views import documentation, tokens, webhooks
from copil.core.paths import IN_WORKSPACE

app_name = "api"

_TOKENS = IN_WORKSPACE + "jetons/"
_WEBHOOKS = IN_WORKSPACE + "envois-automatiques/"

urlpatterns = [
    path("api/", documentation.documentation, name="documentation"),
    path("api/chapitres/<slug:slug>/", documentation.chapter, name="chapter"),
    path("api/v1/openapi.json", documentation.description, name="description"),
    path("api/v1/", include(site.addresses())),
    path(_TOKENS, tokens.tokens, name="tokens"),
    path(_TOKENS + "nouveau/", tokens.token_create, name="token_create"),
    path(_TOKENS + "<uuid:pk>/retirer/", tokens.token_revoke, name="token_revoke"),
    path(_WEBHOOKS, webhooks.webhooks, name="webhooks"),
    path(_WEBHOOKS + "nouveau/", webhooks.webhook_create, name="webhook_create"),
    path(_WEBHOOKS + "<uuid:pk>/", webhooks.webhook, name="webhook"),
    path(_WEBHOOKS + "<uuid:pk>/modifier/", webhooks.webhook_edit, name="webhook_edit"),
    path(_WEBHOOKS + "<uuid:pk>/secret/", webhooks.webhook_secret, name="webhook_secret"),
    path(_WEBHOOKS + "<uuid:pk>/pause/", webhooks.webhook_pause, name="webhook_pause"),
    path(_WEBHOOKS + "<uuid:pk>/essayer/", webhooks.webhook_test, name="webhook_test"),
    path(_WEBHOOKS + "<uuid:pk>/retirer/", webhooks.webhook_remove, name="webhook_remove"),
    path(_WEBHOOKS + "evenements/<uuid:pk>/reessayer/", webhooks.delivery_retry, name="delivery_retry"),
]
