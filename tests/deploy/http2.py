"""One request by HTTP/2 as browsers send it: frames of RFC 9113, fields written out (RFC 7541)."""

import ssl
import struct
from collections.abc import Mapping

from tests.deploy.site import CutConnection, Site

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS, GOAWAY = 0, 1, 4, 7
END_STREAM, END_HEADERS = 1, 4


def body_of(site: Site, fields: Mapping[str, str]) -> str:
    """What is answered to a request of these fields, whose own body never comes."""
    trust = ssl.create_default_context(cafile=str(site.folder / "tls.crt"))
    trust.check_hostname = False
    trust.set_alpn_protocols(["h2"])
    connection = CutConnection(site.secure, trust, 30, "127.0.0.1")
    connection.connect()
    try:
        # Each behind the octet that means: written out, to be remembered by nobody.
        block = b"".join(b"\0" + _text(name) + _text(value) for name, value in fields.items())
        opening = _frame(SETTINGS, 0, 0, b"") + _frame(HEADERS, END_HEADERS, 1, block)
        connection.sock.sendall(PREFACE + opening)
        return _answer(connection).decode()
    finally:
        connection.close()


def _text(text: str) -> bytes:
    assert len(text) < 127
    return bytes([len(text)]) + text.encode()


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def _answer(connection: CutConnection) -> bytes:
    """The data of the one stream, to its end."""
    data = b""
    with connection.sock.makefile("rb") as file:
        while head := file.read(9):
            size = int.from_bytes(head[:3], "big")
            kind, flags, payload = head[3], head[4], file.read(size)
            if kind == DATA:
                data += payload
            if kind == GOAWAY or (kind in (DATA, HEADERS) and flags & END_STREAM):
                break
    return data
