"""Secrets that the database must hold readable: encrypted by a key that it does not know.

AES-256-GCM under a key derived from `SECRET_KEY` (HKDF, RFC 5869). What is sealed names what it
belongs to, so that a row copied to another account opens nothing there.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PREFIX = "s1:"  # the way of sealing, so that there can be another
NONCE = 12


class BrokenSeal(Exception):
    """Sealed under another SECRET_KEY, of something else, or changed since."""


def _box(secret: str) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ntm_project.common.sealing")
    return AESGCM(derive.derive(secret.encode()))


def _secrets() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def seal(clear: bytes, *, of: str) -> str:
    """The secret as the database may hold it; `of` names what it belongs to."""
    nonce = secrets.token_bytes(NONCE)
    sealed = _box(settings.SECRET_KEY).encrypt(nonce, clear, of.encode())
    return PREFIX + urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, of: str) -> bytes:
    """The secret, also where one of `SECRET_KEY_FALLBACKS` sealed it; else `BrokenSeal`."""
    if not sealed.startswith(PREFIX):
        raise BrokenSeal
    try:
        raw = urlsafe_b64decode(sealed.removeprefix(PREFIX))
    except ValueError as error:
        raise BrokenSeal from error
    for secret in _secrets():
        try:
            return _box(secret).decrypt(raw[:NONCE], raw[NONCE:], of.encode())
        except (InvalidTag, ValueError):
            continue
    raise BrokenSeal
