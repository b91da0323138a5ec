"""Screens that need several apps."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.identity.http import Request


@require_GET
def home(request: Request) -> HttpResponse:
    """Say what awaits the person."""
    return render(request, "pages/home.html")
