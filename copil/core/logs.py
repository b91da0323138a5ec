"""What a line of the log may hold: when, how grave, which part, which event, which error and where.

Never an address with its secrets, a query, a name, nor the values that an error carries in its message: a
constraint of PostgreSQL, for one, repeats the e-mail it refused.
"""

import datetime as dt
import json
import logging
import traceback
from types import TracebackType
from typing import Any

_SHOWN_FRAMES = 6
_OF_REQUESTS = ("django.request", "django.server", "django.security")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configuration(*, form: str, level: str) -> dict[str, Any]:
    """Return what Django is told of the log: ``form`` is ``json``, or lines for people."""
    formatter = "json" if form == "json" else "line"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": LineFormatter}, "json": {"()": JsonFormatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": formatter}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "copil": {"level": "INFO"},
            # Django gives this one a handler of its own, which writes addresses.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
        },
    }


def said(record: logging.LogRecord) -> str:
    """Return the message of a record; for a request, the name of its address in the place of the address."""
    if not record.name.startswith(_OF_REQUESTS):
        return record.getMessage()
    status = getattr(record, "status_code", "")
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return f"{status or record.levelname} {match.view_name if match else 'unknown address'}"


def error_of(info: ExcInfo) -> str:
    """Return the type of an error and the last places it went through, without its message."""
    kind, _error, trail = info
    if kind is None:
        return ""
    frames = traceback.extract_tb(trail)[-_SHOWN_FRAMES:]
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return " < ".join([kind.__name__, *reversed(places)])


class _Formatter(logging.Formatter):
    """Gather what both forms write."""

    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return what is written of a record."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        found: dict[str, Any] = {"at": at, "level": record.levelname, "logger": record.name}
        event = getattr(record, "event", None)
        if event is not None:
            found |= {"event": event, **{k: str(v) for k, v in getattr(record, "facts", {}).items()}}
        else:
            found["message"] = said(record)
        if record.exc_info and record.exc_info[0] is not None:
            found["error"] = error_of(record.exc_info)
        return found


class JsonFormatter(_Formatter):
    """One JSON object a line, for a collector."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.facts(record), ensure_ascii=False)


class LineFormatter(_Formatter):
    """One line, for a person; line breaks inside are escaped, so that nothing forges another one."""

    def format(self, record: logging.LogRecord) -> str:
        words = [f"{name}={value}" for name, value in list(self.facts(record).items())[3:]]
        head = [self.facts(record)[name] for name in ("at", "level", "logger")]
        return " ".join([*head, *words]).replace("\r", "\\r").replace("\n", "\\n")
