"""The pages that are measured, how they are found in the sample, and their caps in F."""

import html
import io
import itertools
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from PIL import Image

from tests.benchmarks.server import Client


def visits(client: Client, address: str) -> Callable[[], None]:
    """A sender that opens the page."""

    def send() -> None:
        status, _ = client.request("GET", address)
        assert status == 200, (status, address)

    return send


def opens_in_place(client: Client, address: str) -> Callable[[], None]:
    """A sender that opens the criterion within the page of its assessment."""

    def send() -> None:
        status, _ = client.request("GET", address, htmx=True)
        assert status == 200, (status, address)

    return send


def visits_again(client: Client, address: str) -> Callable[[], None]:
    """A sender that asks whether the page that it holds has changed: it has not."""
    _, tag = client.get_kept(address)

    def send() -> None:
        status, _ = client.get_kept(address, tag)
        assert status == 304, (status, address)

    return send


@dataclass(frozen=True)
class Page:
    """A page; `find` gives its address by following links as a person would."""

    name: str
    cap: float
    requests: int
    find: Callable[[Client], str]
    username: str = "lan"
    sender: Callable[[Client, str], Callable[[], None]] = visits


def _link(client: Client, on: str, pattern: str) -> str:
    _, page = client.request("GET", on)
    found = re.search(pattern, page)
    if found is None:
        raise RuntimeError(f"{on} has no link {pattern}")
    return found[0]


def _at(address: str) -> Callable[[Client], str]:
    return lambda client: address


def _board(client: Client) -> str:
    # The menu of any page; the first is the board itself to who is posted in a province.
    return _link(client, "/nhiem-vu/", r"/bang/\d+/")


def _assessment(client: Client) -> str:
    return _link(client, _board(client), r"/danh-gia/\d+/")


def _criterion(client: Client) -> str:
    return _link(client, _assessment(client), r"/danh-gia/\d+/tieu-chi/\d+/")


def _checks(client: Client) -> str:
    return _link(client, _board(client), r"/ra-soat/\d+/")


def _result(client: Client) -> str:
    return _link(client, _criterion(client), r"/ket-qua/\d+/")


def updates_of_one_indicator(
    client: Client, address: str, claims: tuple[str, ...] = ("not_met",), on: str = "15/8/2024"
) -> Callable[[], None]:
    """A sender that changes the indicator's note each time, as the in-place form does."""
    _, form = client.request("GET", address, htmx=True)
    version = re.search(r'name="seen_version"[^>]*value="(\d+)"', form)
    if version is None:
        raise RuntimeError("The form of the indicator names no version.")
    seen = [int(version[1])]

    def send() -> None:
        fields = {
            "seen_version": str(seen[0]),
            "claim": claims[seen[0] % len(claims)],
            "as_of": on,
            "note": f"Lần đo {seen[0]}",
        }
        status, body = client.request("POST", address, fields, htmx=True)
        assert status == 200, (status, body[:500])
        seen[0] += 1

    return send


def flips_of_one_criterion(client: Client, address: str) -> Callable[[], None]:
    """The criterion of a single indicator is met, then no more, then met again."""
    return updates_of_one_indicator(client, address, ("met", "not_met"), "10/11/2025")


def uploads_of_ten_megabytes(client: Client, address: str) -> Callable[[], None]:
    """A sender of photos of 10 MB, each a new one."""
    small = io.BytesIO()
    Image.new("RGB", (640, 480), (20, 90, 60)).save(small, "JPEG")
    numbers = itertools.count()
    _, form = client.request("GET", address)
    shown = dict(re.findall(r'name="(form_key|unit)" value="([^"]+)"', form))

    def send() -> None:
        fields = shown | {
            "form_key": str(uuid4()),
            "kind": "photo",
            "dated_on": "01/08/2024",
            "title": f"Ảnh {next(numbers)}",
        }
        # A photo with a long tail of its own, as phones append. Random as packed pictures are:
        # a short pattern repeated may hold a byte that the checks stop at in every sixteenth place.
        tail = os.urandom(10_000_000)
        status, page = client.upload(address, fields, "anh.jpg", small.getvalue() + tail)
        assert status in (200, 303), (status, page[:500])

    return send


def _queue_page(number: int) -> Callable[[Client], str]:
    """The address of a page of the reviewer's queue, found by turning the pages."""

    def find(client: Client) -> str:
        address = "/hang-cho-tham-tra/"
        for _ in range(number - 1):
            _, page = client.request("GET", address)
            link = re.search(r'href="([^"]+)" rel="next"', page)
            if link is None:
                raise RuntimeError(f"The queue ends before page {number}.")
            address = html.unescape(link[1])
            address = address if address.startswith("/") else f"/hang-cho-tham-tra/{address}"
        return address

    return find


def _upload(client: Client) -> str:
    return "/minh-chung/them/?ket_qua=" + _result(client).strip("/").split("/")[-1]


