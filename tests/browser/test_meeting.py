"""A whole meeting on the projector: called, attended, presented by keys, concluded, closed, read.

Whoever sits in the last row must be able to read it: on a screen of 1920 × 1080 nothing scrolls,
no word is smaller than 22 px, what is talked of has 30.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tasks.models import AgendaItem, Meeting, Task
from tasks.services import edit_task, report_task
from tests import factories as make
from tests.browser.conftest import DESK, PROJECTOR, Person
from villages.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = "15/8/2024"
LABEL, CONTENT = 22, 30  # px
# The smallest letters that the page shows within a place.
SMALLEST = """place => Math.min(...[...document.querySelectorAll(`${place}, ${place} *`)]
    .filter(e => e.checkVisibility() && !e.closest(".visually-hidden"))
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
TALL = "[innerHeight, document.documentElement.scrollHeight]"


def call(person: Person) -> Meeting:
    page = person.go("/giao-ban/ghi/")
    page.get_by_label("Tên cuộc họp").fill("Giao ban Ban Chỉ đạo tháng 8/2024")
    page.get_by_label("Ngày họp").fill(DAY)
    page.get_by_label("Giờ bắt đầu").fill("8h")
    page.get_by_label("Địa điểm").fill("Hội trường UBND xã")
    for label, name in (("Chủ trì", "Đinh Văn Tám"), ("Thư ký", "Nguyễn Thị Lan")):
        choose(page, page.get_by_label(label, exact=True), name)
    person.looks_right()
    page.get_by_role("button", name="Ghi cuộc họp").click()
    expect(page.get_by_role("heading", name="Giao ban Ban Chỉ đạo")).to_be_visible()
    person.looks_right()
    return Meeting.objects.get()


def choose(page: Page, select, name: str) -> None:
    """Open a long select, and take the line that begins with the name."""
    select.focus()
    line = select.locator("option", has_text=name).first
    expect(line).to_be_attached()
    select.select_option(value=line.get_attribute("value"))


def attend(person: Person, meeting: Meeting) -> None:
    page = person.go(f"/giao-ban/{meeting.pk}/diem-danh/")
    page.get_by_role("checkbox").first.uncheck()
    page.get_by_label("Lý do vắng", exact=False).first.fill("đi công tác")
    person.looks_right()
    page.get_by_role("button", name="Lưu điểm danh").click()
    expect(page.locator("#thanh-phan")).to_contain_text("(đi công tác)")


def conclude(page: Page, text: str, lead: str, words: str, read: str) -> None:
    """K, the words, who and by when, read back; Ctrl+Enter."""
    page.wait_for_load_state()  # before its script has run a page knows no K
    page.keyboard.press("Escape")  # a form that was refused holds the focus: there K is a letter
    page.keyboard.press("k")
    page.keyboard.type(text)
    expect(page.locator(".meeting-new textarea")).to_have_value(text)
    choose(page, page.locator("select[name='chu-tri-official']"), lead)
    page.get_by_label("Thời hạn").fill(words)
    expect(page.locator("#deadline-echo")).to_contain_text(read)
    page.get_by_label("Thời hạn").press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text(f"giao {lead}")
    expect(page.locator(".meeting-concluded")).to_contain_text(text)


def line(person: Person, shot) -> None:
    """The first line of a point on a screen of its own, and back."""
    page = person.page
    with page.expect_navigation():
        page.keyboard.press("ArrowDown")
    inner, whole = page.evaluate(TALL)
    assert whole <= inner, f"{shot.name}: {whole} of {inner} px"
    assert page.evaluate(SMALLEST, "main") >= LABEL
    assert page.evaluate(SMALLEST, ".meeting-item-title, .meeting-facts dd") >= CONTENT
    person.looks_right()
    page.screenshot(path=shot)
    with page.expect_navigation():
        page.keyboard.press("ArrowUp")


def screens(person: Person, meeting: Meeting, shots) -> None:
    """Every screen by the arrow, then back by the clicker."""
    page = person.go(f"/giao-ban/{meeting.pk}/chuong-trinh/?trinh_chieu=1")
    for number in range(1, 30):
        expect(page.locator("h1")).to_be_visible()
        inner, whole = page.evaluate(TALL)
        assert whole <= inner, f"screen {number}: {whole} of {inner} px"
        assert page.evaluate(SMALLEST, "main") >= LABEL, number
        if page.locator(".meeting-line-text").count():
            assert page.evaluate(SMALLEST, ".meeting-line-text > *") >= CONTENT
        person.looks_right()
        page.screenshot(path=shots / f"screen-{number}.png")
        if page.locator("[data-step=down]").count():
            line(person, shots / f"line-{number}.png")
        if not page.locator("[rel=next]").count():
            break
        with page.expect_navigation():
            page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
    with page.expect_navigation():
        page.keyboard.press("PageUp")


def _late_with_an_obstacle() -> None:
    """Some of the sample's tasks, late on the day of the meeting."""
    for task in Task.objects.filter(unit__name="Mai Đình").order_by("pk")[:8]:
        given = {"fields": {"deadline_words": "trước ngày 01/8/2024"}}
        made = edit_task(by=make.system(), task_id=task.pk, seen_version=task.version, **given)
        report = {"fields": {"obstacle": "Chủ thể sản phẩm Bún chưa có giấy chứng nhận an toàn"}}
        report_task(by=make.system(), task_id=task.pk, seen_version=made.version, **report)


def test_a_whole_meeting(people, tmp_path) -> None:
    _late_with_an_obstacle()
    desk = people("lan", DESK)
    meeting = call(desk)
    attend(desk, meeting)
    hall = people("lan", PROJECTOR)
    screens(hall, meeting, tmp_path)
    page = hall.page
    here = page.url
    page.get_by_role("button", name="Ghi, giao nhiệm vụ").click()
    expect(page.locator(".meeting-new .invalid-feedback").first).to_be_visible()
    assert page.url == here  # refused, the screen stays
    page.screenshot(path=tmp_path / "refused.png")
    hall.complaints = [line for line in hall.complaints if "422" not in line]
    conclude(page, "Trạm Y tế hướng dẫn chủ thể Bún làm hồ sơ an toàn thực phẩm",
             "Đặng Thị Hiền", "trước tháng 9/2024", "31/8/2024")  # fmt: skip
    conclude(page, "Lắp camera tại hai ngã ba", "Đinh Văn Tám", "trong quý III", "30/9/2024")
    page.screenshot(path=tmp_path / "concluded.png")
    inner, whole = page.evaluate(TALL)
    assert whole <= inner  # the next one is written without scrolling
    assert page.evaluate(SMALLEST, "main") >= LABEL
    given = Task.objects.filter(conclusion__meeting=meeting).order_by("pk")
    assert [task.leads[0].name for task in given] == ["Đặng Thị Hiền", "Đinh Văn Tám"]

    page = desk.go(f"/giao-ban/{meeting.pk}/")
    page.get_by_role("link", name="Kết thúc họp").click()
    page.get_by_role("button", name="Kết thúc, chốt biên bản").click()
    expect(page.get_by_text("giữ nguyên như lúc").first).to_be_visible()
    desk.looks_right()
    page.get_by_role("link", name="Thông báo kết luận").click()
    paper = page.locator("article.doc")
    expect(paper).to_contain_text("THÔNG BÁO")
    expect(paper).to_contain_text("đồng chí Đặng Thị Hiền. Thời hạn: trước tháng 9/2024")
    page.screenshot(path=tmp_path / "notice.png", full_page=True)
    hall.go(f"/giao-ban/{meeting.pk}/chuong-trinh/?trinh_chieu=1&muc=4")
    assert hall.page.locator(".meeting-new").count() == 0
    assert not hall.complaints


def test_without_a_script_the_screens_are_pages(people, browser) -> None:
    """A projector without scripts: the way on is a link, the conclusion a form."""
    desk = people("lan", DESK)
    meeting = call(desk)
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1920, "height": 1080}
    )
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto(f"{desk.base}/giao-ban/{meeting.pk}/chuong-trinh/?trinh_chieu=1")
    page.get_by_role("link", name="Sau ›").click()
    expect(page).to_have_url(re.compile("muc=2"))
    page.locator(".meeting-new textarea").fill("Nhất trí báo cáo")
    page.get_by_role("button", name="Ghi, giao nhiệm vụ").click()
    expect(page.locator(".meeting-concluded")).to_contain_text("Nhất trí báo cáo")
    assert "muc=2" in page.url
    assert AgendaItem.objects.filter(meeting=meeting).count() == 6
    context.close()


