"""The agenda of a meeting: its figures with their rows, on a page, on the projector, as kept."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.nouns import indicator_title
from evidence.models import Verdict
from reports.meetings.items import item_of
from reports.meetings.points import Point, PointLine, Stat
from reports.meetings.screens import _parts, _rows_of_stats
from reports.meetings.sheet import sheet as sheet_drawn
from tasks.enums import AgendaKind
from tasks.models import Assignment, Meeting
from tasks.rules import NO_LEADER
from tasks.services import add_conclusion, close_meeting, hold_meeting, report_task
from tests import factories as make
from tests.evidence.review import factories as review
from tests.queries import assert_constant_queries
from tests.shared import MORNING, made_once
from tests.world import World, open_world
from villages.enums import UnitLevel

pytestmark = pytest.mark.django_db


def _live() -> World:
    """A July meeting with two conclusions, one overdue task with an obstacle, one criterion met."""
    world = open_world("village", "lan", "tam", "hien", "stranger", "plan", "assessment", "task")
    july = hold_meeting(
        by=make.system(), unit=world.commune, held_on=date(2024, 7, 15), name="Giao ban tháng 7"
    )
    lead = Assignment(kind="lead", official=world.official("hien"))
    fields = {"text": "Hoàn thiện hồ sơ nước sạch", "deadline_words": "trước ngày 10/8/2024"}
    add_conclusion(by=make.system(), meeting=july, lead=lead, **fields)
    add_conclusion(by=make.system(), meeting=july, text="Nhất trí báo cáo")
    report_task(
        by=make.system(), task_id=world.task.pk, fields={"obstacle": "Chưa có vốn"},
        seen_version=world.task.version,
    )  # fmt: skip
    for result in world.results()[:2]:
        world.claim(result)
    return world


rows = made_once(_live)


@pytest.fixture
def meeting(world: World) -> Meeting:
    return world.hold_august_meeting(secretary=world.official("lan"))


def address(meeting: Meeting, **query: object) -> str:
    wanted = "&".join(f"{k}={v}" for k, v in query.items())
    return reverse("reports:agenda", args=[meeting.pk]) + (f"?{wanted}" if wanted else "")


def points(world: World, meeting: Meeting) -> dict[str, object]:
    sheet = world.client("lan").get(address(meeting)).context["sheet"]
    return {point.kind: point for point in sheet.points}


def test_each_point_tells_what_the_record_knows(world: World, meeting: Meeting) -> None:
    drawn = points(world, meeting)
    late = drawn[AgendaKind.OVERDUE]
    assert [(s.label, s.text) for s in late.stats] == [
        ("Việc quá hạn", "2"),
        ("Đặng Thị Hiền", "2"),
    ]
    assert {line.who for line in late.lines} == {"Đặng Thị Hiền"}
    assert {line.badge for line in late.lines} == {"Quá hạn 15 ngày", "Quá hạn 6 ngày"}
    (stuck,) = drawn[AgendaKind.OBSTACLES].lines
    assert (stuck.note, stuck.who) == ("Chưa có vốn", "Đặng Thị Hiền")
    first, second = drawn[AgendaKind.CONCLUDED].lines
    assert (first.text, first.badge) == ("1. Hoàn thiện hồ sơ nước sạch", "Quá hạn 6 ngày")
    assert (second.text, second.badge) == ("2. Nhất trí báo cáo", "Kết luận chung")
    moved = drawn[AgendaKind.CHANGES]
    assert {s.label: s.text for s in moved.stats}["Mới đạt"] == "1"
    assert drawn[AgendaKind.RETURNED].empty
    # Of the second criterion nobody has judged anything: that is no `0/2`.
    (left,) = drawn[AgendaKind.STANDING].lines
    assert left.badge == "chỉ tiêu chưa đánh giá"
    world.claim(world.results()[2])
    (left,) = points(world, meeting)[AgendaKind.STANDING].lines
    assert left.badge == "1/2 chỉ tiêu"


def test_every_figure_leads_to_rows_that_add_up(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    for point in points(world, meeting).values():
        for stat in point.stats:
            answer = client.get(stat.url)
            assert answer.status_code == 200, stat
            figure = answer.context.get("figure")
            if figure is not None and figure.total is None:
                assert figure.text == stat.text


def test_a_meeting_of_another_rhythm_is_no_comparison(world: World) -> None:
    weekly = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.TODAY, name="Tuần", rhythm="weekly"
    )
    assert points(world, weekly)[AgendaKind.CONCLUDED].lines == []


def test_the_projector_shows_a_point_a_screen_with_ways_on(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    page = client.get(address(meeting, trinh_chieu=1, muc=4)).content.decode()
    assert 'class="projector"' in page
    assert (
        f'href="{address(meeting, trinh_chieu=1, muc=5)}" rel="next"'.replace("&", "&amp;") in page
    )
    assert (
        f'href="{address(meeting, trinh_chieu=1, muc=3)}" rel="prev"'.replace("&", "&amp;") in page
    )
    assert 'target="_blank"' in page  # what is looked up opens beside it
    last = client.get(address(meeting, trinh_chieu=1, muc=99)).context["screen"]
    assert (last.point.kind, last.next_url) == (AgendaKind.RETURNED, "")
    fields = {"text": "Xong trước mùa mưa", "deadline_words": "trong tháng 9"}
    conclude = f"{reverse('tasks:conclude', args=[meeting.pk])}?trinh_chieu=1&muc=4"
    back = client.post(conclude, fields)
    assert back["Location"] == address(meeting, trinh_chieu=1, muc=4)
    assert "Xong trước mùa mưa" in client.get(back["Location"]).content.decode()


def test_a_long_point_goes_on_on_the_next_screen(world: World, meeting: Meeting) -> None:
    for number in range(9):
        text, words = f"Việc trễ {number}", "trước ngày 01/8/2024"
        make.make_task(world.plan, text=text, deadline_words=words)
    client, url = world.client("lan"), address(meeting, trinh_chieu=1)
    seen = []
    while url:
        screen = client.get(url).context["screen"]
        if screen.point.kind == AgendaKind.OVERDUE:
            seen.append((screen.part.number, screen.part.count))
        url = screen.next_url
    assert seen == [(1, 2), (2, 2)]


def test_figures_above_the_rest_of_a_point_are_those_of_its_rows() -> None:
    """Not `Mới đạt: 1` above what is done; and short figures take one row of the screen."""
    names = ["Mới đạt", "Không còn đạt", "Mới quá hạn", "Việc đã xong"]
    stats = [Stat(name, str(n), f"/{n}") for n, name in enumerate(names)]
    lines = [PointLine("Tên việc " * 9, badge=names[min(n, 3)]) for n in range(12)]
    first, *rest = _parts(Point("changes", "Thay đổi", stats=stats, lines=lines), 1)
    assert [s.label for s in first.shown.stats] == names
    assert {s.label for part in rest for s in part.shown.stats} == {"Việc đã xong"}
    assert (_rows_of_stats(stats), _rows_of_stats(stats * 2), len(first.shown.lines)) == (1, 2, 6)


def test_a_criterion_without_its_leader_is_red(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    point = next(p for p in client.get(address(meeting)).context["sheet"].points if p.lines)
    assert [(line.who, line.who_tone) for line in point.lines] == [(NO_LEADER, "red")]
    screen = client.get(address(meeting, trinh_chieu=1)).context["screen"]
    item = client.get(screen.down_url).context["item"]
    assert (item.facts[0].text, item.facts[0].tone) == (NO_LEADER, "red")


def test_each_line_has_a_screen_with_what_the_record_knows(world: World, meeting: Meeting) -> None:
    client, seen = world.client("lan"), {}
    screen = client.get(address(meeting, trinh_chieu=1)).context["screen"]
    url = screen.down_url
    while url:
        response = client.get(url)
        screen, item = response.context["screen"], response.context["item"]
        if item:
            words = [
                item.title,
                *(one.name for one in item.measures),
                *(f.text for f in item.facts),
            ]
            seen.setdefault(screen.point.kind, []).append(" | ".join(words))
            assert screen.up_url, screen.line.text
        url = screen.down_url or screen.next_url
    assert {kind: len(lines) for kind, lines in seen.items()} == {
        AgendaKind.STANDING: 1, AgendaKind.CHANGES: 3, AgendaKind.CONCLUDED: 2,
        AgendaKind.OVERDUE: 2, AgendaKind.OBSTACLES: 1,
    }  # fmt: skip
    (standing,), (stuck,) = seen[AgendaKind.STANDING], seen[AgendaKind.OBSTACLES]
    for words, line in (
        ("2.1", standing), ("Chưa có việc nào được giao", standing),
        ("Chưa có vốn", stuck), ("Đặng Thị Hiền", stuck), ("01/8/2024", stuck),
    ):  # fmt: skip
        assert words in line
    said = {"text": "Bố trí vốn", "deadline_words": "trong tháng 9"}
    conclude = f"{reverse('tasks:conclude', args=[meeting.pk])}?trinh_chieu=1&muc=5&dong=1"
    back = client.post(conclude, said)["Location"]
    assert back == address(meeting, trinh_chieu=1, muc=5, dong=1)
    close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=0)
    assert "Chưa có vốn" in str(client.get(back).context["item"])


def contents_of(points: list[Point]) -> list[object]:
    """What points hold, without where they lead."""
    return [
        (p.title, [(s.label, s.text) for s in p.stats], [(r.text, r.who, r.badge) for r in p.lines])
        for p in points
    ]


def test_what_was_kept_is_shown_and_nothing_newer(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    before = client.get(address(meeting)).context["sheet"]
    close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=0)
    make.make_task(world.plan, text="Trễ thêm", deadline_words="trước ngày 01/8/2024")
    page = client.get(address(meeting))
    kept = page.context["sheet"]
    assert contents_of(kept.points) == contents_of(before.points)
    assert "giữ nguyên như khi kết thúc họp" in page.content.decode()
    for stat in (stat for point in kept.points for stat in point.stats):
        is_here = "/giao-ban/" in stat.url  # its rows stand with the meeting
        assert is_here or "ngay=15%2F8%2F2024" in stat.url, stat  # else those of the day
    screen = client.get(address(meeting, trinh_chieu=1)).content.decode()
    assert "đã kết thúc và chốt" in screen
    assert "meeting-new" not in screen


def test_a_kept_figure_leads_to_the_rows_kept_with_it(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=0)
    page = client.get(address(meeting)).context["sheet"]
    kinds = [AgendaKind.CHANGES, AgendaKind.CONCLUDED, AgendaKind.OVERDUE, AgendaKind.OBSTACLES]
    for n, point in enumerate(page.points, 1):
        if point.kind in kinds:
            here = f"{address(meeting)}#point-{n}"
            assert here in {stat.url for stat in point.stats}, point.title
            assert not any("ngay=" in stat.url for stat in point.stats), point.title
        if point.kind == AgendaKind.CHANGES:
            assert [stat.text for stat in point.stats] == [
                str(sum(line.badge == stat.label for line in point.lines)) for stat in point.stats
            ]


def test_a_kept_figure_of_dossiers_leads_to_its_verdicts_where_each_has_one(
    db, time_machine
) -> None:
    """One dossier returned for two indicators is neither of the two lines: it keeps its own row."""
    time_machine.move_to(MORNING, tick=False)
    ready = review.ready_world()
    review.returned(ready, bad=[0, 1])
    meeting = hold_meeting(
        by=make.system(), unit=ready.commune, held_on=make.TODAY, name="Giao ban tháng 8",
        chaired_by=ready.official("hien"), secretary=ready.official("lan"),
    )  # fmt: skip
    close_meeting(by=make.system(), meeting_id=meeting.pk, seen_version=0)
    points = sheet_drawn(Meeting.objects.select_related("sheet").get(pk=meeting.pk)).points
    (point,) = [p for p in points if p.kind == AgendaKind.RETURNED]
    assert (len(point.lines), [stat.text for stat in point.stats]) == (2, ["1"])
    assert [row.text for row in point.stats[0].rows or ()] == ["Xã Mai Đình · Xã kiểm tra"]
    assert point.stats[0].url == f"{address(meeting)}?muc=6&so=1"


def test_what_came_back_is_told_with_its_reason(db, time_machine) -> None:
    time_machine.move_to(MORNING, tick=False)
    ready = review.ready_world()
    review.returned(ready, bad=[0])
    meeting = hold_meeting(
        by=make.system(), unit=ready.commune, held_on=make.TODAY, name="Giao ban tháng 8"
    )
    sheet = sheet_drawn(meeting)
    (point,) = [p for p in sheet.points if p.kind == AgendaKind.RETURNED]
    assert [stat.text for stat in point.stats] == ["1"]
    (line,) = point.lines
    assert "Thiếu biên bản nghiệm thu" in line.note
    assert line.who == "bổ sung chậm nhất 30/9/2024"
    indicator = Verdict.objects.get(pk=line.ref.partition(":")[2]).item.result.indicator
    assert line.text.endswith(f" · Chỉ tiêu {indicator.code} – {indicator.wording}")
    item = item_of(line, make.TODAY, is_kept=False)
    assert item.title == line.text
    indicator.code = "3"  # stands for its whole criterion
    assert indicator_title(indicator, None) == f"Tiêu chí 3 – {indicator.wording}"


def test_a_meeting_closed_the_day_after_keeps_its_own_day(
    world: World, meeting: Meeting, time_machine
) -> None:
    time_machine.move_to("2024-08-20 09:00 +0700", tick=False)
    meeting.refresh_from_db()
    close_meeting(by=make.system(), meeting_id=meeting.pk, seen_version=0)
    meeting = Meeting.objects.select_related("sheet").get(pk=meeting.pk)
    assert meeting.sheet.as_of == make.TODAY
    late = next(p for p in meeting.sheet.contents["points"] if p["kind"] == AgendaKind.OVERDUE)
    assert {line["badge"] for line in late["lines"]} == {"Quá hạn 15 ngày", "Quá hạn 6 ngày"}


@pytest.mark.parametrize("level", [UnitLevel.PROVINCE, UnitLevel.DISTRICT])
def test_an_upper_unit_meets_on_what_its_communes_bring(world: World, level: str) -> None:
    district = world.district
    unit = district if level == UnitLevel.DISTRICT else district.parent
    for day in (date(2024, 7, 15), make.TODAY):
        meeting = hold_meeting(by=make.system(), unit=unit, held_on=day, name="Giao ban")
    member = world.member("reviewer", unit)
    sheet = member.get(address(meeting)).context["sheet"]
    shown = {
        point.kind: [(line.text, line.badge or line.note) for line in point.lines]
        for point in sheet.points
    }
    assert shown == {
        AgendaKind.STANDING: [
            ("Tiêu chí 2 – Tiêu chí thử 2", "0/1 xã đạt"), ("Xã Mai Đình", "1/2 tiêu chí"),
        ],
        AgendaKind.CHANGES: [("Xã Mai Đình", "Mới đạt: 1"), ("Xã Mai Đình", "Mới quá hạn: 2")],
        AgendaKind.CONCLUDED: [],
        AgendaKind.OVERDUE: [("Xã Mai Đình", "2 việc quá hạn")],
        AgendaKind.OBSTACLES: [("Xã Mai Đình · Rà soát nhà văn hóa thôn", "Chưa có vốn")],
        AgendaKind.RETURNED: [],
    }  # fmt: skip
    for stat in (stat for point in sheet.points for stat in point.stats):
        assert member.get(stat.url).status_code == 200, stat


def test_a_stranger_finds_nothing(world: World, meeting: Meeting) -> None:
    assert world.client("stranger").get(address(meeting)).status_code == 404


def test_queries_do_not_grow(world: World, meeting: Meeting) -> None:
    def grow() -> None:
        for number in range(9):
            text, words = f"Việc trễ {number}", "trước ngày 01/8/2024"
            made = make.make_task(
                world.plan, lead=world.official("tam"), text=text, deadline_words=words
            )
            fields = {"fields": {"obstacle": "Vướng"}, "seen_version": made.version}
            report_task(by=make.system(), task_id=made.pk, **fields)
            add_conclusion(by=make.system(), meeting=meeting, text=f"Kết luận {number}")

    assert_constant_queries(
        world.client("lan"), address(meeting, trinh_chieu=1, muc=4), grow, most=24
    )


def test_a_refused_conclusion_stays_on_the_projector(world: World, meeting: Meeting) -> None:
    """The form comes back alone, with its sentence and what was typed; once written, the browser
    goes back to the screen that it was on."""
    client = world.client("lan")
    screen = client.get(address(meeting, trinh_chieu=1, muc=2))
    url = screen.context["conclude_url"]
    typed = {"text": "", "deadline_words": "trước ngày 30/9/2024"}
    refused = client.post(url, typed, headers={"HX-Request": "true"})
    page = refused.content.decode()
    assert (refused.status_code, "<html" in page) == (422, False)
    assert list(refused.context["form"].errors) == ["text"]
    assert "trước ngày 30/9/2024" in page
    assert f'hx-post="{screen.context["conclude_url"].replace("&", "&amp;")}"' in page
    assert refused.context["next_number"] == screen.context["next_number"]
    done = client.post(url, typed | {"text": "Đôn đốc hồ sơ"}, headers={"HX-Request": "true"})
    assert done.status_code == 204
    back = client.get(done.headers["HX-Redirect"])
    assert back.context["screen"].number == 2
    assert "Đôn đốc hồ sơ" in back.content.decode()


def test_a_deadline_that_is_past_is_taken_with_a_caution(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    for words, is_past in (("trước ngày 1/8/2024", True), ("trước ngày 30/9/2024", False)):
        read = client.get(reverse("tasks:read_deadline"), {"deadline_words": words, "nam": 2024})
        assert ("đã qua" in read.content.decode()) == is_past
        url = reverse("tasks:conclude", args=[meeting.pk])
        form = client.post(url, {"text": "", "deadline_words": words})
        assert (form.status_code, "đã qua" in form.content.decode()) == (422, is_past)
        typed = {"text": "Đôn đốc hồ sơ", "deadline_words": words, "is_meant": words}
        back = client.post(url, typed, follow=True)
        told = " ".join(map(str, back.context["messages"]))
        assert ("đã qua" in told) == is_past
        made = meeting.conclusions.get(deadline_words=words)
        url = reverse("tasks:edit_conclusion", args=[meeting.pk, made.pk])
        corrected = typed | {"text": "Đôn đốc", "reason": "Viết gọn", "seen_version": made.version}
        again = client.post(url, corrected, follow=True)
        assert ("đã qua" in " ".join(map(str, again.context["messages"]))) == is_past


def test_the_projector_of_a_closed_meeting_shows_what_was_concluded(
    world: World, meeting: Meeting
) -> None:
    for number in range(8):
        add_conclusion(by=make.system(), meeting=meeting, text=f"Kết luận số {number}")
    close_meeting(by=make.system(), meeting_id=meeting.pk, seen_version=0)
    shown = world.client("lan").get(address(meeting, trinh_chieu=1)).context
    assert [row.order for row in shown["last_conclusions"]] == [3, 4, 5, 6, 7, 8]
    assert shown["earlier"] == 2
