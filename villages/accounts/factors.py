"""The second factor of an account: which it is, and how an app is given its key."""

from base64 import b32encode
from typing import Any, cast

import segno
from django.db.models import OuterRef, Subquery
from django_otp.plugins.otp_totp.models import TOTPDevice

from villages.models import AppFactor, Official

STEP, DIGITS = 30, 6  # what every app takes for granted
TOLERANCE = 1  # steps by which the clocks of phone and server may differ

_UNASKED = object()


def factor_read_with(account: str) -> Subquery:
    """The key of an account's factor, in the query that reads the account; its key's column."""
    rows = AppFactor.objects.filter(user=OuterRef(account), confirmed=True)
    return Subquery(rows.order_by("pk").values("pk")[:1])


def factor_of(official: Official) -> int | None:
    """The key of the factor that guards an account, None when the password does alone."""
    known: Any = getattr(official, "factor", _UNASKED)  # also of a request's lazy user
    if known is not _UNASKED:
        return cast("int | None", known)
    rows = AppFactor.objects.filter(user_id=official.pk, confirmed=True).order_by("pk")
    return rows.values_list("pk", flat=True).first()


def qr_uri(official: Official, key: str) -> str:
    """The picture that an app photographs, as the address of an image."""
    device = TOTPDevice(user=official, key=key, step=STEP, digits=DIGITS)
    return str(segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=4))


def typed_key(key: str) -> str:
    """The same key for whoever cannot photograph, in groups of four."""
    text = b32encode(bytes.fromhex(key)).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
