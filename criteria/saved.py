"""What this session saved last: its row shows it, with the way back, for a quarter of an hour."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone

from criteria.models import Result

_KEY = "saved_result"
_SECONDS = 15 * 60


@dataclass(frozen=True)
class Saved:
    """The last save of a result in this session; `is_undone` when it was itself a way back."""

    pk: int
    version: int
    at: str
    is_undone: bool


def note_saved(request: HttpRequest, result: Result, *, is_undone: bool = False) -> Saved:
    """Remember the save; the session that made it alone shows it."""
    now = timezone.localtime()
    at = f"{now.hour}:{now:%M}"
    kept = [result.pk, result.version, at, is_undone, int(now.timestamp())]
    cast(Any, request.session).keep(_KEY, kept)
    return Saved(result.pk, result.version, at, is_undone)


def just_saved(request: HttpRequest) -> Saved | None:
    """What this session saved last; None when that is a while ago."""
    kept = request.session.get(_KEY)
    if not kept or timezone.now().timestamp() - kept[4] > _SECONDS:
        return None
    return Saved(*kept[:4])
