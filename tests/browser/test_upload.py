"""Sending photos from a phone: progress, a refused file, a broken way, nothing twice."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from criteria.models import Result
from evidence.models import Evidence, Revision
from evidence.papers.enums import PaperKind
from tests.browser.conftest import PHONE
from tests.evidence.factories import photo_bytes
from villages.models import AuditEvent

CASES = Path(__file__).parents[1] / "evidence" / "files" / "cases"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def photos(settings, tmp_path: Path) -> list[Path]:
    """Two photos, a page that calls itself one, and a third; the store is a folder of this test."""
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    names = ("Ảnh đường thôn.jpg", "Ảnh nhà văn hóa.jpg", "giả.jpg", "Ảnh ngõ 5.jpg")
    page = b"<html><script>alert(1)</script></html>"
    contents = (photo_bytes(), photo_bytes(), page, photo_bytes())
    paths = [tmp_path / name for name in names]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def address() -> str:
    result = Result.objects.filter(assessment__unit__name="Thắng Lợi").order_by("pk").first()
    return f"/minh-chung/them/?ket_qua={result.pk}"


def choose(page: Page, *paths: Path) -> None:
    page.get_by_label("Chọn tệp (được nhiều tệp một lúc)").set_input_files(paths)


def row_of(page: Page, path: Path) -> Locator:
    return page.get_by_role("listitem").filter(has_text=path.name)


def send(page: Page) -> None:
    page.get_by_role("button", name="Gửi minh chứng").click()


def describe(page: Page) -> None:
    page.get_by_role("button", name="Hôm nay").click()
    page.get_by_label("Chú thích ảnh").fill("Đường trục thôn sau khi rải nhựa")


def test_good_photos_are_kept_and_the_bad_one_is_named(people, photos) -> None:
    page = people("lan", PHONE).go(address())
    choose(page, *photos[:3])
    describe(page)
    send(page)
    expect(page.get_by_text("Đã lưu 2 tệp, còn 1 tệp chưa gửi được.")).to_be_visible()
    expect(page.get_by_text("không dùng làm minh chứng")).to_be_visible()
    assert Evidence.objects.count() == 2
    page.get_by_role("link", name="Xem minh chứng").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đường trục thôn")


def test_in_place_of_a_photo_that_is_gone_stands_why(people, photos, settings) -> None:
    """Also where a small picture of it was kept."""
    lan = people("lan", PHONE)
    page = lan.go(address())
    choose(page, photos[0])
    describe(page)
    send(page)
    page.get_by_role("link", name="Xem minh chứng").first.click()
    expect(page.locator(".viewer-picture")).to_have_js_property("complete", True)
    lan.expected = ("503",)
    (Path(settings.EVIDENCE_FOLDER) / Revision.objects.get().key).unlink()
    page.reload()
    expect(page.get_by_text("Tệp không còn trong kho.")).to_be_visible()
    expect(page.locator(".viewer-picture")).to_have_count(0)


def test_what_is_missing_is_asked_before_a_file_travels(people, photos) -> None:
    lan = people("lan", PHONE)
    page = lan.go(address())
    page.emulate_media(reduced_motion="reduce")  # colours are judged when they have settled
    sent: list[int] = []
    page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
    choose(page, photos[0])
    send(page)
    expect(page.get_by_label("Chú thích ảnh")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Chú thích ảnh")).to_be_focused()
    assert max(sent) < 3_000
    describe(page)
    send(page)
    expect(page.get_by_text("Đã lưu 1 tệp.")).to_be_visible()
    assert Evidence.objects.count() == 1
    lan.looks_right()


def test_each_photo_says_what_differs(people, photos) -> None:
    lan = people("lan", PHONE)
    page = lan.go(address())
    choose(page, photos[0], photos[1], photos[3])
    own = row_of(page, photos[1])
    own.get_by_label("Nội dung ảnh").fill("Nhà văn hóa thôn")
    describe(page)
    own.get_by_label("Ngày chụp").fill("01/08/2024")
    expect(page.locator(".upload-thumb canvas")).to_have_count(3)
    expect(page.get_by_label("Nội dung ảnh")).to_have_count(3)
    lan.looks_right()
    row_of(page, photos[3]).get_by_role("button", name="Bỏ tệp").click()
    expect(own.get_by_role("button", name="Bỏ tệp")).to_be_focused()
    send(page)
    expect(page.get_by_text("Đã lưu 2 tệp.")).to_be_visible()
    first, second = Evidence.objects.order_by("pk")
    assert first.title == "Đường trục thôn sau khi rải nhựa"
    assert (second.title, second.dated_on) == ("Nhà văn hóa thôn", date(2024, 8, 1))
    assert first.dated_on != second.dated_on
    assert AuditEvent.objects.filter(action="thêm minh chứng").count() == 2


def test_a_fault_in_one_row_holds_that_file_alone(people, photos) -> None:
    lan = people("lan", PHONE)
    page = lan.go(address())
    sent: list[str] = []

    def note(route) -> None:
        body = route.request.post_data_buffer or b""
        sent.extend(path.name for path in photos if path.name.encode() in body)
        route.continue_()

    page.route("**/minh-chung/them/**", note)
    choose(page, photos[0], photos[1], photos[3])
    describe(page)
    day = row_of(page, photos[1]).get_by_label("Ngày chụp")
    day.fill("31/02/2024")
    send(page)
    expect(page.get_by_text("Đã lưu 2 tệp, còn 1 tệp chưa gửi được.")).to_be_visible()
    expect(day).to_be_focused()
    expect(day).to_have_value("31/02/2024")
    expect(day).to_have_accessible_description("Tháng 2 năm 2024 không có ngày 31.")
    lan.looks_right()
    day.fill("28/02/2024")
    send(page)
    expect(page.get_by_text("Đã lưu 3 tệp.")).to_be_visible()
    assert sent == [photos[0].name, photos[3].name, photos[1].name]
    assert Evidence.objects.get(dated_on=date(2024, 2, 28))


def test_a_fault_in_what_is_shared_is_told_there_and_holds_all(people, photos) -> None:
    page = people("lan", PHONE).go(address())
    choose(page, photos[0], photos[1])
    page.get_by_role("button", name="Hôm nay").click()
    row_of(page, photos[1]).get_by_label("Nội dung ảnh").fill("Nhà văn hóa thôn")
    send(page)
    expect(page.get_by_label("Chú thích ảnh")).to_be_focused()
    expect(page.get_by_label("Chú thích ảnh")).to_have_attribute("aria-invalid", "true")
    assert page.locator("[aria-invalid='true']").count() == 1
    assert not Evidence.objects.exists()
    page.get_by_label("Chú thích ảnh").fill("Đường trục thôn")
    expect(row_of(page, photos[0]).get_by_label("Nội dung ảnh")).to_have_value("Đường trục thôn")
    send(page)
    expect(page.get_by_text("Đã lưu 2 tệp.")).to_be_visible()
    titles = set(Evidence.objects.values_list("title", flat=True))
    assert titles == {"Đường trục thôn", "Nhà văn hóa thôn"}


def test_one_file_has_no_row_of_words(people, photos) -> None:
    page = people("lan", PHONE).go(address())
    choose(page, photos[0])
    expect(page.get_by_text("Đã chọn tệp “Ảnh đường thôn.jpg”.")).to_be_visible()
    expect(page.get_by_label("Nội dung ảnh")).to_be_hidden()
    choose(page, photos[1])
    expect(row_of(page, photos[0]).get_by_label("Nội dung ảnh")).to_be_visible()
    row_of(page, photos[1]).get_by_role("button", name="Bỏ tệp").click()
    expect(page.get_by_label("Nội dung ảnh")).to_be_hidden()


def test_an_answer_that_is_lost_is_asked_again_and_nothing_doubles(people, photos) -> None:
    page = people("lan", PHONE).go(address())
    lost: list[str] = []

    def lose_first(route) -> None:
        is_file = b'name="files"' in (route.request.post_data_buffer or b"")
        if is_file and not lost:
            route.fetch()  # the server keeps the file; its answer never arrives
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    choose(page, photos[0])
    describe(page)
    page.route("**/minh-chung/them/**", lose_first)
    send(page)
    expect(page.get_by_text("Mất kết nối", exact=False)).to_be_visible()
    expect(page.get_by_text("Đã lưu 1 tệp.")).to_be_visible()
    assert lost
    assert Revision.objects.count() == 1


def test_without_a_script_the_plain_form_does_the_same(browser, people, photos, live_server):
    state = people("lan", PHONE).context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{live_server.url}{address()}")
    choose(page, photos[0], photos[1])
    page.get_by_label("Ngày chụp").fill("01/08/2024")
    page.get_by_label("Chú thích ảnh").fill("Đường trục thôn")
    send(page)
    expect(page.get_by_text("Đã lưu 2 tệp minh chứng")).to_be_visible()
    page.get_by_role("link", name=re.compile("Sửa ngày và trích yếu.*nhà văn hóa")).click()
    page.get_by_label("Chú thích ảnh").fill("Nhà văn hóa thôn")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhà văn hóa thôn")
    context.close()
    assert Revision.objects.count() == 2


def test_a_document_is_no_photo_and_needs_no_day_of_one(people, photos, tmp_path) -> None:
    paper = tmp_path / "Biên bản.pdf"
    paper.write_bytes((CASES / "01-ordinary.pdf").read_bytes())
    page = people("lan").go("/minh-chung/them/")
    kind = page.get_by_label("Loại minh chứng")
    choose(page, paper)
    expect(kind).to_have_value("other")
    choose(page, photos[0])
    expect(kind).to_have_value("photo")
    row_of(page, photos[0]).get_by_role("button", name="Bỏ tệp").click()
    expect(kind).to_have_value("other")
    page.get_by_label("Chú thích ảnh").fill("Biên bản nghiệm thu")
    send(page)
    expect(page.get_by_text("Đã lưu 1 tệp.")).to_be_visible()
    assert Evidence.objects.get().kind == PaperKind.OTHER


def test_the_kind_that_a_person_chose_stays(people, photos, tmp_path) -> None:
    paper = tmp_path / "Biên bản.pdf"
    paper.write_bytes((CASES / "01-ordinary.pdf").read_bytes())
    page = people("lan").go("/minh-chung/them/")
    page.get_by_label("Loại minh chứng").select_option("minutes")
    choose(page, paper, photos[0])
    expect(page.get_by_label("Loại minh chứng")).to_have_value("minutes")
