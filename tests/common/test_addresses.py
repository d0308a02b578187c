"""Addresses made from a form are those that the resolver makes, for every page."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from ntm_project.common.addresses import address, of_row
from villages.enums import Role

GIVEN = (7, 10**17, "7", "dat-12", "Abc", "đạt 5%", "a/b", "", Role.CHAIR, None)


def _pages(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, int]]:
    """The name of each page and how many arguments its address takes."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", len(pattern.pattern.converters)
        elif pattern.namespace != "admin":
            space = pattern.namespace
            yield from _pages(pattern, f"{prefix}{space}:" if space else prefix)


def _resolved(name: str, args: tuple) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def test_every_page_has_the_address_that_the_resolver_gives() -> None:
    compared = 0
    for name, count in _pages(get_resolver()):
        for args in product(GIVEN, repeat=count):
            if expected := _resolved(name, args):
                assert address(name, *args) == expected
                compared += 1
            else:
                with pytest.raises(NoReverseMatch):
                    address(name, *args)
    assert compared > 1_000


def test_a_filter_without_a_value_is_left_out() -> None:
    assert of_row("tasks:task", 7) == address("tasks:task", 7) == reverse("tasks:task", args=[7])
    given = address(
        "tasks:list", don_vi=5, nguoi="", ngay=None, tinh_trang=["a", "b c"], anchor="x"
    )
    assert given == reverse("tasks:list") + "?don_vi=5&tinh_trang=a&tinh_trang=b+c#x"
