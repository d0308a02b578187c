"""Hashing of passwords that a small machine can bear: little memory a try, few tries at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

MOST_AT_ONCE = 4
WAIT_SECONDS = 5.0

_places = threading.BoundedSemaphore(MOST_AT_ONCE)
# Hashes made before this hasher take 100 MB each; they are few, and fewer with every sign-in.
_heavy = threading.BoundedSemaphore(1)


class HashersBusy(Exception):
    """More passwords are being checked than the machine bears; nothing was checked."""

    reason = "Máy chủ đang kiểm tra nhiều mật khẩu cùng lúc; hãy thử lại sau vài giây."
    seconds = 5


@contextmanager
def _held(*semaphores: threading.Semaphore) -> Iterator[None]:
    held = []
    try:
        for semaphore in semaphores:
            if not semaphore.acquire(timeout=WAIT_SECONDS):
                raise HashersBusy
            held.append(semaphore)
        yield
    finally:
        for semaphore in held:
            semaphore.release()


class SmallArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with OWASP's figures for 19 MiB; older hashes are made anew at sign-in."""

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _held(_places):
            encoded: str = super().encode(password, salt)
        return encoded

    def verify(self, password: str, encoded: str) -> bool:
        is_heavy = self.decode(encoded)["memory_cost"] > self.memory_cost
        with _held(_heavy, _places) if is_heavy else _held(_places):
            is_right: bool = super().verify(password, encoded)
        return is_right
