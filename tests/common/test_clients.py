"""Whose address a request has, and who is believed about it."""

import pytest
from django.test import Client, RequestFactory, override_settings

from ntm_project.common.clients import ClientMiddleware, network_of, parse_address, seen_from

PROXIES = ["10.0.0.0/8", "::1", "127.0.0.1"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "1.1.1.1", "203.0.113.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "9.9.9.9, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "1.1.1.1, rác", "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1, rác, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", " , 1.1.1.1 ,", "1.1.1.1"),
        ("10.0.0.1", "1.1.1.1:8080", "1.1.1.1"),
        ("::1", "[2001:db8::1]:443", "2001:db8::1"),
        ("::ffff:10.0.0.1", "::ffff:1.1.1.1", "1.1.1.1"),
        ("", "1.1.1.1", ""),
        ("unix:", "1.1.1.1", ""),
    ],
)
def test_the_rightmost_address_that_no_trusted_proxy_holds(peer, forwarded, address) -> None:
    assert seen_from(peer, forwarded, PROXIES) == address


def test_without_trusted_proxies_nobody_is_believed() -> None:
    assert seen_from("127.0.0.1", "1.1.1.1", []) == "127.0.0.1"


def test_of_ipv6_a_customer_is_counted() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert network_of("1.2.3.4") == "1.2.3.4"
    assert network_of("") == ""
    assert str(parse_address("fe80::1%eth0")) == "fe80::1"


@override_settings(
    TRUSTED_PROXIES=["10.0.0.0/8"], SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
)
@pytest.mark.parametrize(("peer", "is_secure"), [("10.0.0.1", True), ("203.0.113.7", False)])
def test_https_is_believed_from_a_trusted_proxy_alone(peer, is_secure) -> None:
    seen = []
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https")

    def view(request):
        from django.http import HttpResponse

        seen.append(request.is_secure())
        return HttpResponse()

    ClientMiddleware(view)(request)
    assert seen == [is_secure]


@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"], SECURE_SSL_REDIRECT=True)
def test_a_stranger_cannot_talk_the_site_out_of_https(db) -> None:
    for peer, code in (("203.0.113.7", 301), ("10.0.0.1", 200)):
        client = Client(REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https")
        assert client.get("/dang-nhap/").status_code == code
