"""The pages that are measured, how they are found in the sample, and their caps in F."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.server import Client


@dataclass(frozen=True)
class Page:
    """A page; `find` gives its address by following links as a person would."""

    name: str
    cap: float
    requests: int
    find: Callable[[Client], str]
    is_update: bool = False


def _link(client: Client, on: str, pattern: str) -> str:
    _, page = client.request("GET", on)
    found = re.search(pattern, page)
    if found is None:
        raise RuntimeError(f"{on} has no link {pattern}")
    return found[0]


def _board(client: Client) -> str:
    return _link(client, "/", r"/bang/\d+/")


def _assessment(client: Client) -> str:
    return _link(client, _board(client), r"/danh-gia/\d+/")


def _result(client: Client) -> str:
    return _link(client, _assessment(client), r"/ket-qua/\d+/")


PAGES = [
    Page("Bảng tổng hợp của xã, 75 chỉ tiêu", 5, 60, _board),
    Page("Cập nhật một chỉ tiêu", 5, 60, _result, is_update=True),
    Page("Đánh giá của xã, 75 chỉ tiêu", 13, 40, _assessment),
    Page("Việc của tôi", 11, 40, lambda client: "/"),
    Page("Danh sách nhiệm vụ", 22, 40, lambda client: "/nhiem-vu/"),
]


def updates_of_one_indicator(client: Client, address: str) -> Callable[[], None]:
    """A sender that changes the indicator's note each time, as the in-place form does."""
    _, form = client.request("GET", address, htmx=True)
    version = re.search(r'name="version"[^>]*value="(\d+)"', form)
    if version is None:
        raise RuntimeError("The form of the indicator names no version.")
    seen = [int(version[1])]

    def send() -> None:
        fields = {
            "version": str(seen[0]),
            "claim": "not_met",
            "as_of": "15/8/2024",
            "note": f"Lần đo {seen[0]}",
        }
        status, body = client.request("POST", address, fields, htmx=True)
        assert status == 200, (status, body[:500])
        seen[0] += 1

    return send
