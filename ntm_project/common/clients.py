"""From which address a request comes: forwarded headers are believed from known proxies alone."""

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from time import monotonic
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ntm_project.common.logs import current_request, note

Address = IPv4Address | IPv6Address

# What a proxy reports of the client; from anybody else it is taken out of the request.
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


# Called for every request, of a setting that never changes while the process lives.
@lru_cache(maxsize=8)
def networks(texts: tuple[str, ...]) -> tuple[Any, ...]:
    """The networks that a setting names; ValueError with the first text that is no network."""
    return tuple(ip_network(text, strict=False) for text in texts)


def parse_address(text: str) -> Address | None:
    """An address as a header or a socket gives it, with or without its port; None for no address.

    IPv4 in the clothes of IPv6 (`::ffff:1.2.3.4`) is IPv4.
    """
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def is_trusted(address: Address | None, trusted: Iterable[str]) -> bool:
    """Whether the address is one of the proxies that the setting names."""
    return address is not None and any(
        address in network
        for network in networks(tuple(trusted))
        if network.version == address.version
    )


def seen_from(peer: str, forwarded_for: str, trusted: Iterable[str]) -> str:
    """The rightmost address that no trusted proxy holds; the peer's own where it is no proxy.

    What stands further left was written by whoever sent the request. Where a trusted proxy hands
    on what is no address, that proxy is all that is known.
    """
    known = parse_address(peer)
    trusted = tuple(trusted)
    hops = [hop for hop in forwarded_for.split(",") if hop.strip()]
    while hops and is_trusted(known, trusted):
        found = parse_address(hops.pop())
        if found is None:
            break
        known = found
    return str(known) if known else ""


def network_of(address: str) -> str:
    """The address as a guesser is counted: of IPv6 the /64, which is one customer's."""
    found = parse_address(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, 64), strict=False))
    return str(found) if found else ""


def client_address(request: HttpRequest) -> str:
    """The address of the person's own machine or line: the one that logs, trail and counts use."""
    known = getattr(request, "client_address", None)
    if known is None:
        known = seen_from(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            settings.TRUSTED_PROXIES,
        )
    return known


class ClientMiddleware:
    """Gives a request its id, its client's address and its line in the log.

    Outermost. Forwarded headers of a peer that is no trusted proxy are gone afterwards, so that
    nothing behind (the redirect to HTTPS, the secure cookies) can believe them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponseBase:
        request: Any = plain
        request.request_id = uuid4()
        request.client_address = client_address(request)
        peer = parse_address(request.META.get("REMOTE_ADDR", ""))
        if not is_trusted(peer, settings.TRUSTED_PROXIES):
            for name in FORWARDED:
                request.META.pop(name, None)
        token, began = current_request.set(request), monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = str(request.request_id)
            if not request.path.startswith(settings.STATIC_URL):
                _note_answer(response, monotonic() - began)
        finally:
            current_request.reset(token)
        return response


def _note_answer(response: HttpResponseBase, seconds: float) -> None:
    """The line of the request: how it was answered, and how long that took."""
    level = logging.WARNING if response.status_code >= 500 else logging.INFO
    note("request", level=level, status=response.status_code, ms=round(1000 * seconds))