def _trade(client: Client) -> str:
    """The only indicator of criterion 7, which has no number."""
    return _link(client, f"{_assessment(client)}tieu-chi/7/", r"/ket-qua/\d+/")


@dataclass(frozen=True)
class Ground:
    """A database, how it is filled, and the pages that are measured on it."""

    prepare: tuple[str, ...]
    pages: tuple[Page, ...]


# The product's goals, cold, in multiples of an empty signed-in page.
SAMPLE = Ground(
    ("load_sample --with-accounts --verbosity=0", "-m tests.benchmarks.seed"),
    (
        Page("Bảng tổng hợp của xã, 75 chỉ tiêu", 12, 60, _board),
        Page("Cập nhật một chỉ tiêu", 9, 60, _result, sender=updates_of_one_indicator),
        Page("Đánh giá của xã, tiêu chí thu gọn", 12, 40, _assessment),
        Page("Một tiêu chí mở tại chỗ", 8, 60, _criterion, sender=opens_in_place),
        Page("Một tiêu chí, trang riêng", 8, 60, _criterion),
        Page("Việc của tôi", 14, 40, lambda client: "/"),
        Page("Hàng chờ thẩm tra, trang 1", 12, 60, _queue_page(1), username="thamtra"),
        Page("Hàng chờ thẩm tra, trang 200", 14, 60, _queue_page(200), username="thamtra"),
        Page("Tải lên một ảnh 10 MB", 35, 12, _upload, sender=uploads_of_ten_megabytes),
        Page("Danh sách nhiệm vụ", 20, 40, lambda client: "/nhiem-vu/"),
        Page("Rà soát của xã, 95 điểm", 20, 20, _checks),
        Page("Bảng của xã, không đổi", 2.5, 100, _board, sender=visits_again),
        Page("Đánh giá của xã, không đổi", 2.5, 100, _assessment, sender=visits_again),
        Page("Rà soát của xã, không đổi", 2.5, 100, _checks, sender=visits_again),
    ),
)
_UNCHANGED = visits_again
_OF_PROVINCE = (
    Page("Bảng của tỉnh, 100 xã", 25, 20, _board, "t01.banchidao"),
    Page("Bảng của tỉnh, không đổi", 2.5, 100, _board, "t01.banchidao", _UNCHANGED),
    *(
        Page(f"Tỉnh: {name}", 25, 20, _at(address), "t01.banchidao")
        for name, address in (
            ("danh sách nhiệm vụ", "/nhiem-vu/"),
            ("thư viện minh chứng", "/minh-chung/"),
            ("tìm “đường”", "/tim/?q=duong"),
            ("nhật ký", "/nhat-ky/"),
            ("cán bộ", "/can-bo/"),
            ("kế hoạch", "/ke-hoach/"),
        )
    ),
    Page("Quản trị tỉnh: cán bộ", 25, 20, _at("/quan-tri/villages/official/"), "t01.quantri"),
    Page(
        "Một tiêu chí đổi tình trạng", 12, 60, _trade, "x0001.thuongtruc", flips_of_one_criterion
    ),
)  # fmt: skip
_OF_COUNTRY = (
    Page("Bảng cả nước, 34 tỉnh", 12, 40, _at("/bang/ca-nuoc/"), "t01.banchidao"),
    Page("Bảng cả nước, không đổi", 2.5, 100, _at("/bang/ca-nuoc/"), "t01.banchidao", _UNCHANGED),
)
# One province of a hundred communes; all provinces, with three each.
PROVINCE = Ground(
    (
        "generate_country --provinces 1 --communes 100 --villages 300 --tasks 6 --verbosity 0",
        "-m tests.benchmarks.seed t01.banchidao t01.quantri x0001.thuongtruc",
    ),
    _OF_PROVINCE,
)
COUNTRY = Ground(
    (
        "generate_country --provinces 34 --communes 102 --villages 0 --tasks 1 --verbosity 0",
        "-m tests.benchmarks.seed t01.banchidao",
    ),
    _OF_COUNTRY,
)
# A record that `generate_country` has filled already, of any size.
RECORD = Ground(
    ("-m tests.benchmarks.seed t01.banchidao t01.quantri x0001.thuongtruc",),
    (
        *_OF_COUNTRY,
        Page("Bảng tổng hợp của xã", 12, 60, _board, "x0001.thuongtruc"),
        Page("Bảng của xã, không đổi", 2.5, 100, _board, "x0001.thuongtruc", _UNCHANGED),
        Page("Đánh giá của xã", 12, 40, _assessment, "x0001.thuongtruc"),
        Page("Đánh giá của xã, không đổi", 2.5, 100, _assessment, "x0001.thuongtruc", _UNCHANGED),
        *_OF_PROVINCE,
    ),
)
PAGES = list(SAMPLE.pages)
