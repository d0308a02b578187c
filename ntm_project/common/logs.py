"""The log: one JSON object a line (readable lines in debug), each with the request it belongs to.

Knows no settings, since gunicorn writes its own lines in the same form before Django is there.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.utils.functional import LazyObject, empty

from ntm_project.common.text import clean_line

# The request that this thread works on, set and taken back by `clients.ClientMiddleware`.
current_request: ContextVar[Any] = ContextVar("current_request", default=None)

_log = logging.getLogger("ntm.events")
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A part of a path as long as this is a key or a token, which opens something; our own names of
# pages are in small letters without digits.
_LONG_PART = re.compile(r"(?<=/)(?:[^/?\s]{24,}|(?=[^/?\s]*[0-9A-Z%])[^/?\s]{16,})")
# Line ends, other controls and direction marks, which could forge or hide a line.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
_MOST = 2_000


def note(event: str, *, level: int = logging.INFO, **facts: Any) -> None:
    """One line of the log: `note("password_changed", account_id=3)`.

    The request's id, account, address, method and path stand on the line of themselves. Never hand
    in a password, a token, a cookie or the content of a file.
    """
    _log.log(level, event, extra={"facts": facts})


def cut(text: str, most: int = 60) -> str:
    """What somebody typed, on one line and no longer than a name may be."""
    text = clean_line(text[: 4 * most])
    return text if len(text) <= most else f"{text[:most]}…"


def safe_path(path: str) -> str:
    """A path without its tokens: a one-time link must open nothing for a reader of the log."""
    return _LONG_PART.sub("…", path)


class OneLine(logging.Filter):
    """Keeps a line and leaves out where in the program it arose."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


def log_config(*, is_debug: bool, level: str = "INFO") -> dict[str, Any]:
    """What `logging.config.dictConfig` takes, for Django and for gunicorn alike."""
    own = {"handlers": ["console"], "propagate": False}
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [_begin, _add_request, _add_facts],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _make_safe,
            _readable if is_debug else _json,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "filters": {
            "not_a_fault": {"()": "ntm_project.common.faults.NotAFault"},
            "one_line": {"()": OneLine},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "gunicorn.error": own | {"level": level},
            # Each request has its line from us, without the codes that an address may carry.
            "gunicorn.access": own | {"level": "CRITICAL"},
            # Our own handler alone, at every level; each refusal and each answer has its line.
            "django": {"level": "INFO"},
            "django.request": {"level": "ERROR", "filters": ["not_a_fault"]},
            "django.security.csrf": {"level": "ERROR"},
            # Whoever tries all addresses of the Internet comes by a number, every few minutes.
            "django.security.DisallowedHost": {"filters": ["one_line"]},
            "django.server": own | {"level": "INFO"},
            # What a check finds has a line of ours when it changes, not at every probe.
            "health_check": {"level": "CRITICAL"},
            "pikepdf": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def _begin(_: Any, __: str, line: Any) -> Any:
    """When, how grave, what, and who wrote it, in this order."""
    record = line["_record"]
    at = datetime.fromtimestamp(record.created, _ZONE).isoformat(timespec="milliseconds")
    event = safe_path(line.pop("event"))
    head = {"time": at, "level": record.levelname.lower(), "event": event, "logger": record.name}
    return head | line


def _add_request(_: Any, __: str, line: Any) -> Any:
    request = current_request.get()
    if request is None:
        return line
    line["request_id"] = str(request.request_id)
    line["account"] = _account(request)
    line["address"] = request.client_address
    line["method"] = request.method
    line["path"] = safe_path(request.path)
    return line


def is_loaded(user: Any) -> bool:
    """Whether it is known already who is signed in, without reading the database for it."""
    return not (isinstance(user, LazyObject) and user.__dict__.get("_wrapped") is empty)


def _account(request: Any) -> str:
    """The name of who is signed in, as far as it is loaded: a line reads no database."""
    user = request.__dict__.get("user")
    return str(user.get_username()) if user is not None and is_loaded(user) else ""


def _add_facts(_: Any, __: str, line: Any) -> Any:
    return line | getattr(line["_record"], "facts", {})


def _make_safe(_: Any, __: str, line: Any) -> Any:
    return {
        key: value if key == "exception" else _safe(value) if isinstance(value, str) else value
        for key, value in line.items()
    }


def _safe(text: str) -> str:
    text = text if len(text) <= _MOST else f"{text[:_MOST]}…"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _json(_: Any, __: str, line: Any) -> str:
    return json.dumps(line, ensure_ascii=False, default=str)


def _readable(_: Any, __: str, line: Any) -> str:
    trace = line.pop("exception", "")
    head = f"{line.pop('time')[11:23]} {line.pop('level').upper():7} {line.pop('event')}"
    rest = " ".join(f"{key}={value}" for key, value in line.items() if value not in ("", None))
    return f"{head}  {rest}" + (f"\n{trace}" if trace else "")
