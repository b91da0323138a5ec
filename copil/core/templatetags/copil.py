"""The words and figures of the screens, loaded in every template.

Tags: ``to``, ``to_if``, ``nav_entry``, ``page_query``, ``sort_th``, ``pages_of``, ``stage_of``, ``control``,
``errors_of``.
Filters: ``day``, ``instant``, ``hour``, ``lasting``, ``since``, ``number``, ``money``, ``typo``,
``initials``, ``markdown``, ``plain``, ``plural``, ``marked``.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from copil.core import controls, path, typography
from copil.core import markdown as small_markdown

register = template.Library()

Number = int | float | Decimal


def address(context: Context, name: str, **kwargs: Any) -> str:
    """Return the address of a screen, inside the current workspace when it has one there."""
    workspace = getattr(context.get("request"), "workspace", None)
    if workspace is not None:
        try:
            return reverse(name, kwargs={"workspace": workspace.slug, **kwargs})
        except NoReverseMatch:
            pass  # a screen outside workspaces: an account page, the list of workspaces
    return reverse(name, kwargs=kwargs)


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, **kwargs: Any) -> str:
    """``{% to "directory:organisation" pk=o.pk %}``: an address inside the current workspace."""
    return address(context, name, **kwargs)


@register.simple_tag(takes_context=True)
def to_if(context: Context, name: str, **kwargs: Any) -> str:
    """The same, or nothing when no such screen exists; for the frame, which is older than the screens."""
    try:
        return address(context, name, **kwargs)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("core/nav_entry.html", takes_context=True)
def nav_entry(
    context: Context, name: str, label: str, icon: str = "", css: str = "", also: str = ""
) -> dict[str, Any]:
    """One entry of the navigation; absent as long as its screen does not exist.

    ``also`` names the other sections of the workspace that are reached from it: one is there on their pages.
    """
    url = to_if(context, name)
    path = getattr(context.get("request"), "path", "")
    exact = name == "pages:home"
    home = to_if(context, "pages:home") if also else ""
    under = () if exact else (url, *(f"{home}{section}/" for section in also.split() if home))
    current = bool(url) and (path == url or path.startswith(under))
    return {"url": url, "label": label, "icon": icon, "css": css, "current": current}


@register.simple_tag(takes_context=True)
def page_query(context: Context, **changes: Any) -> str:
    """Return ``?…`` with the current GET parameters, the given ones replaced, or removed when empty."""
    request = context.get("request")
    params = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for key, value in changes.items():
        if value in (None, ""):
            params.pop(key, None)
        else:
            params[key] = str(value)
    return f"?{params.urlencode()}"


@register.inclusion_tag("core/sort_th.html", takes_context=True)
def sort_th(context: Context, key: str, label: str, default: bool = False) -> dict[str, str]:
    """The head of a column that sorts the list: ``?tri=key``, then ``?tri=-key``.

    ``default`` is for the column by which the list is sorted when nothing is asked.
    """
    now = context["request"].GET.get("tri", "")
    rising, falling = ("" if default else key), f"-{key}"
    state = {rising: "ascending", falling: "descending"}.get(now, "")
    query = page_query(context, tri=falling if state == "ascending" else rising, page="")
    return {"label": label, "state": state, "query": query}


@register.simple_tag
def pages_of(page: "Page[Any]") -> list[int | None]:
    """Return the page numbers worth a link around the current one; None stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [int(number) if str(number).isdigit() else None for number in numbers]


@register.filter
def marked(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """Return a text cut into parts, those looked for marked."""
    written = (f"<mark>{escape(part)}</mark>" if found else escape(part) for part, found in parts)
    return mark_safe("".join(written))  # noqa: S308  # each part is escaped


@register.simple_tag
def stage_of(stage: Any) -> path.Stage:
    """Return a stage of a path ready to be drawn by ``<c-path>``."""
    return path.stage_of(stage)


@register.simple_tag
def control(field: BoundField, hint: str = "") -> controls.Control:
    """Return a form field ready to be laid out by ``<c-field>``."""
    return controls.control_of(field, hint=hint)


@register.simple_tag
def errors_of(form: forms.BaseForm | None) -> list[tuple[str, str, str]]:
    """Return the errors of a form as (anchor, label, message)."""
    return controls.error_links(form) if form is not None and form.is_bound else []


@register.filter(expects_localtime=True)
def day(value: dt.date | None, style: str = "long") -> str:
    """« mardi 6 octobre 2026 »; styles: long, medium, near, short, tiny, month. Nothing for no date."""
    return typography.day(value, style) if value else ""


@register.filter(expects_localtime=True)
def instant(value: dt.datetime | None, style: str = "medium") -> str:
    """« 6 octobre 2026 à 14 h 30 »."""
    return typography.instant(value, style) if value else ""


@register.filter(expects_localtime=True)
def hour(value: dt.time | dt.datetime | None) -> str:
    """« 14 h 30 »."""
    return typography.hour(value) if value is not None else ""


@register.filter
def lasting(minutes: int) -> str:
    """A duration given in minutes."""
    return typography.lasting(minutes)


@register.filter
def since(value: dt.date | None) -> str:
    """« il y a 3 jours », « hier », « dans 2 h »."""
    return typography.since(value, now=timezone.now()) if value else ""


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    """« 24 300 »; nothing for no value."""
    return typography.number(value, decimals=decimals) if value not in (None, "") else ""


@register.filter
def money(value: Number | None) -> str:
    """« 24 300 € »; nothing for no value."""
    return typography.money(value) if value not in (None, "") else ""


@register.filter(needs_autoescape=True)
def typo(value: Any, autoescape: bool = True) -> SafeString:
    """French apostrophes and unbreakable spaces in a text, escaped unless it is already HTML."""
    text = conditional_escape(value) if autoescape else str(value)
    return mark_safe(typography.french(str(text)))  # noqa: S308  # escaped just above


@register.filter
def initials(name: str) -> str:
    """« NB » for « Nadia Benhaddou »."""
    return typography.initials(str(name))


@register.filter
def markdown(text: str) -> SafeString:
    """The HTML of a typed text: bold, italic, lists, links."""
    return small_markdown.render(str(text or ""))


@register.filter
def plain(text: str) -> str:
    """The words of a typed text, without their marks."""
    return small_markdown.plain(str(text or ""))


@register.filter
def plural(count: Number, words: str) -> str:
    """``{{ n|plural:"réponse" }}`` → « 3 réponses »; ``"cheval,chevaux"`` when the plural is irregular."""
    singular, _, several = words.partition(",")
    return typography.plural(count, singular, several)


@register.filter
def word(count: Number, words: str) -> str:
    """``{{ n|word:"réponse" }}`` → « réponses », without the number, for a figure shown apart."""
    singular, _, several = words.partition(",")
    return singular if abs(float(count)) < 2 else several or f"{singular}s"
