"""What a request holds is read in one way: a value that both databases take, or none."""

import pytest
from django.http import Http404, QueryDict
from django.test import Client, RequestFactory
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.converters import IntConverter

from criteria.models import Criterion, Indicator
from ntm_project.common.answers import (
    key_in,
    key_of,
    keys_of,
    number_in,
    number_of,
    read_json,
    year_of,
)
from villages.models import Unit

HUGE = (2**63, 2**64, 10**30, -(2**63) - 1, -(10**30))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (7, 7),
        ("0", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 4400, None),
        (str(2**63), None),
        ("-1", None),
        ("+1", None),
        (" 1", None),
        ("1.0", None),
        ("٣", None),
        ("²", None),
        ("1_0", None),
        ("\x001", None),
        ("", None),
        (None, None),
        (["1"], None),
    ],
)
def test_a_number_is_plain_digits_that_fit_or_none(text: object, number: int | None) -> None:
    assert number_of(text) == number
    assert key_of(text) == (number or 0)


def test_keys_are_those_among_what_was_sent() -> None:
    assert keys_of(["3", "", "x", "0", "9" * 30, "4"]) == [3, 4]


def test_a_year_has_four_digits() -> None:
    assert [year_of(text) for text in ("2024", "24", "02024", "", None)] == [2024, *[None] * 4]


def _request(query: str):
    return RequestFactory().get(f"/?{query}")


def test_a_number_of_the_address_is_there_or_not_or_404() -> None:
    assert number_in(_request(""), "so") is None
    assert number_in(_request("so=0"), "so") == 0
    assert key_in(_request("so=12"), "so") == 12
    assert key_in(_request(""), "so") == 0
    for query in ("so=x", "so=-1", f"so={2**63}", "so=0"):
        with pytest.raises(Http404):
            key_in(_request(query), "so")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        '{"a":' * 60_000,
        "9" * 4400,
        "NaN",
        "[Infinity]",
        "[1e999]",
        '"\\ud800"',
        '"\\u0000"',
        "",
        "{",
        "[1]" + " " * 200_000,
    ],
)
def test_json_that_cannot_be_read_or_kept_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        read_json(text)


def test_json_is_read() -> None:
    assert read_json('[{"text": "Chưa ký", "x": 0.5}]') == [{"text": "Chưa ký", "x": 0.5}]


@pytest.mark.django_db
@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_column_holds_finds_nothing(number: int) -> None:
    for row in (
        Unit.objects.filter(pk=number),
        Unit.objects.filter(pk__in=[number]),
        Unit.objects.filter(parent=number),
        Unit.objects.filter(parent__in=[number]),
        Unit.objects.filter(parent__parent_id=number),
        Indicator.objects.filter(criterion__criteria_set=number),
        Criterion.objects.filter(criteria_set__assessments=number),
        Criterion.objects.filter(criteria_set__assessments__in=[number]),
    ):
        assert list(row) == []
    assert list(Unit.objects.exclude(parent=number)) == []


@pytest.mark.django_db
def test_the_fitting_among_huge_numbers_are_found() -> None:
    unit = Unit.objects.create(level="province", name="Bắc Giang", noun="tỉnh")
    assert list(Unit.objects.filter(pk__in=[unit.pk, 2**63])) == [unit]


def _patterns(resolver: URLResolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from _patterns(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern


def test_every_number_in_an_address_is_a_key() -> None:
    """`<key:pk>`, never `<int:pk>`: an address with more digits than a key has is none of ours."""
    plain = [
        pattern.name
        for pattern in _patterns(get_resolver())
        for converter in pattern.pattern.converters.values()
        if type(converter) is IntConverter
    ]
    assert plain == []
    assert resolve(f"/can-bo/{'9' * 18}/").kwargs == {"pk": 10**18 - 1}
    with pytest.raises(Resolver404):
        resolve(f"/can-bo/{2**63}/")


# --- What no browser sends ------------------------------------------------------------------------


@pytest.mark.django_db
def test_nul_in_an_address_is_no_address() -> None:
    for url in ("/dang-nhap/?next=%00", "/dang-nhap/?a=b&c=%00d", "/can-bo/?q=%00"):
        assert Client().get(url).status_code == 404


@pytest.mark.django_db
def test_nul_in_a_cookie_is_no_cookie() -> None:
    client = Client()
    client.cookies["sessionid"] = '"' + "\\000" * 32 + '"'
    client.cookies["csrftoken"] = '"' + "\\000" * 32 + '"'
    assert client.get("/dang-nhap/").status_code == 200
    assert client.get("/can-bo/")["Location"].startswith("/dang-nhap/")


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "base64", "utf-16", "rot13"])
def test_only_utf_8_is_read(charset: str) -> None:
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        sent = Client().generic(
            "POST", "/dang-nhap/", b"username=+2AA-", f"{kind}; charset={charset}"
        )
        assert sent.status_code == 400
    typed = QueryDict("username=lan").urlencode()
    plain = "application/x-www-form-urlencoded; charset=UTF-8"
    assert Client().post("/dang-nhap/", typed, plain).status_code == 200
