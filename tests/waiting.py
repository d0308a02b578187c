"""What tests of several processes share: waiting until something is so, and ports of their own."""

import os
import socket
import time
from collections.abc import Callable, Iterator

MOST_SECONDS = 300  # on the busiest machine too
_FIRST, _COUNT = 21_000, 8_000  # below those that the system gives to whoever connects


def moments(fault: str, pause: float = 0.05) -> Iterator[None]:
    """Looks again and again; fails with these words at the end."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        yield
        time.sleep(pause)
    raise AssertionError(fault)


def until(is_so: Callable[[], object], what: str, pause: float = 0.05) -> None:
    """Waits until it is so."""
    for _ in moments(f"never: {what}", pause):
        if is_so():
            return


def until_open(port: int) -> None:
    """Waits until somebody listens there, on this machine."""

    def is_open() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return False
        return True

    until(is_open, f"somebody listens at port {port}")


def free_ports(count: int) -> list[int]:
    """Free ports, each with the one 10,000 above it free too: an S3 server takes that for gRPC.

    Nobody who connects is given one of these meanwhile; and two processes that look at the same
    time begin at different places, each look where the one before ended.
    """
    found: list[int] = []
    while len(found) < count:
        port = _FIRST + next(_steps) % _COUNT
        if all(_is_free(p) for p in (port, port + 10_000)):
            found.append(port)
    return found


def free_port() -> int:
    return free_ports(1)[0]


def _stepping() -> Iterator[int]:
    number = os.getpid() * 31
    while True:
        yield number
        number += 7


_steps = _stepping()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
