"""A small client of ClamAV's daemon: sends the bytes of a file (INSTREAM), gives its verdict."""

import socket
import time
from typing import BinaryIO
from urllib.parse import urlsplit

CONNECT_SECONDS = 2
# One file of the largest size takes clamd a second or two.
SCAN_SECONDS = 8
PIECE_BYTES = 1 << 16
LARGEST_REPLY = 4_096
PORT = 3310


class ScannerDown(Exception):
    """No verdict: the daemon does not answer, or does not take the file."""


def scan(address: str, file: BinaryIO) -> str:
    """The name of what was found in the file; "" where nothing was. Raises `ScannerDown`."""
    until = time.monotonic() + SCAN_SECONDS
    try:
        with _connected(address) as line:
            _send(line, file, until)
            return _verdict(_reply(line, until))
    except (OSError, ValueError) as error:
        raise ScannerDown(str(error)) from error


def _connected(address: str) -> socket.socket:
    """`/run/clamav/clamd.ctl`, `unix:/run/…` or `tcp://host:3310`."""
    path = address.removeprefix("unix://").removeprefix("unix:")
    if path.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(CONNECT_SECONDS)
            line.connect(path)
        except OSError:
            line.close()
            raise
        return line
    place = urlsplit(address if "://" in address else f"tcp://{address}")
    if place.scheme != "tcp" or not place.hostname:
        raise ValueError(f"CLAMD_SOCKET: {address}")
    return socket.create_connection((place.hostname, place.port or PORT), CONNECT_SECONDS)


def _left(line: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("clamd")
    line.settimeout(left)


def _send(line: socket.socket, file: BinaryIO, until: float) -> None:
    line.sendall(b"zINSTREAM\0")
    file.seek(0)
    try:
        while piece := file.read(PIECE_BYTES):
            _left(line, until)
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        # It has answered before the end, for example that the file is too long for it.
        return


def _reply(line: socket.socket, until: float) -> bytes:
    reply = b""
    while b"\0" not in reply and len(reply) < LARGEST_REPLY:
        _left(line, until)
        piece = line.recv(LARGEST_REPLY)
        if not piece:
            break
        reply += piece
    return reply.partition(b"\0")[0]


def _verdict(reply: bytes) -> str:
    words = reply.decode(errors="replace").strip()
    if words == "stream: OK":
        return ""
    if words.startswith("stream: ") and words.endswith(" FOUND"):
        return words.removeprefix("stream: ").removesuffix(" FOUND")[:100] or "?"
    raise ScannerDown(words[:200] or "clamd gave no answer")
