"""Noting what happened in the log: a word for the event, and its facts."""

import logging
from typing import Any

from ntm_project.common.text import clean_line

_log = logging.getLogger("ntm.events")


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
