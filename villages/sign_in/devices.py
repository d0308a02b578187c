"""A browser that has signed in before, known by a signed cookie: it is counted by itself.

Whoever shares an address with an officer (a commune's line, a phone company's) cannot use up the
tries of the officer's own browser. The cookie opens nothing; it only shows whose tries are counted.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from villages.models import Official
from villages.sign_in.rules import KNOWN_FOR

_SALT = "villages.sign_in.devices"
_SECONDS = int(KNOWN_FOR.total_seconds())
# People who share one computer; the last ones.
MOST_ACCOUNTS = 12


def cookie_name() -> str:
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        found = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=_SECONDS)
        return {"id": str(found["id"]), "accounts": [int(pk) for pk in found["accounts"]]}
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        return {"id": "", "accounts": []}


def device_of(request: HttpRequest, official: Official | None) -> str:
    """The name of the device, when this account has signed in at it; else ""."""
    kept = _read(request)
    return kept["id"] if official is not None and official.pk in kept["accounts"] else ""


def remember(request: HttpRequest, response: HttpResponseBase, official: Official) -> None:
    """Let the browser prove next time that this account has signed in at it."""
    kept = _read(request)
    accounts = [official.pk, *(pk for pk in kept["accounts"] if pk != official.pk)]
    value = {"id": kept["id"] or secrets.token_urlsafe(12), "accounts": accounts[:MOST_ACCOUNTS]}
    response.set_cookie(
        cookie_name(),
        signing.dumps(value, salt=_SALT),
        max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
