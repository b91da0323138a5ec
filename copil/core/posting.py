"""What a view does with a form that was sent: write, say so and go on; or show it again, nothing lost."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from copil.core.errors import ActionRefused

Written = TypeVar("Written")


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even nothing at all; None when nothing was."""
    return request.POST if request.method == "POST" else None


def write_or_show(
    request: HttpRequest,
    form: forms.BaseForm,
    write: Callable[[], Written],
    *,
    done: str,
    back: Callable[[Written], str],
    show: Callable[[], HttpResponse],
) -> HttpResponse:
    """Write what a valid form says, tell it with ``done`` and go to ``back`` of what was written.

    Otherwise answer ``show()``; a refusal (``ActionRefused``) stands above the form, its text kept.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = write()
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, done)
            return redirect(back(made))
    return show()