def test_the_board_is_as_large_and_fills_the_screen(people) -> None:
    hall = people("lan", PROJECTOR)
    commune = Unit.objects.get(name="Mai Đình")
    page = hall.go(f"/bang/{commune.pk}/?trinh_chieu=1")
    assert page.evaluate(SMALLEST, "main") >= LABEL
    assert page.evaluate(SMALLEST, ".board-left strong") >= CONTENT
    shown, tall = page.evaluate(TALL)
    assert tall == shown
    assert page.locator(".projector-steps").bounding_box()["y"] > shown * 0.85


def test_the_timer_is_one_for_all_tabs_and_begins_anew_on_another_day(people) -> None:
    hall = people("lan", PROJECTOR)
    meeting = call(hall)
    page = hall.go(f"/giao-ban/{meeting.pk}/chuong-trinh/?trinh_chieu=1")
    name, begun = (
        f"ntm-meeting-{meeting.pk}",
        "name => JSON.parse(localStorage.getItem(name)).since",
    )
    since = page.evaluate(begun, name)
    expect(page.locator("[data-timer-clock]")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    other = hall.context.new_page()
    other.goto(page.url)
    assert other.evaluate(begun, name) == since
    yesterday = """name => localStorage.setItem(name, JSON.stringify({
        day: new Date(Date.now() - 86_400_000).toDateString(), before: 3_600_000, since: 0 }))"""
    other.evaluate(yesterday, name)
    other.reload()
    expect(other.locator("[data-timer-clock]")).to_have_text(re.compile(r"^00:0\d$"))


def test_the_timer_stops_goes_on_and_is_set_back_only_when_confirmed(people) -> None:
    hall = people("lan", PROJECTOR)
    meeting = call(hall)
    page = hall.go(f"/giao-ban/{meeting.pk}/chuong-trinh/?trinh_chieu=1")
    name = f"ntm-meeting-{meeting.pk}"
    stands = (
        "name => { const s = JSON.parse(localStorage.getItem(name)); return [s.before, s.since]; }"
    )
    hour = """name => localStorage.setItem(name, JSON.stringify({
        day: new Date().toDateString(), before: 3_600_000, since: Date.now() }))"""
    page.evaluate(hour, name)
    clock = page.locator("[data-timer-clock]")
    page.get_by_role("button", name="T dừng").click()
    expect(clock).to_have_text(re.compile(r"^1:00:\d\d$"))
    before, since = page.evaluate(stands, name)
    assert before >= 3_600_000
    assert since == 0
    page.keyboard.press("t")  # goes on
    expect(page.get_by_role("button", name="T dừng")).to_be_visible()
    page.get_by_role("button", name="R về 0").click()
    expect(page.get_by_role("button", name="R lần nữa")).to_be_visible()
    expect(clock).to_have_text(re.compile(r"^1:00:\d\d$"))
    page.keyboard.press("r")
    expect(clock).to_have_text(re.compile(r"^00:0\d$"))
    expect(page.get_by_role("button", name="R về 0")).to_be_visible()
