"""Addresses of notifications."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.notifications.views import news, stopping

app_name = "notifications"

_NEWS = IN_WORKSPACE + "notifications/"

urlpatterns = [
    path("compte/notifications/", news.preferences, name="preferences"),
    path("courriels/arreter/<str:token>/", stopping.stop, name="stop"),
    path(_NEWS, news.news, name="list"),
    path(_NEWS + "tout-lire/", news.news_read_all, name="read_all"),
    path(_NEWS + "<uuid:pk>/ouvrir/", news.news_open, name="open"),
    path(_NEWS + "<uuid:pk>/lue/", news.news_read, name="read"),
]
