"""The path of the README from an empty instance to the first board, pressed through as by a person:
a province's set, a commune's villages, organisations and people from Excel, an old plan from text,
results from Excel. The bar is ten minutes of a person's time by the keystroke-level model, eight
seconds for reading each trial beside it; the waiting is the server's."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, expect

from criteria.enums import Claim
from criteria.models import Result
from tasks.models import Task
from tests.browser.conftest import DESK, Person
from tests.browser.hands import Hand
from tests.common.tables.corpus import xlsx
from tests.evidence.intake.measured import PLANS, SETS, rows_of
from villages.models import Official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "mưa rơi trên mái ngói đỏ"
BAR = 600
REGISTER = rows_of(PLANS / "cam-thach.register.csv")


def link_of(command: str, **options: Any) -> str:
    """The link that the command prints for the person it makes."""
    out = io.StringIO()
    call_command(command, **options, stdout=out)
    found = re.search(r"/mat-khau/\S+", out.getvalue())
    assert found
    return found[0]


def sat_down(browser: Browser, base: str, link: str, username: str) -> tuple[Person, Hand]:
    """Somebody with their link: a password set, signed in."""
    person = Person(browser, base, DESK)
    page = person.go(link)
    hand = Hand(page)
    for box in page.locator("input[type=password]").all():
        hand.fill(box, PASSWORD)
    hand.go(page.get_by_role("button", name="Đặt mật khẩu"))
    # The name stands there already, and the next field has the focus.
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(username)
    expect(page.get_by_label("Mật khẩu")).to_be_focused()
    hand.keys(PASSWORD)
    hand.go(page.get_by_role("button", name="Đăng nhập"))
    return person, hand


def step(person: Person, hand: Hand, name: str) -> None:
    page = person.page
    if not page.locator("#first-steps").count():
        hand.go(page.get_by_role("link", name="Việc của tôi").first)
    card = page.locator("#first-steps li").filter(has=page.get_by_text(name, exact=True).first)
    hand.go(card.get_by_role("link"))


def take_list(person: Person, hand: Hand, path: Path, rows: list[list[Any]]) -> None:
    """The file, looked through, written."""
    page = person.page
    path.write_bytes(xlsx(rows))
    hand.take_file(page.get_by_label("Tệp Excel hoặc CSV"), path)
    hand.go(page.get_by_role("button", name="Xem trước"))
    hand.read()
    person.looks_right()
    hand.go(page.get_by_role("button", name=re.compile(r"^Ghi \d")))
    expect(page.get_by_role("link", name="Về danh sách")).to_be_visible(timeout=30_000)


def of_register(kind: str) -> list[dict[str, str]]:
    return [row for row in REGISTER if row["loại"] == kind]


def set_rows() -> list[list[Any]]:
    """The table of a decision: title rows, then number, name, code, wording."""
    found = rows_of(SETS / "VN-XA-NTM-2021.csv")
    head = ["TT", "Tiêu chí", "Tên tiêu chí", "Chỉ tiêu số", "Nội dung", "Đơn vị tính"]
    rows = [
        [at, int(r["tiêu chí"]), r["tên tiêu chí"], r["chỉ tiêu"], r["nội dung"], r["đơn vị tính"]]
        for at, r in enumerate(found, 1)
    ]
    return [["BỘ TIÊU CHÍ XÃ NÔNG THÔN MỚI"], [], head, *rows]


def write_set(person: Person, hand: Hand, folder: Path) -> None:
    """The keeper of the sets: what the decision says, its table, published."""
    page = person.page
    step(person, hand, "Bộ tiêu chí")
    hand.fill(page.locator("[name=code]"), "HT-XA-2025")
    hand.fill(page.locator("[name=name]"), "Bộ tiêu chí xã NTM tỉnh Hà Tĩnh")
    hand.fill(page.locator("[name=short_name]"), "NTM")
    hand.fill(page.locator("[name=legal_basis]"), "Quyết định số 36/QĐ-UBND ngày 09/12/2022")
    hand.choose(page.locator("[name=tier]"), "NTM")
    hand.fill(page.locator("[name=criteria_known]"), "19")
    hand.go(page.get_by_role("button", name="Lưu"))
    take_list(person, hand, folder / "bo.xlsx", set_rows())
    hand.go(page.get_by_role("link", name="Về danh sách"))
    hand.go(page.get_by_role("link", name="Công bố"))
    hand.read()
    if page.locator("[name=accepts_doubts]").count():
        hand.click(page.locator("[name=accepts_doubts]"))
    hand.go(page.get_by_role("button", name="Công bố"))


def bring_people(person: Person, hand: Hand, folder: Path) -> str:
    """The administrator: villages, organisations, people; the standing officer's link."""
    page = person.page
    villages = [[at, f"Thôn {row['tên']}"] for at, row in enumerate(of_register("thôn"), 1)]
    bodies = [[at, row["tên"], row["khác"]] for at, row in enumerate(of_register("tổ chức"), 1)]
    people = [[at, row["tên"], row["khác"]] for at, row in enumerate(of_register("người"), 1)]
    people.append([len(people) + 1, "Nguyễn Thị Lan", "Thường trực NTM"])
    lists = {
        "Thôn": [["TT", "Tên thôn"], *villages],
        "Tổ chức": [["TT", "Tên tổ chức", "Viết tắt"], *bodies],
        "Cán bộ": [["TT", "Họ và tên", "Chức vụ"], *people],
    }
    for name, rows in lists.items():
        step(person, hand, name)
        hand.go(page.get_by_role("link", name="Nhập từ Excel").first)
        take_list(person, hand, folder / f"{name}.xlsx", rows)
    hand.go(page.get_by_role("link", name="Về danh sách"))
    hand.go(page.get_by_role("link", name="Giao liên kết mật khẩu").first)
    hand.go(page.get_by_role("button", name="Tạo phiếu"))
    slip = page.get_by_role("region", name="Phiếu của Nguyễn Thị Lan")
    return "/mat-khau/" + slip.locator(".code-line code").inner_text().partition("/mat-khau/")[2]


