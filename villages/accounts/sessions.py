"""The store of sessions: Django's own in the database, with whose each is and two limits.

A session ends when nobody has used it for a while, and after some hours in any case. Both limits
are its expiry in the database, so that a cookie kept longer opens nothing.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError
from django.utils import timezone

from ntm_project.common.logs import current_request
from villages.accounts.factors import factor_read_with
from villages.models import Official, OnlineSession

MARKS = "_marks"
TOUCHED_EVERY = 60  # seconds: a page costs no write, but for the first in a minute


def new_marks(**marks: Any) -> dict[str, Any]:
    """What a session that begins now records of itself."""
    now = _now()
    return {"id": uuid4().hex, "since": now, "seen": now} | marks


def _now() -> float:
    return timezone.now().timestamp()


@cache
def _with_accounts() -> Any:
    """Sessions as every request reads its own: made once, which takes longer than to ask."""
    rows = OnlineSession.objects.select_related("official")
    return rows.annotate(factor=factor_read_with("official"))


def account_read(key: Any) -> Official | None:
    """The account of that key, where this request read it with its session; given once, so that
    whoever looks again sees what then stands."""
    session = getattr(current_request.get(), "session", None)
    official: Official | None = getattr(session, "official", None)
    if official is None or official.pk != key:
        return None
    cast(Any, session).official = None
    return official


class SessionStore(DatabaseStore):
    """Every session of somebody signed in carries its marks, whichever way it began."""

    @classmethod
    def get_model_class(cls) -> Any:
        return OnlineSession

    official: Official | None = None  # whose it is, from when it was read until it is taken

    def _get_session_from_db(self) -> Any:
        """As Django's own, with the account in the same query: every page wants both."""
        rows = _with_accounts().filter(session_key=self.session_key)
        found = next(iter(rows.filter(expire_date__gt=timezone.now())), None)
        if found is None:
            self._session_key = None
        elif found.official is not None:
            self.official = found.official
            found.official.factor = found.factor
        return found

    def save(self, must_create: bool = False) -> None:
        if self.session_key is not None:
            data = cast(Any, self)._get_session(no_load=must_create)
            if SESSION_KEY in data:
                data.setdefault(MARKS, new_marks())
        super().save(must_create)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        if SESSION_KEY in data and (marks := data.get(MARKS)):
            row.official_id = int(data[SESSION_KEY])
            row.public_id = marks["id"]
            row.started_at = datetime.fromtimestamp(marks["since"], UTC)
            row.seen_at = datetime.fromtimestamp(marks["seen"], UTC)
            row.address = marks.get("address", "")
            row.browser = marks.get("browser", "")
        return row

    def touch(self, idle_minutes: Callable[[], int]) -> None:
        """Note that the session is in use, where that is due; no page fails for it."""
        marks = self.get(MARKS) or new_marks()
        if "idle" in marks and _now() - marks["seen"] < TOUCHED_EVERY:
            return
        # Past `modified`: the middleware would save at the end, and fail the page if it cannot.
        cast(Any, self)._session[MARKS] = marks | {"seen": _now(), "idle": 60 * idle_minutes()}
        with suppress(UpdateError, DatabaseError):
            self.save()

    def get_expiry_age(self, **kwargs: Any) -> int:
        """How long the browser keeps the cookie: the absolute limit."""
        marks = self.get(MARKS)
        if marks is None:
            return super().get_expiry_age(**kwargs)
        return max(0, int(marks["since"] + settings.SESSION_COOKIE_AGE - _now()))

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Until when the session opens anything, unless it is used before: both limits."""
        idle = (self.get(MARKS) or {}).get("idle", 60 * settings.SESSION_IDLE_MINUTES)
        return timezone.now() + timedelta(seconds=min(idle, self.get_expiry_age(**kwargs)))
