"""Addresses of the screens that need several apps."""

from django.urls import path

from copil.core.paths import IN_WORKSPACE
from copil.pages import views

app_name = "pages"
urlpatterns = [
    path(IN_WORKSPACE, views.home, name="home"),
]
