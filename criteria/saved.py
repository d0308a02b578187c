"""What an official saved last: its row shows it, with the way back, for a quarter of an hour.

A signed cookie carries it, so that a save writes the result and nothing beside it.
"""

from dataclasses import astuple, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.utils import timezone

from criteria.models import Result
from villages.http import Request

_SECONDS = 15 * 60


@dataclass(frozen=True)
class Saved:
    """The last save of a result in this browser; `is_undone` when it was itself a way back."""

    pk: int
    version: int
    at: str
    is_undone: bool

    @classmethod
    def now(cls, result: Result, *, is_undone: bool = False) -> "Saved":
        """The save that has just been written."""
        now = timezone.localtime()
        return cls(result.pk, result.version, f"{now.hour}:{now:%M}", is_undone)


def _cookie_name() -> str:
    return "__Host-saved" if settings.SESSION_COOKIE_SECURE else "saved"


def _salt(request: Request) -> str:
    """Whoever signs in next at the same browser has saved nothing."""
    return f"criteria.saved.{request.user.pk}"


def keep_saved(request: Request, response: HttpResponse, saved: Saved) -> HttpResponse:
    """The response, with which the browser that made the save alone shows it."""
    response.set_cookie(
        _cookie_name(),
        signing.dumps(astuple(saved), salt=_salt(request)),
        max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def just_saved(request: Request) -> Saved | None:
    """What this browser saved last for who is signed in; None when that is a while ago."""
    kept = request.COOKIES.get(_cookie_name(), "")
    if not kept:
        return None
    try:
        return Saved(*signing.loads(kept, salt=_salt(request), max_age=_SECONDS))
    except (signing.BadSignature, TypeError):
        return None