def begin_work(person: Person, hand: Hand, folder: Path) -> None:
    """The standing officer: assessment, plan, the old plan's text, results; the board."""
    page = person.page
    step(person, hand, "Đánh giá")
    hand.go(page.get_by_role("button", name="Lập đánh giá"))
    step(person, hand, "Kế hoạch")
    hand.go(page.get_by_role("button", name="Lập kế hoạch"))
    hand.go(page.get_by_role("link", name="Nhập từ văn bản cũ"))
    text = page.get_by_label("Hoặc dán văn bản")
    hand.click(text)
    paper = (PLANS / "cam-thach.txt").read_text(encoding="utf-8")
    text.fill(paper.replace("2025", f"{timezone.localdate().year}"))
    hand.keys("", "Control+End")  # copied and pasted: as many keys
    hand.go(page.get_by_role("button", name="Đọc văn bản"))
    for _ in page.locator("form [type=checkbox][name=chon]").all():
        hand.read()  # a work that was read, beside the words that it came from
    hand.go(page.get_by_role("button", name="Giao các việc đã đánh dấu"))
    hand.go(page.get_by_role("link", name="Bảng tổng hợp").first)
    hand.go(page.locator("main a[href^='/danh-gia/'][href$='/']:not([href*='tieu-chi'])").first)
    hand.go(page.get_by_role("link", name="Nhập kết quả từ Excel"))
    results = [[at, r[3], "x"] for at, r in enumerate(set_rows()[3:], 1)]
    take_list(person, hand, folder / "kq.xlsx", [["TT", "Chỉ tiêu", "Đạt"], *results])
    hand.go(page.get_by_role("link", name="Bảng tổng hợp").first)


def test_from_an_empty_instance_to_the_first_board(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    at = {"province": "Hà Tĩnh", "commune": "Cẩm Thạch", "region": "BTB"}
    first = link_of("create_commune", **at, username="quantri", full_name="Đỗ Thị Thêu")
    keeper = {"province": "Hà Tĩnh", "role": "data_steward", "full_name": "Nguyễn Văn An"}
    second = link_of("create_upper_account", **keeper, username="dulieu")
    keeper_person, keeping = sat_down(browser, live_server.url, second, "dulieu")
    write_set(keeper_person, keeping, tmp_path)
    administrator, bringing = sat_down(browser, live_server.url, first, "quantri")
    link = bring_people(administrator, bringing, tmp_path)
    name = Official.objects.get(full_name="Nguyễn Thị Lan").username
    lan, working = sat_down(browser, live_server.url, link, name)
    begin_work(lan, working, tmp_path)
    lan.looks_right()
    assert Task.objects.count() >= 20
    assert not Result.objects.filter(claim=Claim.NOT_YET).exists()
    hands = (keeping, bringing, working)
    assert sum(hand.seconds for hand in hands) < BAR, [hand.summary for hand in hands]
    for person in (keeper_person, administrator, lan):
        person.context.close()
