"""French typography, once: spaces that do not break, dates, amounts, initials."""

import datetime as dt
import html
import re
from decimal import Decimal

from django.utils.timezone import localtime

NBSP = "\u00a0"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip  # a table reads by its lines
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip  # a table reads by its lines

_SPACES = "[ \u00a0\u202f]"
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);")
_APOSTROPHE = re.compile(r"(?<=\w)&#(?:x27|39);(?=\w)")
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)[^\s<>\"'«»]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+")
_KEPT = re.compile(f"{_TAG.pattern}|{_ENTITY.pattern}|{_ADDRESS.pattern}")
_RULES = (
    (re.compile("\u202f"), NBSP),
    (re.compile(f"«{_SPACES}*"), f"«{NBSP}"),
    (re.compile(f"(?<!{_SPACES}){_SPACES}*»"), f"{NBSP}»"),
    (re.compile(f"(?<!{_SPACES}){_SPACES}+([:;?!%€])"), rf"{NBSP}\1"),
    (re.compile(r"(?<=[\w)\]»’])([;?!])(?=\s|$|[)»\]])"), rf"{NBSP}\1"),
    (re.compile(r"(?<=[^\W\d_])(:)(?=\s|$)"), rf"{NBSP}\1"),
    (re.compile(r"(?<=\d)([%€])"), rf"{NBSP}\1"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(rf"(?<=\d){_SPACES}(?=(?:h|min|km|m²|ha|°C|kg|jours?|mois|ans?)\b)"), NBSP),
    (re.compile(rf"(?<=\d{NBSP}h){_SPACES}(?=\d\d\b)"), NBSP),
    (re.compile(rf"(?<=\d){_SPACES}(?=\d{{3}}\b)"), NBSP),
    (re.compile(rf"\b([nN]°|art\.|M\.|Mme|p\.){_SPACES}+(?=\w)"), rf"\1{NBSP}"),
)


def french(text: str) -> str:
    """Return the text with the apostrophe and the unbreakable spaces of French; twice is the same as once.

    Tags, character entities and addresses are left alone, so it may be given escaped HTML.
    """
    text = _APOSTROPHE.sub("’", text)
    pieces, at = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [_spaced(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*pieces, _spaced(text[at:])])


def _spaced(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def number(value: int | float | Decimal, *, decimals: int | None = None) -> str:
    """Return a number the French way: « 24 300 », « 3,5 »; ``decimals`` fixes how many follow the comma."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = round(exact, decimals)
    written = f"{exact:,f}"
    if decimals is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace(",", NBSP).replace(".", ",").replace("-", "−")


def money(value: int | float | Decimal) -> str:
    """Return an amount in euros: « 24 300 € », « 24 300,50 € »; cents only when there are some."""
    exact = round(Decimal(str(value)), 2)
    decimals = 0 if exact == exact.to_integral_value() else 2
    return f"{number(exact, decimals=decimals)}{NBSP}€"


def day(value: dt.date, style: str = "long") -> str:
    """Return a day in words.

    ``long`` « mardi 6 octobre 2026 », ``medium`` « 6 octobre 2026 », ``near`` « mardi 6 octobre »,
    ``short`` « 6 oct. 2026 », ``tiny`` « 6 oct. », ``month`` « octobre 2026 »,
    ``month_only`` « oct. » (under a big figure).
    """
    if isinstance(value, dt.datetime):
        value = localtime(value).date() if value.tzinfo else value.date()
    figure = "1er" if value.day == 1 else str(value.day)
    name, month, short = DAYS[value.weekday()], MONTHS[value.month - 1], SHORT_MONTHS[value.month - 1]
    styles = {
        "long": f"{name} {figure}{NBSP}{month} {value.year}",
        "medium": f"{figure}{NBSP}{month} {value.year}",
        "near": f"{name} {figure}{NBSP}{month}",
        "short": f"{figure}{NBSP}{short} {value.year}",
        "tiny": f"{figure}{NBSP}{short}",
        "month": f"{month} {value.year}",
        "month_only": short,
    }
    return styles[style]


def hour(value: dt.time | dt.datetime) -> str:
    """Return an hour of the day: « 9 h 30 », « 14 h »."""
    if isinstance(value, dt.datetime):
        value = (localtime(value) if value.tzinfo else value).time()
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


def lasting(minutes: int) -> str:
    """Return how long something lasts: « 45 min », « 2 h », « 2 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def instant(value: dt.datetime, style: str = "medium") -> str:
    """Return a moment in words: « 6 octobre 2026 à 14 h 30 »; the styles are those of :func:`day`."""
    return f"{day(value, style)} à {hour(value)}"


def since(value: dt.date, *, now: dt.datetime) -> str:
    """Return how long ago or how far ahead a moment is: « il y a 3 jours », « dans 2 h », « hier »."""
    if isinstance(value, dt.datetime):
        seconds = int((now - value).total_seconds())
        days = (localtime(now).date() - localtime(value).date()).days
        if abs(seconds) < 60:
            return "à l’instant"
        if abs(seconds) < 3600:
            return _ago(seconds, abs(seconds) // 60, "min")
        if days == 0:
            return _ago(seconds, abs(seconds) // 3600, "h")
    else:
        days = (localtime(now).date() - value).days
    named = {0: "aujourd’hui", 1: "hier", 2: "avant-hier", -1: "demain", -2: "après-demain"}
    if days in named:
        return named[days]
    if abs(days) < 31:
        return _ago(days, abs(days), "jours")
    if abs(days) < 365:
        return _ago(days, round(abs(days) / 30.44), "mois")
    years = max(1, int(abs(days) / 365.25))
    return _ago(days, years, "an" if years == 1 else "ans")


def _ago(sign: int, quantity: int, unit: str) -> str:
    return f"{'il y a' if sign > 0 else 'dans'}{NBSP}{quantity}{NBSP}{unit}"


def initials(name: str) -> str:
    """Return one or two capitals for the disc beside a name: first and last words, particles left out."""
    words = [word for word in re.split(r"[\s\-]+", html.unescape(name).strip()) if word and word[0].isalnum()]
    full = [
        word for word in words if word.lower() not in {"de", "du", "des", "la", "le", "les", "et", "d", "l"}
    ]
    chosen = full or words
    if not chosen:
        return "?"
    return (chosen[0][0] + (chosen[-1][0] if len(chosen) > 1 else "")).upper()


def plural(count: int | float | Decimal, singular: str, several: str = "") -> str:
    """Return « 1 réponse », « 3 réponses », « 0 réponse »: in French the plural starts at two."""
    word = singular if abs(float(count)) < 2 else several or f"{singular}s"
    return f"{number(count)}{NBSP}{word}"


def masked(email: str) -> str:
    """Return an address as a page that anybody may open shows it: « n…@marne.example »."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"
