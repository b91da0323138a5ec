"""Login and security screens: allauth's views under French addresses, and only those we have dressed."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
