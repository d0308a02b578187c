"""An official sets an indicator from a phone: three taps and typing; page and reload agree."""

import pytest
from playwright.sync_api import Locator, Page, expect

from criteria.models import Result
from evidence.papers.models import Requirement
from tests.browser.conftest import PHONE, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def clean_water() -> Result:
    return Result.objects.get(
        indicator__code="18.1", assessment__unit__name="Mai Đình", assessment__year=2024
    )


def texts(page: Page) -> list[str]:
    """What the assessment's head, criterion head and rows show, blanks folded."""
    return [
        " ".join(t.split()) for t in page.locator("main section, main article").all_inner_texts()
    ]


def assert_as_reloaded(page: Page) -> None:
    page.wait_for_load_state("networkidle")  # what is still on its way is not cut off
    shown = texts(page)
    page.reload()
    assert texts(page) == shown


def test_three_taps_and_typing_on_a_phone(people) -> None:
    lan = people("lan", PHONE)
    page = lan.go(f"/danh-gia/{clean_water().assessment_id}/tieu-chi/18/")
    row = page.locator(f"#result-{clean_water().pk}")
    row.get_by_text("Cập nhật").tap()
    page.get_by_role("radio", name="Đạt", exact=True).tap()
    page.get_by_label("Kết quả (%)").fill("41,2")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(row.get_by_text("41,2%").first).to_be_visible()
    saved = clean_water()
    assert (saved.claim, str(saved.value), saved.version) == ("met", "41.2000", 2)
    assert_as_reloaded(page)
    lan.looks_right()


def test_three_indicators_on_a_phone_in_eleven_taps_from_the_first_page(people) -> None:
    """Menu, board, assessment and row to the first form; then claim and “Lưu và sang …” each."""
    lan = people("lan", PHONE)
    page = lan.go("/")
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        what.tap()
        taps += 1

    tap(page.locator(".site-nav").get_by_role("link", name="Bảng tổng hợp"))
    tap(page.locator("a.tile[href*='tieu-chi/18'], a[href*='tieu-chi/18']").first)
    tap(page.locator(f"#result-{clean_water().pk}").get_by_text("Cập nhật"))
    codes = ["18.1", "18.2", "18.3"]
    rows = clean_water().assessment.results
    for code in codes:
        result = rows.get(indicator__code=code)
        form = page.locator(f"form#result-{result.pk}")
        tap(form.get_by_role("radio", name="Đạt", exact=True))
        tap(form.get_by_role("button", name="Lưu và sang"))
        expect(page.locator(f"div#result-{result.pk}").get_by_text("Đạt").first).to_be_visible()
    assert taps <= 11
    assert {rows.get(indicator__code=code).claim for code in codes} == {"met"}
    # The keyboard does the same on the desk.
    page.locator("form.result-form").get_by_role("radio", name="Chưa đạt", exact=True).press(
        "Control+Enter"
    )
    expect(page.locator("form.result-form .result-code")).to_have_text("18.5")
    lan.looks_right()


def test_a_wrong_number_is_told_at_its_field_and_kept(people) -> None:
    lan = people("lan", PHONE)
    page = lan.go(f"/danh-gia/{clean_water().assessment_id}/tieu-chi/18/")
    page.locator(f"#result-{clean_water().pk}").get_by_text("Cập nhật").tap()
    page.get_by_label("Kết quả (%)").fill("41.2 %!")
    page.get_by_role("button", name="Lưu", exact=True).tap()
    expect(page.get_by_label("Kết quả (%)")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Kết quả (%)")).to_have_value("41.2 %!")
    assert clean_water().version == 1


def test_the_second_of_two_people_sees_both_versions(people) -> None:
    lan, village = people("lan"), people("hien", PHONE)
    address = f"/ket-qua/{clean_water().pk}/"
    lan.go(address)
    village.go(address)
    for person, value in ((lan, "60"), (village, "44")):
        person.page.get_by_role("radio", name="Chưa đạt", exact=True).check()
        person.page.get_by_label("Kết quả (%)").fill(value)
        press(person.page, "Lưu")
    expect(village.page.get_by_text("Nguyễn Thị Lan").first).to_be_visible()
    expect(village.page.get_by_text("60%").first).to_be_visible()
    expect(village.page.get_by_text("44%").first).to_be_visible()
    assert str(clean_water().value) == "60.0000"


def test_it_works_without_javascript(browser, live_server, sample) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{live_server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill("nongthonmoi-2024-mau")
    page.get_by_role("button", name="Đăng nhập").click()
    result = clean_water()
    page.goto(f"{live_server.url}/danh-gia/{result.assessment_id}/tieu-chi/18/")
    page.locator(f"#result-{result.pk}").get_by_text("Cập nhật").click()
    page.get_by_label("Đạt", exact=True).check()
    page.get_by_label("Kết quả (%)").fill("66,5")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("66,5%").first).to_be_visible()
    context.close()
    assert str(clean_water().value) == "66.5000"


def test_what_does_not_apply_lacks_no_papers(people) -> None:
    """The line of its papers follows in place, both ways: page and reload agree."""
    lan = people("lan", PHONE)
    needs = Requirement.objects.filter(is_mandatory=True).values("indicator")
    result = Result.objects.filter(
        indicator__in=needs, assessment__unit__name="Mai Đình", assessment__year=2024
    ).select_related("indicator__criterion")[0]
    number = result.indicator.criterion.number
    page = lan.go(f"/danh-gia/{result.assessment_id}/tieu-chi/{number}/")
    papers = page.locator(f"#papers-{result.pk}")
    expect(papers).to_contain_text("thiếu")
    for claim, note in (("Không áp dụng", "Xã không có sông"), ("Chưa đạt", "Đã có")):
        row = page.locator(f"#result-{result.pk}")
        row.get_by_text("Cập nhật").tap()
        row.get_by_role("radio", name=claim, exact=True).tap()
        form = page.locator(f"form#result-{result.pk}")
        if not form.get_by_label("lý do").is_visible():
            form.get_by_text("Ghi chú, nguồn", exact=True).tap()
        form.get_by_label("lý do").fill(note)
        page.get_by_role("button", name="Lưu", exact=True).tap()
        line = expect(papers)
        if claim == "Không áp dụng":
            line.not_to_contain_text("thiếu")
        else:
            line.to_contain_text("thiếu")
        assert_as_reloaded(page)
    lan.looks_right()
