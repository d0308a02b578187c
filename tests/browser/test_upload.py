"""Sending photos from a phone: progress, a refused file, a broken way, nothing twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from criteria.models import Result
from evidence.models import Evidence, Revision
from tests.browser.conftest import PHONE
from tests.evidence.factories import photo_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def photos(settings, tmp_path: Path) -> list[Path]:
    """Two photos and a page that calls itself one; the store is a folder of this test."""
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    names = ("Ảnh đường thôn.jpg", "Ảnh nhà văn hóa.jpg", "giả.jpg")
    contents = (photo_bytes(), photo_bytes(), b"<html><script>alert(1)</script></html>")
    paths = [tmp_path / name for name in names]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def address() -> str:
    result = Result.objects.filter(assessment__unit__name="Thắng Lợi").order_by("pk").first()
    return f"/minh-chung/them/?ket_qua={result.pk}"


def choose(page: Page, *paths: Path) -> None:
    page.get_by_label("Tệp (chọn được nhiều tệp một lúc)").set_input_files(paths)


def describe(page: Page) -> None:
    page.get_by_role("button", name="Hôm nay").click()
    page.get_by_label("Chú thích ảnh").fill("Đường trục thôn sau khi rải nhựa")


def test_good_photos_are_kept_and_the_bad_one_is_named(people, photos) -> None:
    page = people("lan", PHONE).go(address())
    choose(page, *photos)
    describe(page)
    page.get_by_role("button", name="Gửi minh chứng").click()
    expect(page.get_by_text("Đã lưu 2 tệp, còn 1 tệp chưa gửi được.")).to_be_visible()
    expect(page.get_by_text("không dùng làm minh chứng")).to_be_visible()
    assert Evidence.objects.count() == 2
    page.get_by_role("link", name="Xem minh chứng").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đường trục thôn")


def test_what_is_missing_is_asked_before_a_file_travels(people, photos) -> None:
    lan = people("lan", PHONE)
    page = lan.go(address())
    page.emulate_media(reduced_motion="reduce")  # colours are judged when they have settled
    sent: list[int] = []
    page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
    choose(page, photos[0])
    page.get_by_role("button", name="Gửi minh chứng").click()
    expect(page.get_by_label("Chú thích ảnh")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Chú thích ảnh")).to_be_focused()
    assert max(sent) < 3_000
    describe(page)
    page.get_by_role("button", name="Gửi minh chứng").click()
    expect(page.get_by_text("Đã lưu 1 tệp.")).to_be_visible()
    assert Evidence.objects.count() == 1
    lan.looks_right()


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
    page.get_by_role("button", name="Gửi minh chứng").click()
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
    page.get_by_role("button", name="Gửi minh chứng").click()
    expect(page.get_by_text("Đã lưu 2 tệp minh chứng")).to_be_visible()
    context.close()
    assert Revision.objects.count() == 2
