"""Addresses of notifications."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.notifications.views import news, stopping, troubles

app_name = "notifications"

_NEWS = IN_WORKSPACE + "notifications/"
_MAILS = IN_WORKSPACE + "courriels/"

urlpatterns = [
    path("compte/notifications/", news.preferences, name="preferences"),
    path("courriels/arreter/<str:token>/", stopping.stop, name="stop"),
    path(_NEWS, news.news, name="list"),
    path(_NEWS + "tout-lire/", news.news_read_all, name="read_all"),
    path(_NEWS + "<uuid:pk>/ouvrir/", news.news_open, name="open"),
    path(_NEWS + "<uuid:pk>/lue/", news.news_read, name="read"),
    path(_MAILS, troubles.troubles, name="troubles"),
    path(_MAILS + "adresses/ecrire-de-nouveau/", troubles.trouble_clear, name="trouble_clear"),
    path(_MAILS + "<uuid:pk>/renvoyer/", troubles.trouble_retry, name="trouble_retry"),
]
